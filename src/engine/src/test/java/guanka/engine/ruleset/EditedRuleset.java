package guanka.engine.ruleset;

import guanka.engine.TestRuleset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The built ruleset with other cells, as an analyst would leave the workbooks: the rules stay the same bytes. */
public final class EditedRuleset {

    private final Map<String, byte[]> entries;
    private final Map<String, XSSFWorkbook> open = new TreeMap<>();

    /** The entries of the built kjar, taken out of it once. */
    private static final class Built {
        private static final Map<String, byte[]> ENTRIES = entries(TestRuleset.kjar());
    }

    public EditedRuleset() {
        entries = new TreeMap<>(Built.ENTRIES);
    }

    public EditedRuleset(byte[] kjar) {
        entries = entries(kjar);
    }

    private static Map<String, byte[]> entries(byte[] kjar) {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(kjar))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        return entries;
    }

    /** Writes a value into the cell of a row, named by its key, and of a column, named by its header. */
    public EditedRuleset cell(String workbook, String sheetName, String key, String header, String value)
            throws IOException {
        Sheet sheet = sheet(workbook, sheetName);
        write(row(sheet, key), column(sheet, header), value);
        return this;
    }

    /** Adds a row at the end: a copy of the row with a key, but for some cells by their headers. */
    public EditedRuleset copy(String workbook, String sheetName, String key, Map<String, String> cells)
            throws IOException {
        Sheet sheet = sheet(workbook, sheetName);
        Row from = row(sheet, key);
        Row to = sheet.createRow(sheet.getLastRowNum() + 1);
        for (Cell cell : from) {
            to.createCell(cell.getColumnIndex()).setCellStyle(cell.getCellStyle());
            write(to, cell.getColumnIndex(), cell.getStringCellValue());
        }
        for (var cell : cells.entrySet()) {
            write(to, column(sheet, cell.getKey()), cell.getValue());
        }
        return this;
    }

    /** Adds a row at the end, all of whose cells are given by their headers. */
    public EditedRuleset row(String workbook, String sheetName, Map<String, String> cells) throws IOException {
        Sheet sheet = sheet(workbook, sheetName);
        Row to = sheet.createRow(sheet.getLastRowNum() + 1);
        for (var cell : cells.entrySet()) {
            write(to, column(sheet, cell.getKey()), cell.getValue());
        }
        return this;
    }

    /** Takes the row with a key out and moves those below it up. */
    public EditedRuleset without(String workbook, String sheetName, String key) throws IOException {
        Sheet sheet = sheet(workbook, sheetName);
        int number = row(sheet, key).getRowNum();
        sheet.removeRow(sheet.getRow(number));
        if (number < sheet.getLastRowNum()) {
            sheet.shiftRows(number + 1, sheet.getLastRowNum(), -1);
        }
        return this;
    }

    /** Adds a folder of rules by what a kjar holds of it: its text, its classes and the list of its models. */
    public EditedRuleset rules(Map<String, byte[]> compiled) {
        compiled.forEach((name, bytes) -> {
            if (name.endsWith("/drools-model")) {
                String model = entries.keySet().stream()
                        .filter(entry -> entry.endsWith("/drools-model"))
                        .findFirst()
                        .orElseThrow();
                String added = new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.startsWith("Drools-Model-Version"))
                        .collect(Collectors.joining("\n"));
                entries.put(
                        model,
                        (new String(entries.get(model), StandardCharsets.UTF_8).stripTrailing() + "\n" + added)
                                .getBytes(StandardCharsets.UTF_8));
            } else {
                entries.put(name, bytes);
            }
        });
        return this;
    }

    /** Puts other bytes in the place of an entry of the kjar. */
    public EditedRuleset entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    public byte[] entry(String name) {
        return entries.get(name);
    }

    private Sheet sheet(String workbook, String sheetName) throws IOException {
        XSSFWorkbook book = open.get(workbook);
        if (book == null) {
            book = new XSSFWorkbook(new ByteArrayInputStream(entries.get("decision-tables/" + workbook)));
            open.put(workbook, book);
        }
        Sheet sheet = book.getSheet(sheetName);
        if (sheet == null) {
            throw new IllegalArgumentException(workbook + " has no sheet " + sheetName);
        }
        return sheet;
    }

    private static Row row(Sheet sheet, String key) {
        for (Row row : sheet) {
            if (row.getRowNum() > 1 && row.getCell(0).getStringCellValue().equals(key)) {
                return row;
            }
        }
        throw new IllegalArgumentException(sheet.getSheetName() + " has no row " + key);
    }

    private static int column(Sheet sheet, String header) {
        for (Cell cell : sheet.getRow(0)) {
            if (cell.getStringCellValue().equals(header)) {
                return cell.getColumnIndex();
            }
        }
        throw new IllegalArgumentException(sheet.getSheetName() + " has no column " + header);
    }

    private static void write(Row row, int column, String value) {
        Cell old = row.getCell(column);
        CellStyle style = old == null ? null : old.getCellStyle();
        if (old != null) {
            // a new cell in its place: POI would leave an inline text beside the new one
            row.removeCell(old);
        }
        if (!value.isEmpty()) {
            Cell cell = row.createCell(column);
            if (style != null) {
                cell.setCellStyle(style);
            }
            cell.setCellValue(value);
        }
    }

    /** The kjar with all edits. */
    public byte[] kjar() throws IOException {
        for (var book : open.entrySet()) {
            var out = new ByteArrayOutputStream();
            book.getValue().write(out);
            entries.put("decision-tables/" + book.getKey(), out.toByteArray());
        }
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            // it is read once, and at once
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    public Ruleset load() throws IOException {
        return Ruleset.load(kjar());
    }
}
