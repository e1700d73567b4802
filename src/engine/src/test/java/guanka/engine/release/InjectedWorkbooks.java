package guanka.engine.release;

import guanka.engine.ruleset.KjarEntries;
import guanka.tables.CellMistake;
import guanka.tables.Columns;
import guanka.tables.RefusedWorkbooks;
import guanka.tables.SheetView;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The workbooks of the built ruleset, open to put anything into a cell of every kind of column, and to put it right again. */
final class InjectedWorkbooks {

    /** A line of the corpus that begins so is a formula and no text. */
    static final String FORMULA = "formula:";

    /** A spoilt key in it is a mistake in more rows than are named one by one. */
    private static final String REFERRED_TO_BY_THOUSANDS = "Lists";

    private static final int FIRST_ROW = 2;

    /** What was put where, and what stood there. */
    record Placed(String workbook, String sheet, CellAddress at, String kind, String injected, String before) {

        boolean isNamedBy(CellMistake mistake) {
            return mistake.workbook().equals(workbook)
                    && sheet.equals(mistake.sheet())
                    && at.formatAsString().equals(mistake.cell());
        }

        boolean isText() {
            return kind.startsWith("text") || kind.startsWith("list of text");
        }
    }

    private record Spot(String workbook, String sheet, CellAddress at) {}

    private final Columns columns;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, XSSFWorkbook> books = new HashMap<>();
    private final Map<String, List<Spot>> spots = new TreeMap<>();
    /** Workbooks as files that were written since anything was put into them. */
    private final Map<String, byte[]> written = new HashMap<>();

    InjectedWorkbooks(byte[] kjar) throws IOException {
        columns = Columns.parse(KjarEntries.of(kjar).get("columns.json"));
        // long lists are declared alike: one sheet of them stands for all, and only what is edited is opened
        Set<List<Columns.Column>> declared = new HashSet<>();
        for (Columns.Workbook workbook : columns.workbooks()) {
            byte[] file = Draft.workbook(kjar, workbook.file()).orElseThrow();
            files.put(workbook.file(), file);
            List<Columns.Sheet> sheets = workbook.sheets().stream()
                    .filter(sheet -> sheet.free() || declared.add(sheet.columns()))
                    .filter(sheet -> !sheet.sheet().equals(REFERRED_TO_BY_THOUSANDS))
                    .toList();
            if (!sheets.stream().allMatch(Columns.Sheet::free)) {
                books.put(workbook.file(), new XSSFWorkbook(new ByteArrayInputStream(file)));
                sheets.forEach(sheet -> collect(workbook.file(), sheet));
            }
        }
    }

    private void collect(String workbook, Columns.Sheet declared) {
        XSSFSheet sheet = books.get(workbook).getSheet(declared.sheet());
        for (Row row : sheet) {
            if (declared.free()) {
                row.forEach(cell -> spot("page", workbook, declared.sheet(), cell.getAddress()));
            } else if (row.getRowNum() >= FIRST_ROW) {
                for (int i = 0; i < declared.columns().size(); i++) {
                    Columns.Column column = declared.columns().get(i);
                    String kind = ("list".equals(column.type()) ? "list of " + column.of() : column.type())
                            + (column.none() == null ? "" : " or " + column.none())
                            + (column.unknown() ? " or ?" : "")
                            + (column.blank() ? " or blank" : "")
                            + (column.holes() == null ? "" : " with holes");
                    spot(kind, workbook, declared.sheet(), new CellAddress(row.getRowNum(), i));
                }
            }
        }
    }

    private void spot(String kind, String workbook, String sheet, CellAddress at) {
        spots.computeIfAbsent(kind, x -> new ArrayList<>()).add(new Spot(workbook, sheet, at));
    }

    /** Puts each text into a cell of its own of every kind of column; where a kind has fewer cells, into as many as it has. */
    List<Placed> place(List<String> injected, Random random) {
        List<Placed> placed = new ArrayList<>();
        spots.forEach((kind, all) -> {
            Set<Integer> taken = new HashSet<>();
            for (String text : injected.subList(0, Math.min(injected.size(), all.size()))) {
                int i = random.nextInt(all.size());
                while (!taken.add(i)) {
                    i = (i + 1) % all.size();
                }
                Spot spot = all.get(i);
                written.remove(spot.workbook);
                Cell cell = cell(spot.workbook, spot.sheet, spot.at);
                placed.add(new Placed(spot.workbook, spot.sheet, spot.at, kind, text, cell.getStringCellValue()));
                write(cell, text);
            }
        });
        return placed;
    }

    void restore(Placed placed) {
        written.remove(placed.workbook);
        write(cell(placed.workbook, placed.sheet, placed.at), placed.before);
    }

    private Cell cell(String workbook, String sheet, CellAddress at) {
        return books.get(workbook)
                .getSheet(sheet)
                .getRow(at.getRow())
                .getCell(at.getColumn(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
    }

    private static void write(Cell cell, String text) {
        CellStyle style = cell.getCellStyle();
        Row row = cell.getRow();
        row.removeCell(cell);
        var fresh = (XSSFCell) row.createCell(cell.getColumnIndex());
        fresh.setCellStyle(style);
        if (text.startsWith(FORMULA)) {
            // as another program would write it: POI refuses to write what it cannot parse
            fresh.getCTCell().addNewF().setStringValue(text.substring(FORMULA.length()));
        } else if (!text.isEmpty()) {
            fresh.setCellValue(text);
        }
    }

    /** The workbooks of these cells as files, the others as they were. */
    Map<String, byte[]> files(List<Placed> placed) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String workbook : placed.stream().map(Placed::workbook).collect(Collectors.toCollection(TreeSet::new))) {
            files.put(workbook, written.computeIfAbsent(workbook, this::file));
        }
        return files;
    }

    private byte[] file(String workbook) {
        var out = new ByteArrayOutputStream();
        try {
            books.get(workbook).write(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** Reads the workbooks with others in the place of some. */
    Tables read(Map<String, byte[]> others) throws RefusedWorkbooks {
        SortedMap<String, byte[]> together = new TreeMap<>(files);
        together.putAll(others);
        return Workbooks.read(columns, together, InjectedWorkbooks.class.getClassLoader());
    }

    /** What was read from a placed cell; null where its sheet is not read as a table. */
    static String read(Tables tables, Placed placed) {
        for (SheetView sheet : tables.sheets()) {
            if (sheet.workbook().equals(placed.workbook) && sheet.sheet().equals(placed.sheet)) {
                return sheet.rows().stream()
                        .filter(row -> row.number() == placed.at.getRow() + 1)
                        .map(row -> row.cells().get(placed.at.getColumn()))
                        .findFirst()
                        .orElseThrow();
            }
        }
        return null;
    }
}
