package guanka.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook with other cells and rows, and everything else as it was: widths, drop-down lists, comments. */
public final class EditedWorkbook {

    /** Beyond this many packed bytes the workbook, as the library unfolds it, takes as much memory as a small service has. */
    private static final int LARGE = 512 * 1024;

    private EditedWorkbook() {}

    /**
     * The same workbook as somebody saved it, where nobody else has changed what it was made from: rather than to unfold a large one,
     * what was handed in is taken as it is.
     *
     * @param file  the workbook that is edited
     * @param began the workbook from which the one handed in was made
     * @param saved the workbook that was handed in
     */
    public static byte[] of(byte[] file, List<TableMerge.Edit> edits, byte[] began, byte[] saved) {
        return file.length > LARGE && !edits.isEmpty() && Arrays.equals(file, began) ? saved : of(file, edits);
    }

    /**
     * Edits a workbook of a ruleset, which was read without a mistake.
     *
     * @param file  its bytes
     * @param edits as {@link TableMerge} names them
     * @return the bytes of the edited workbook
     */
    public static byte[] of(byte[] file, List<TableMerge.Edit> edits) {
        if (edits.isEmpty()) {
            return file;
        }
        synchronized (EditedWorkbook.class) {
            return edited(file, edits);
        }
    }

    /** One at a time: memory must be found for one only. */
    private static byte[] edited(byte[] file, List<TableMerge.Edit> edits) {
        try (var book = new XSSFWorkbook(Book.unpacked(file))) {
            edits.stream().sorted(TableMerge.FROM_BELOW).forEach(edit -> put(book.getSheet(edit.sheet()), edit));
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        } catch (IOException | OpenXML4JException e) {
            throw new IllegalArgumentException("not a workbook that was read before", e);
        }
    }

    private static void put(XSSFSheet sheet, TableMerge.Edit edit) {
        if (edit.isRemoval()) {
            remove(sheet, edit.row() - 1);
            return;
        }
        int last = sheet.getLastRowNum();
        Row row = edit.row() == 0 ? sheet.createRow(last + 1) : sheet.getRow(edit.row() - 1);
        Row like = edit.row() == 0 ? sheet.getRow(last) : row;
        for (Map.Entry<String, String> text : edit.cells().entrySet()) {
            write(row, like, column(sheet, text.getKey()), text.getValue());
        }
    }

    private static void remove(XSSFSheet sheet, int number) {
        sheet.removeRow(sheet.getRow(number));
        if (number < sheet.getLastRowNum()) {
            sheet.shiftRows(number + 1, sheet.getLastRowNum(), -1);
        }
    }

    private static void write(Row row, Row like, int column, String text) {
        Cell old = row.getCell(column);
        if (text.isEmpty()) {
            if (old != null) {
                row.removeCell(old);
            }
            return;
        }
        Cell cell = old == null ? row.createCell(column) : old;
        Cell model = like.getCell(column);
        if (old == null && model != null) {
            cell.setCellStyle(model.getCellStyle());
        }
        cell.setCellValue(text);
    }

    private static int column(XSSFSheet sheet, String header) {
        for (Cell cell : sheet.getRow(0)) {
            if (cell.getStringCellValue().equals(header)) {
                return cell.getColumnIndex();
            }
        }
        throw new IllegalArgumentException(sheet.getSheetName() + " has no column " + header);
    }
}
