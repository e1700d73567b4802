package guanka.tables;

import java.util.BitSet;
import java.util.List;

/**
 * A sheet as it stands in the file, not yet checked.
 *
 * @param number        place in the workbook from 0
 * @param state         {@code visible}, {@code hidden} or {@code veryHidden}
 * @param rows          rows with at least one filled cell, downwards
 * @param hiddenRows    numbers from 1
 * @param hiddenColumns numbers from 1
 * @param merged        ranges such as {@code A3:B4}
 * @param filtered      whether rows are hidden by a filter, which anybody may set and nobody need clear
 * @param faults        what is wrong with the sheet as a whole, each with its row and column or 0
 */
record Grid(
        String name,
        int number,
        String state,
        List<Row> rows,
        BitSet hiddenRows,
        BitSet hiddenColumns,
        List<String> merged,
        boolean filtered,
        List<Placed> faults) {

    /** What a cell holds. */
    enum Kind {
        TEXT,
        NUMBER,
        /** A number that is shown as a percentage; its text is that of the percentage, without the sign. */
        PERCENT,
        /** A day; its text is the day as {@code 2025-10-09}. */
        DATE,
        /** A day of which the cell shows no year or no day of the month, because nobody typed one. */
        PART_OF_DATE,
        /** A day with an hour, or an hour. */
        MOMENT,
        BOOLEAN,
        ERROR,
        FORMULA,
        TWO_CONTENTS
    }

    /**
     * A filled cell.
     *
     * @param text  what it holds, with {@code =} before a formula
     * @param shown what a person sees in it, where that is something else; otherwise null
     */
    record Cell(Kind kind, String text, String shown) {

        Cell(Kind kind, String text) {
            this(kind, text, null);
        }
    }

    /** A row; {@code cells} begins with column A and holds null where a cell is blank. */
    record Row(int number, Cell[] cells) {

        Cell cell(int column) {
            return column <= cells.length ? cells[column - 1] : null;
        }

        String text(int column) {
            Cell cell = cell(column);
            return cell == null ? "" : cell.text;
        }
    }

    record Placed(int row, int column, Fault fault) {}

    Row row(int number) {
        for (Row row : rows) {
            if (row.number >= number) {
                return row.number == number ? row : null;
            }
        }
        return null;
    }

    Grid with(List<Row> rows) {
        return new Grid(name, number, state, rows, hiddenRows, hiddenColumns, merged, filtered, faults);
    }

    /** Whether the sheet could not be read to its end. */
    boolean broken() {
        return !faults.isEmpty();
    }

    static String address(int row, int column) {
        return letters(column) + row;
    }

    /** {@code A} for 1, {@code AA} for 27. */
    static String letters(int column) {
        var letters = new StringBuilder();
        for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
