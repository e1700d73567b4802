package guanka.tables;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Prints workbooks as text, so that {@code git diff} shows what changed in them:
 *
 * <pre>
 * git config diff.workbook.textconv "java -cp ... guanka.tables.WorkbookText"
 * </pre>
 *
 * Needs no declaration: a sheet whose first header is {@code key} is a table, with its rows sorted by key; any other sheet is printed row by
 * row. Never fails on a workbook with mistakes; what keeps it from being read is printed in its place.
 */
public final class WorkbookText {

    private WorkbookText() {}

    /** @param files workbooks to print */
    public static void main(String[] files) throws IOException {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String file : files) {
            out.print(of(Files.readAllBytes(Path.of(file))));
        }
        out.flush();
    }

    /** The textual view of a workbook. */
    static String of(byte[] file) {
        Book book = Book.open(file);
        var text = new StringBuilder();
        book.faults()
                .forEach(fault -> text.append("! ").append(fault.message().en()).append('\n'));
        for (Grid grid : book.grids()) {
            text.append("# ")
                    .append(grid.name())
                    .append(grid.state().equals("visible") ? "" : " (" + grid.state() + ")")
                    .append('\n');
            grid.faults()
                    .forEach(placed -> text.append("! ")
                            .append(placed.fault().message().en())
                            .append('\n'));
            grid.merged()
                    .forEach(range -> text.append("! merged ").append(range).append('\n'));
            grid.hiddenRows().stream()
                    .forEach(row -> text.append("! hidden row ").append(row).append('\n'));
            text.append(view(grid).asText());
        }
        return text.toString();
    }

    private static SheetView view(Grid grid) {
        int width =
                grid.rows().stream().mapToInt(row -> row.cells().length).max().orElse(0);
        Grid.Row top = grid.row(1);
        boolean table = top != null && top.text(1).equals("key");
        List<String> headers = IntStream.rangeClosed(1, width)
                .mapToObj(column -> table && !top.text(column).isEmpty() ? top.text(column) : Grid.letters(column))
                .toList();
        var rows = new ArrayList<SheetView.Row>();
        for (Grid.Row row : grid.rows()) {
            if (table && row.number() == 1) {
                continue;
            }
            // numbers are padded so that they sort like numbers; the explanations come first, as no key begins with a
            // bracket
            String key = table ? row.number() == 2 ? "(row 2)" : row.text(1) : String.format("(row %3d)", row.number());
            List<String> cells =
                    IntStream.rangeClosed(1, width).mapToObj(row::text).toList();
            rows.add(new SheetView.Row(key, row.number(), cells));
        }
        return new SheetView("", grid.name(), headers, rows);
    }
}
