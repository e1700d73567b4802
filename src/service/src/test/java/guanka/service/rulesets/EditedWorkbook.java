package guanka.service.rulesets;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Edits a workbook as an analyst does in a spreadsheet program: by sheet, row key and header. */
public final class EditedWorkbook {

    private final XSSFWorkbook workbook;

    public EditedWorkbook(byte[] bytes) {
        try {
            workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a cell of the row with a key, by its header. */
    public String get(String sheet, String key, String header) {
        return cell(row(workbook.getSheet(sheet), key), header).getStringCellValue();
    }

    /** Types a value into a cell. */
    public EditedWorkbook set(String sheet, String key, String header, String value) {
        cell(row(workbook.getSheet(sheet), key), header).setCellValue(value);
        return this;
    }

    /** Copies a row to the end of its sheet under another key, and types other values into the copy. */
    public EditedWorkbook add(String sheet, String like, String key, Map<String, String> values) {
        Sheet table = workbook.getSheet(sheet);
        Row from = row(table, like);
        Row to = table.createRow(table.getLastRowNum() + 1);
        for (Cell cell : from) {
            Cell copy = to.createCell(cell.getColumnIndex());
            copy.setCellStyle(cell.getCellStyle());
            copy.setCellValue(cell.getStringCellValue());
        }
        to.getCell(0).setCellValue(key);
        values.forEach((header, value) -> cell(to, header).setCellValue(value));
        return this;
    }

    /** Types texts into cells anywhere, headers apart. */
    EditedWorkbook scatter(List<String> texts, Random random) {
        for (String text : texts) {
            Sheet sheet = workbook.getSheetAt(random.nextInt(workbook.getNumberOfSheets()));
            Row row = sheet.getRow(1 + random.nextInt(sheet.getLastRowNum()));
            row.getCell(random.nextInt(row.getLastCellNum()), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK)
                    .setCellValue(text);
        }
        return this;
    }

    /** Extends the pause of Announcement 61 to 2027-01-10, as an announcement still to come might. */
    public EditedWorkbook extendPause() {
        return set("Calendar", "CN-2025-70.c", "from", "2027-01-11")
                .add(
                        "Calendar",
                        "CN-2025-70.c",
                        "CN-2025-70.g",
                        Map.of(
                                "state",
                                "SUSPENDED",
                                "from",
                                "2026-11-11",
                                "to",
                                "2027-01-10",
                                "instrument",
                                "Announcement 99 of 2026"));
    }

    private static Row row(Sheet sheet, String key) {
        for (Row row : sheet) {
            if (row.getCell(0) != null && row.getCell(0).getStringCellValue().equals(key)) {
                return row;
            }
        }
        throw new IllegalArgumentException(sheet.getSheetName() + " has no row " + key);
    }

    private static Cell cell(Row row, String header) {
        for (Cell cell : row.getSheet().getRow(0)) {
            if (cell.getStringCellValue().equals(header)) {
                return row.getCell(cell.getColumnIndex(), Row.MissingCellPolicy.CREATE_NULL_AS_BLANK);
            }
        }
        throw new IllegalArgumentException(row.getSheet().getSheetName() + " has no column " + header);
    }

    public byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try {
            workbook.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
