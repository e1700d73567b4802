package guanka.tables;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.facts.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was read of workbooks without a mistake, for the whole process: versions of a ruleset share most of their workbooks, and
 * the long ones take a second to read and tens of megabytes to hold.
 *
 * <p>Rows and texts are immutable, so rulesets share them. They are found by all on which they depend: the bytes of the
 * workbook, its declaration, and the values elsewhere that its cells were checked against, as far as they are still there: an
 * announcement adds provisions and words to which older workbooks do not refer. Nothing is kept of a class that a ruleset brings,
 * so no ruleset is held by what it left here; and whatever is kept goes when memory is short.
 */
final class ReadBefore {

    /** As many rows as the published workbooks have four times over. */
    private static final int MOST_ROWS = 100_000;

    /** A workbook and how it is declared; {@code sha256} is over its bytes. */
    record Origin(String sha256, Columns.Workbook declared) {

        static Origin of(byte[] file, Columns.Workbook declared) {
            try {
                return new Origin(
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(file)),
                        declared);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** @param references what stood at each address to which the workbook refers */
    private record Checked(References references, Map<String, List<Object>> rows) {}

    /** @param sheets what few ask for, made when somebody does */
    private record Texts(int rows, Supplier<List<SheetView>> sheets) {}

    private static final Cache<Origin, Texts> TEXTS = Caffeine.newBuilder()
            .softValues()
            .maximumWeight(MOST_ROWS)
            .weigher((Origin origin, Texts texts) -> texts.rows)
            .build();

    private static final Cache<Origin, Checked> ROWS = Caffeine.newBuilder()
            .softValues()
            .maximumWeight(MOST_ROWS)
            .weigher((Origin origin, Checked checked) -> size(checked.rows))
            .build();

    /**
     * Rows that stand in an image of workbooks among which they were checked; what they were checked against is only looked at where
     * somebody reads the workbook among others.
     */
    private record Imaged(Columns columns, Map<String, SheetImage> sheets, Map<String, List<Object>> rows) {

        Checked checked(Columns.Workbook workbook) {
            Map<String, SheetView> views = new HashMap<>();
            sheets.forEach((address, sheet) -> views.put(address, sheet.view()));
            return new Checked(new Keys(columns, views).referredTo(workbook), rows);
        }
    }

    private static final Cache<Origin, Imaged> IMAGED = Caffeine.newBuilder()
            .softValues()
            .maximumWeight(MOST_ROWS)
            .weigher((Origin origin, Imaged imaged) -> size(imaged.rows))
            .build();

    private ReadBefore() {}

    private static int size(Map<String, List<Object>> rows) {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    /** The sheets of a workbook that are tables, or null. */
    static List<SheetView> texts(Origin origin) {
        Texts texts = TEXTS.getIfPresent(origin);
        return texts == null ? null : texts.sheets.get();
    }

    /** The rows of a workbook by sheet, those without a row type left out, or null. */
    static Map<String, List<Object>> rows(Origin origin, Keys keys) {
        Checked checked = ROWS.getIfPresent(origin);
        if (checked == null) {
            Imaged imaged = IMAGED.getIfPresent(origin);
            if (imaged == null) {
                return null;
            }
            checked = imaged.checked(origin.declared);
            ROWS.put(origin, checked);
        }
        return checked.references.holdIn(keys.referredTo(origin.declared)) ? checked.rows : null;
    }

    static void keep(Origin origin, Keys keys, List<SheetView> texts, Map<String, List<Object>> rows) {
        TEXTS.put(
                origin,
                new Texts(texts.stream().mapToInt(sheet -> sheet.rows().size()).sum(), () -> texts));
        if (areOurs(rows)) {
            ROWS.put(origin, new Checked(keys.referredTo(origin.declared), rows));
        }
    }

    /**
     * Keeps what an image holds of a workbook.
     *
     * @param sheets of all workbooks of the image, by {@code workbook!Sheet}
     * @param own    those of the workbook
     */
    static void keep(
            Origin origin,
            Columns columns,
            Map<String, SheetImage> sheets,
            List<SheetImage> own,
            Map<String, List<Object>> rows) {
        TEXTS.put(
                origin,
                new Texts(
                        own.stream().mapToInt(SheetImage::size).sum(),
                        () -> own.stream().map(SheetImage::view).toList()));
        if (areOurs(rows)) {
            IMAGED.put(origin, new Imaged(columns, sheets, rows));
        }
    }

    private static boolean areOurs(Map<String, List<Object>> rows) {
        return rows.values().stream()
                .flatMap(List::stream)
                .allMatch(row -> row.getClass().getClassLoader() == Source.class.getClassLoader());
    }
}
