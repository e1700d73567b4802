package guanka.tables;

/**
 * How large a workbook may be. Everything beyond is refused before it can cost memory or time. A process with a heap of 1 GiB or more takes
 * lists of a hundred thousand entries, a smaller one those of forty thousand.
 */
final class Limits {

    static final int FILE_BYTES = Memory.choose(16, 5) * 1024 * 1024;
    static final int ENTRIES = 2_000;
    static final int INFLATED_BYTES = Memory.choose(200, 100) * 1024 * 1024;

    /** An entry of more than {@link #RATIO_FROM_BYTES} may be at most so many times as large as its compressed bytes. */
    static final int RATIO = 200;

    static final int RATIO_FROM_BYTES = 1024 * 1024;
    /** Contents lists, links and properties together: POI reads these as trees, which cost many times their size. */
    static final int TREES_BYTES = 4 * 1024 * 1024;

    static final int SHEETS = 60;
    static final int ROWS = Memory.choose(120_000, 40_000);
    static final int COLUMNS = 100;

    /** Filled cells of all sheets of one workbook together. */
    static final int CELLS = Memory.choose(2_400_000, 800_000);

    static final int SHARED_TEXTS = Memory.choose(1_200_000, 400_000);
    static final int STYLES = 65_490;
    static final int MERGED_RANGES = 1_000;

    /** Characters that Excel allows in a cell. */
    static final int CHARACTERS = 32_767;

    /** Characters of a text for people. */
    static final int TEXT = 2_000;

    /** Characters of any other cell. */
    static final int SHORT_TEXT = 200;

    static final int DIGITS = 40;

    /** Mistakes that are worded; more are only counted. */
    static final int MISTAKES = 1_000;

    /** Combinations of readings that one calendar is checked under, times its rows. */
    static final int COMBINED_ROWS = 200_000;

    private Limits() {}
}
