package guanka.engine.ruleset;

import guanka.engine.TestRuleset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The built ruleset with other cells, as an analyst would leave the workbooks: the rules stay the same bytes. */
final class EditedRuleset {

    private final Map<String, byte[]> entries = new TreeMap<>();

    EditedRuleset() throws IOException {
        try (var zip = new ZipInputStream(new ByteArrayInputStream(TestRuleset.kjar()))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
    }

    /** Writes a value into the cell of a row, named by its key, and of a column, named by its header. */
    EditedRuleset cell(String workbook, String sheetName, String key, String header, String value) throws IOException {
        String path = "decision-tables/" + workbook;
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(entries.get(path)))) {
            Sheet sheet = book.getSheet(sheetName);
            int column = column(sheet, header);
            for (Row row : sheet) {
                if (row.getRowNum() > 1 && row.getCell(0).getStringCellValue().equals(key)) {
                    CellStyle style = row.getCell(column).getCellStyle();
                    row.removeCell(row.getCell(column));
                    Cell cell = row.createCell(column);
                    cell.setCellStyle(style);
                    cell.setCellValue(value);
                    var out = new ByteArrayOutputStream();
                    book.write(out);
                    entries.put(path, out.toByteArray());
                    return this;
                }
            }
        }
        throw new IllegalArgumentException(workbook + "!" + sheetName + " has no row " + key);
    }

    private static int column(Sheet sheet, String header) {
        for (Cell cell : sheet.getRow(0)) {
            if (cell.getStringCellValue().equals(header)) {
                return cell.getColumnIndex();
            }
        }
        throw new IllegalArgumentException(sheet.getSheetName() + " has no column " + header);
    }

    Ruleset load() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return Ruleset.load(bytes.toByteArray());
    }
}
