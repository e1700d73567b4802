package guanka.tables;

import guanka.facts.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Reads workbooks into typed rows, or names every mistake in them by cell. Knows no sheet by name: {@link Columns} says what is where. */
public final class Workbooks {

    private final Columns columns;
    private final Map<Columns.Sheet, RowType> rowTypes = new LinkedHashMap<>();
    private final Mistakes mistakes = new Mistakes();
    /** The sheets that were opened, by {@code workbook!Sheet}; those of a workbook that was read before are not. */
    private final Map<String, Sheet> sheets = new LinkedHashMap<>();
    /** The texts of the sheets that were read to their end, by {@code workbook!Sheet}. */
    private final Map<String, SheetView> texts = new LinkedHashMap<>();

    private Workbooks(Columns columns) {
        this.columns = columns;
    }

    /**
     * Reads the workbooks of a ruleset.
     *
     * @param columns  what its columns mean
     * @param files    file name to content; untrusted
     * @param rowTypes finds the records that rows fill; a ruleset may bring its own
     * @throws RefusedWorkbooks         with all mistakes at once, if there is any
     * @throws IllegalArgumentException where the columns do not fit the records, which is a fault of the ruleset's code
     */
    public static Tables read(Columns columns, SortedMap<String, byte[]> files, ClassLoader rowTypes) {
        var reading = new Workbooks(columns);
        for (Columns.Workbook workbook : columns.workbooks()) {
            for (Columns.Sheet sheet : workbook.sheets()) {
                if (sheet.row() != null) {
                    reading.rowTypes.put(sheet, RowType.of(sheet, rowTypes));
                }
            }
        }
        return reading.read(files);
    }

    private Tables read(SortedMap<String, byte[]> files) {
        List<String> wanted =
                columns.workbooks().stream().map(Columns.Workbook::file).toList();
        for (String file : files.keySet()) {
            if (!wanted.contains(file)) {
                mistakes.add(
                        Mistakes.Place.of(file), () -> Fault.unknownWorkbook(file, wanted, Nearest.of(file, wanted)));
            }
        }
        var origins = new LinkedHashMap<Columns.Workbook, ReadBefore.Origin>();
        var unread = new LinkedHashMap<Columns.Workbook, byte[]>();
        for (Columns.Workbook workbook : columns.workbooks()) {
            byte[] file = files.get(workbook.file());
            if (file == null) {
                mistakes.add(Mistakes.Place.of(workbook.file()), Fault::missingWorkbook);
                continue;
            }
            var origin = ReadBefore.Origin.of(file, workbook);
            origins.put(workbook, origin);
            List<SheetView> before = ReadBefore.texts(origin);
            if (before == null) {
                unread.put(workbook, file);
            } else {
                before.forEach(sheet -> texts.put(sheet.workbook() + "!" + sheet.sheet(), sheet));
            }
        }
        open(unread);
        var keys = new Keys(columns, texts);
        var types = new CellTypes(columns, keys);
        var rows = new LinkedHashMap<Columns.Workbook, Map<String, List<Object>>>();
        origins.forEach((workbook, origin) -> {
            Map<String, List<Object>> before = fillOurOwn(workbook) ? ReadBefore.rows(origin, keys) : null;
            rows.put(workbook, before == null ? rows(workbook, files.get(workbook.file()), types, keys) : before);
        });
        if (!mistakes.isEmpty()) {
            throw mistakes.refusal();
        }
        origins.forEach((workbook, origin) ->
                ReadBefore.keep(origin, keys, tables(workbook).map(texts::get).toList(), rows.get(workbook)));
        return tables(origins, rows);
    }

    private Tables tables(
            Map<Columns.Workbook, ReadBefore.Origin> origins,
            Map<Columns.Workbook, Map<String, List<Object>>> rowsOfBooks) {
        var rows = new LinkedHashMap<Class<?>, List<Object>>();
        var whence = new LinkedHashMap<Class<?>, Set<ReadBefore.Origin>>();
        rowTypes.values().forEach(type -> rows.put(type.type(), new ArrayList<>()));
        origins.forEach((workbook, origin) -> {
            for (Columns.Sheet sheet : workbook.sheets()) {
                if (sheet.row() != null) {
                    Class<?> type = rowTypes.get(sheet).type();
                    rows.get(type).addAll(rowsOfBooks.get(workbook).get(sheet.sheet()));
                    whence.computeIfAbsent(type, x -> new LinkedHashSet<>()).add(origin);
                }
            }
        });
        return new Tables(
                rows,
                whence,
                columns.workbooks().stream()
                        .flatMap(Workbooks::tables)
                        .map(texts::get)
                        .toList());
    }

    /** The addresses of the sheets of a workbook that are tables. */
    private static Stream<String> tables(Columns.Workbook workbook) {
        return workbook.sheets().stream()
                .filter(sheet -> !sheet.free())
                .map(sheet -> workbook.file() + "!" + sheet.sheet());
    }

    /** Whether no record that rows of the workbook fill was brought by the ruleset. */
    private boolean fillOurOwn(Columns.Workbook workbook) {
        return workbook.sheets().stream()
                .filter(sheet -> sheet.row() != null)
                .allMatch(sheet -> rowTypes.get(sheet).type().getClassLoader() == Source.class.getClassLoader());
    }

    /** Opens workbooks, which are many and large, side by side; what is said of them stands in their order. */
    private void open(Map<Columns.Workbook, byte[]> files) {
        Map<Columns.Workbook, Book> opened = new ConcurrentHashMap<>();
        files.entrySet().parallelStream().forEach(file -> opened.put(file.getKey(), Book.open(file.getValue())));
        files.keySet().forEach(workbook -> open(workbook, opened.get(workbook)));
    }

    private void open(Columns.Workbook workbook, Book opened) {
        book(workbook, opened);
        tables(workbook)
                .filter(address ->
                        sheets.containsKey(address) && sheets.get(address).whole())
                .forEach(address -> texts.put(address, sheets.get(address).view()));
    }

    /** The rows of a workbook by sheet. */
    private Map<String, List<Object>> rows(Columns.Workbook workbook, byte[] file, CellTypes types, Keys keys) {
        if (tables(workbook).noneMatch(sheets::containsKey) && tables(workbook).anyMatch(texts::containsKey)) {
            // the texts were read before, the rows not, or under other keys
            open(workbook, Book.open(file));
        }
        var rows = new LinkedHashMap<String, List<Object>>();
        for (Columns.Sheet sheet : workbook.sheets()) {
            Sheet opened = sheets.get(workbook.file() + "!" + sheet.sheet());
            if (opened != null) {
                List<Object> read = rows(opened, types, keys);
                if (sheet.row() != null) {
                    rows.put(sheet.sheet(), List.copyOf(read));
                }
            }
        }
        return rows;
    }

    // sheets

    private void book(Columns.Workbook workbook, Book book) {
        var place = Mistakes.Place.of(workbook.file());
        book.faults().forEach(fault -> mistakes.add(place, () -> fault));
        if (book.grids().isEmpty() && !book.faults().isEmpty()) {
            return;
        }
        List<String> wanted =
                workbook.sheets().stream().map(Columns.Sheet::sheet).toList();
        List<Grid> grids = book.grids().stream()
                .filter(grid -> !AnnotatedWorkbook.isList(grid))
                .toList();
        List<String> found = grids.stream().map(Grid::name).toList();
        List<String> extra =
                found.stream().filter(name -> !wanted.contains(name)).toList();
        List<String> missing =
                wanted.stream().filter(name -> !found.contains(name)).toList();
        // a workbook that was not read to its end lacks sheets that may well be there
        if (book.faults().isEmpty()) {
            for (String name : missing) {
                mistakes.add(
                        place.sheet(wanted.indexOf(name), name),
                        () -> Fault.missingSheet(wanted, Nearest.of(name, extra)));
            }
        }
        order(place, wanted, found);
        for (Grid grid : grids) {
            var sheetPlace = place.sheet(grid.number(), grid.name());
            int declared = wanted.indexOf(grid.name());
            if (declared < 0) {
                mistakes.add(
                        sheetPlace, () -> Fault.unknownSheet(grid.name(), wanted, Nearest.of(grid.name(), missing)));
                continue;
            }
            whole(sheetPlace, grid);
            Columns.Sheet sheet = workbook.sheets().get(declared);
            if (sheet.free()) {
                page(sheetPlace, grid);
            } else {
                table(workbook.file(), sheetPlace, sheet, grid);
            }
        }
    }

    private void order(Mistakes.Place place, List<String> wanted, List<String> found) {
        List<String> present = wanted.stream().filter(found::contains).toList();
        List<String> order = found.stream().filter(wanted::contains).toList();
        for (int i = 0; i < present.size(); i++) {
            if (!present.get(i).equals(order.get(i))) {
                String name = order.get(i);
                mistakes.add(place.sheet(found.indexOf(name), name), () -> Fault.sheetOutOfOrder(name, wanted));
                return;
            }
        }
    }

    /** What concerns any sheet, table or not: nothing in it may be hidden or merged. */
    private void whole(Mistakes.Place place, Grid grid) {
        grid.faults().forEach(placed -> mistakes.add(place.cell(placed.row(), placed.column()), placed::fault));
        if (!grid.state().equals("visible")) {
            mistakes.add(place, () -> Fault.hiddenSheet(grid.state().equals("veryHidden")));
        }
        int lastRow = grid.rows().isEmpty()
                ? 0
                : grid.rows().get(grid.rows().size() - 1).number();
        int lastColumn =
                grid.rows().stream().mapToInt(row -> row.cells().length).max().orElse(0);
        grid.hiddenRows().stream()
                // a filter hides rows from nobody who clears it, and is often saved unawares
                .takeWhile(row -> row <= lastRow && !grid.filtered())
                .forEach(row -> mistakes.add(place.cell(row, 1), () -> Fault.hiddenRow(row)));
        grid.hiddenColumns().stream()
                .takeWhile(column -> column <= lastColumn)
                .forEach(column -> mistakes.add(place.cell(1, column), () -> Fault.hiddenColumn(Grid.letters(column))));
        for (String range : grid.merged()) {
            mistakes.add(corner(place, range), () -> Fault.merged(range));
        }
    }

    private static Mistakes.Place corner(Mistakes.Place place, String range) {
        int column = 0;
        int row = 0;
        for (int i = 0; i < range.length() && range.charAt(i) != ':' && i < 10; i++) {
            char sign = range.charAt(i);
            if (sign >= 'A' && sign <= 'Z') {
                column = column * 26 + sign - 'A' + 1;
            } else if (sign >= '0' && sign <= '9') {
                row = row * 10 + sign - '0';
            }
        }
        return row == 0 || column == 0 || column > 16_384 ? place : place.cell(row, column);
    }

    /** A page for readers: only text, and nothing that cannot be seen. */
    private void page(Mistakes.Place place, Grid grid) {
        for (Grid.Row row : grid.rows()) {
            for (int column = 1; column <= row.cells().length; column++) {
                sentence(place, row, column);
            }
        }
    }

    private void sentence(Mistakes.Place place, Grid.Row row, int column) {
        Grid.Cell cell = row.cell(column);
        if (cell == null) {
            return;
        }
        var at = place.cell(row.number(), column);
        var kind = CellTypes.kind(cell);
        if (kind != null) {
            mistakes.add(at, kind);
        } else if (cell.text().length() > Limits.TEXT) {
            mistakes.add(at, () -> Fault.tooLong(cell.text().length(), Limits.TEXT));
        } else {
            Fault fault = Letters.fault(cell.text(), true);
            if (fault != null) {
                mistakes.add(at, () -> fault);
            }
        }
    }

    // headers

    private void table(String workbook, Mistakes.Place place, Columns.Sheet declared, Grid grid) {
        List<String> wanted =
                declared.columns().stream().map(Columns.Column::header).toList();
        Grid.Row top = grid.row(1);
        List<String> found = top == null
                ? List.of()
                : Arrays.stream(top.cells())
                        .map(cell -> cell == null ? "" : cell.text())
                        .toList();
        int[] columnOf =
                wanted.stream().mapToInt(header -> found.indexOf(header) + 1).toArray();
        boolean fits =
                found.stream().filter(header -> !header.isEmpty()).toList().equals(wanted);
        if (!fits && !(grid.broken() && grid.rows().isEmpty())) {
            headers(place, wanted, found, top);
        }
        if (top != null) {
            for (int column = 1; column <= top.cells().length; column++) {
                sentence(place, top, column);
            }
        }
        Grid.Row sorted = sortedAway(grid, columnOf[declared.keyPlace()]);
        explanation(place, grid, columnOf, declared.keyPlace(), sorted);
        beyond(place, grid, found, wanted, fits);
        blankRows(place, grid);
        sheets.put(
                workbook + "!" + declared.sheet(),
                new Sheet(
                        workbook, declared, meant(declared, grid, columnOf, sorted), columnOf, fits && !grid.broken()));
    }

    private void headers(Mistakes.Place place, List<String> wanted, List<String> found, Grid.Row top) {
        List<String> extra = found.stream()
                .filter(header -> !header.isEmpty() && !wanted.contains(header))
                .toList();
        List<String> missing =
                wanted.stream().filter(header -> !found.contains(header)).toList();
        for (String header : missing) {
            mistakes.add(
                    place.cell(1, wanted.indexOf(header) + 1),
                    () -> Fault.missingHeader(header, Nearest.of(header, extra)));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < found.size(); i++) {
            String header = found.get(i);
            var at = place.cell(1, i + 1);
            if (!header.isEmpty() && !seen.add(header)) {
                String first = Grid.address(1, found.indexOf(header) + 1);
                mistakes.add(at, () -> Fault.repeatedHeader(header, first));
            } else if (extra.contains(header) && top.cell(i + 1).kind() == Grid.Kind.TEXT) {
                mistakes.add(at, () -> Fault.unknownHeader(header, Nearest.of(header, missing)));
            }
        }
        List<String> present = wanted.stream().filter(found::contains).toList();
        List<String> order = found.stream().filter(wanted::contains).distinct().toList();
        for (int i = 0; i < present.size(); i++) {
            if (!present.get(i).equals(order.get(i))) {
                String header = order.get(i);
                String belongs = present.get(i);
                mistakes.add(place.cell(1, found.indexOf(header) + 1), () -> Fault.headerOutOfOrder(header, belongs));
                return;
            }
        }
    }

    /** Row 2 is not read as data. Without this check, whoever deletes the explanations loses the first row of data unnoticed. */
    private void explanation(Mistakes.Place place, Grid grid, int[] columnOf, int keyPlace, Grid.Row sorted) {
        Grid.Row row = grid.row(2);
        int keyColumn = Math.max(1, columnOf[keyPlace]);
        String key = row == null ? "" : row.text(keyColumn);
        if ((key.isEmpty() || Sheet.isKey(key)) && (!grid.broken() || row != null)) {
            mistakes.add(
                    place.cell(2, keyColumn),
                    () -> sorted == null ? Fault.noExplanation() : Fault.explanationSorted(sorted.number()));
        }
        for (int column = 1; row != null && column <= row.cells().length; column++) {
            sentence(place, row, column);
        }
    }

    /** The explanations, where somebody has sorted the sheet with them; otherwise null. */
    private static Grid.Row sortedAway(Grid grid, int keyColumn) {
        Grid.Row second = grid.row(2);
        if (keyColumn == 0 || second == null || !Sheet.isKey(second.text(keyColumn))) {
            return null;
        }
        return grid.rows().stream()
                .filter(row -> row.number() >= Sheet.FIRST_ROW
                        && row.cells().length > 1
                        && Arrays.stream(row.cells()).allMatch(cell -> cell == null || cell.kind() == Grid.Kind.TEXT)
                        && row.text(keyColumn).strip().contains(" "))
                .findFirst()
                .orElse(null);
    }

    /** The sheet with each cell as its column would have it, where that is certain, and without explanations among the data. */
    private static Grid meant(Columns.Sheet declared, Grid grid, int[] columnOf, Grid.Row sorted) {
        var rows = new ArrayList<Grid.Row>();
        for (Grid.Row row : grid.rows()) {
            if (row == sorted) {
                continue;
            }
            Grid.Cell[] cells = row.cells();
            for (int i = 0; row.number() > 1 && i < columnOf.length; i++) {
                Grid.Cell cell = columnOf[i] == 0 ? null : row.cell(columnOf[i]);
                Grid.Cell meant = Meaning.of(declared.columns().get(i), cell);
                if (meant != cell) {
                    cells = cells == row.cells() ? cells.clone() : cells;
                    cells[columnOf[i] - 1] = meant;
                }
            }
            rows.add(new Grid.Row(row.number(), cells));
        }
        return grid.with(rows);
    }

    private void beyond(Mistakes.Place place, Grid grid, List<String> found, List<String> wanted, boolean fits) {
        for (Grid.Row row : grid.rows()) {
            for (int column = 1; row.number() > 1 && column <= row.cells().length; column++) {
                boolean headed =
                        column <= found.size() && !found.get(column - 1).isEmpty();
                // a column in the midst without a header may be one whose header is missing, which is told once
                boolean beside = fits || column > wanted.size();
                if (!headed && beside && row.cell(column) != null) {
                    String text = row.text(column);
                    boolean amidst = column <= found.size();
                    mistakes.add(
                            place.cell(row.number(), column),
                            () -> amidst
                                    ? Fault.underNoHeader(text)
                                    : Fault.beyondColumns(text, wanted.get(wanted.size() - 1)));
                }
            }
        }
    }

    private void blankRows(Mistakes.Place place, Grid grid) {
        int expected = Sheet.FIRST_ROW;
        for (Grid.Row row : grid.rows()) {
            if (row.number() >= Sheet.FIRST_ROW) {
                if (row.number() > expected) {
                    int blank = expected;
                    mistakes.add(place.cell(blank, 1), () -> Fault.blankRow(blank));
                }
                expected = row.number() + 1;
            }
        }
    }

    // rows

    private List<Object> rows(Sheet sheet, CellTypes types, Keys keys) {
        var rows = new ArrayList<Object>();
        List<Columns.Column> declared = sheet.declared().columns();
        int keyPlace = sheet.declared().keyPlace();
        RowType type = rowTypes.get(sheet.declared());
        var firstCells = new HashMap<String, String>();
        var readRows = new ArrayList<Checks.ReadRow>();
        for (Grid.Row row : sheet.rows()) {
            if (isBeside(sheet, row)) {
                continue;
            }
            var read = new Checks.ReadRow(row, new Object[declared.size()], new boolean[declared.size()]);
            for (int i = 0; i < declared.size(); i++) {
                if (sheet.columns()[i] == 0) {
                    continue;
                }
                var at = sheet.place().cell(row.number(), sheet.columns()[i]);
                var cell = types.read(declared.get(i), sheet.cell(row, i), fault -> mistakes.add(at, fault));
                read.values()[i] = cell.value();
                read.good()[i] = cell.good();
            }
            readRows.add(read);
            if (read.good()[keyPlace]) {
                String key = sheet.text(row, keyPlace);
                String first = firstCells.putIfAbsent(key, sheet.address(row, keyPlace));
                if (first != null) {
                    mistakes.add(
                            sheet.place().cell(row.number(), sheet.columns()[keyPlace]),
                            () -> Fault.duplicateKey(key, first));
                }
            }
            if (type != null && read.allGood() && mistakes.isEmpty()) {
                var source =
                        new Source(sheet.workbook(), sheet.declared().sheet(), row.number(), sheet.text(row, keyPlace));
                rows.add(type.make(source, read.values()));
            }
        }
        if (sheet.whole()) {
            new Checks(sheet, readRows, keys, mistakes).run();
        }
        return rows;
    }

    /** Whether the row has nothing in any declared column; what stands beside the table was named already. */
    private static boolean isBeside(Sheet sheet, Grid.Row row) {
        return Arrays.stream(sheet.columns()).noneMatch(column -> column > 0 && row.cell(column) != null);
    }
}
