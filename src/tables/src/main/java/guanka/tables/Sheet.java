package guanka.tables;

import java.util.Arrays;
import java.util.List;

/**
 * A sheet that was found, beside its declaration.
 *
 * @param workbook file name
 * @param declared its columns
 * @param grid     its cells
 * @param columns  for each declared column the number of the column of the grid from 1, or 0 where it is missing
 * @param whole    whether the sheet was read to its end and all its columns stand where they belong
 */
record Sheet(String workbook, Columns.Sheet declared, Grid grid, int[] columns, boolean whole) {

    /** Rows 1 and 2 are the headers and their explanation. */
    static final int FIRST_ROW = 3;

    /** The data rows; also row 2 where somebody deleted the explanations, so that this is not reported again by every cell that refers to it. */
    List<Grid.Row> rows() {
        return grid.rows().stream()
                .filter(row -> row.number() >= FIRST_ROW
                        || row.number() == FIRST_ROW - 1 && isKey(text(row, declared.keyPlace())))
                .toList();
    }

    static boolean isKey(String text) {
        return CellTypes.KEY.matcher(text).matches();
    }

    Grid.Cell cell(Grid.Row row, int declaredPlace) {
        return columns[declaredPlace] == 0 ? null : row.cell(columns[declaredPlace]);
    }

    String text(Grid.Row row, int declaredPlace) {
        Grid.Cell cell = cell(row, declaredPlace);
        return cell == null ? "" : cell.text();
    }

    String address(Grid.Row row, int declaredPlace) {
        return Grid.address(row.number(), columns[declaredPlace]);
    }

    Mistakes.Place place() {
        return Mistakes.Place.of(workbook).sheet(grid.number(), grid.name());
    }

    SheetView view() {
        int key = declared.keyPlace();
        return new SheetView(
                workbook,
                declared.sheet(),
                declared.columns().stream().map(Columns.Column::header).toList(),
                rows().stream()
                        .map(row -> new SheetView.Row(
                                text(row, key),
                                row.number(),
                                Arrays.stream(columns)
                                        .mapToObj(column -> column == 0 ? "" : row.text(column))
                                        .toList()))
                        .toList());
    }
}
