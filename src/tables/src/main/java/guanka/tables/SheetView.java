package guanka.tables;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A sheet as text, to be shown and compared.
 *
 * @param workbook file name
 * @param sheet    sheet name
 * @param headers  its headers from left to right
 * @param rows     its data rows downwards
 */
public record SheetView(String workbook, String sheet, List<String> headers, List<Row> rows) {

    /**
     * A data row.
     *
     * @param key    its key
     * @param number its number as Excel shows it, from 1
     * @param cells  as many as there are headers; a blank cell is an empty text
     */
    public record Row(String key, int number, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public SheetView {
        headers = List.copyOf(headers);
        rows = List.copyOf(rows);
    }

    /** The address of a cell, for example {@code C7}; null where the sheet has no such column. */
    public String address(int rowNumber, String header) {
        int column = headers.indexOf(header) + 1;
        return column == 0 ? null : Grid.address(rowNumber, column);
    }

    /**
     * One line {@code key | header: text} for each filled cell, rows sorted by key, so that moving rows changes nothing. A line break
     * within a cell is written {@code \n}, a backslash {@code \\}.
     */
    public String asText() {
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::key).thenComparing(row -> String.join("\n", row.cells)));
        var text = new StringBuilder();
        for (Row row : sorted) {
            for (int i = 0; i < row.cells.size(); i++) {
                if (!row.cells.get(i).isEmpty()) {
                    line(text, row.key).append(" | ");
                    line(text, headers.get(i)).append(": ");
                    line(text, row.cells.get(i)).append('\n');
                }
            }
        }
        return text.toString();
    }

    private static StringBuilder line(StringBuilder text, String cell) {
        return text.append(cell.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n"));
    }
}
