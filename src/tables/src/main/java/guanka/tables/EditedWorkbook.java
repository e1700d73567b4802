package guanka.tables;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook with other cells and rows, and everything else as it was: widths, drop-down lists, comments. */
public final class EditedWorkbook {

    /** Beyond this many packed bytes the workbook, as the library unfolds it, takes as much memory as a small service has. */
    private static final int LARGE = 512 * 1024;

    private static final String UNREAD = "not a workbook that was read before";

    private EditedWorkbook() {}

    /**
     * The tables of a workbook as they stand in it, without a declaration: sheets whose first header is {@code key}, with their data rows.
     *
     * @param name of the workbook
     * @param file its bytes; untrusted
     * @throws IllegalArgumentException where it cannot be read, with the reason
     */
    public static List<SheetView> sheets(String name, byte[] file) {
        Book book = Book.open(file);
        if (!book.isWhole()) {
            throw new IllegalArgumentException(Stream.concat(
                            book.faults().stream(),
                            book.grids().stream()
                                    .flatMap(grid -> grid.faults().stream().map(Grid.Placed::fault)))
                    .map(fault -> fault.message().en())
                    .findFirst()
                    .orElse(UNREAD));
        }
        return book.grids().stream()
                .filter(grid -> grid.row(1) != null && grid.row(1).text(1).equals("key"))
                .map(grid -> sheet(name, grid))
                .toList();
    }

    private static SheetView sheet(String name, Grid grid) {
        int width = grid.row(1).cells().length;
        return new SheetView(
                name,
                grid.name(),
                IntStream.rangeClosed(1, width).mapToObj(grid.row(1)::text).toList(),
                grid.rows().stream()
                        .filter(row -> row.number() >= Sheet.FIRST_ROW)
                        .map(row -> new SheetView.Row(
                                row.text(1),
                                row.number(),
                                IntStream.rangeClosed(1, width)
                                        .mapToObj(row::text)
                                        .toList()))
                        .toList());
    }

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
        if (edits.stream().noneMatch(TableMerge.Edit::isRemoval)) {
            try {
                return EditedParts.of(file, edits);
            } catch (IOException | XMLStreamException | BrokenLimit e) {
                throw new IllegalArgumentException(UNREAD, e);
            }
        }
        synchronized (EditedWorkbook.class) {
            return edited(file, edits);
        }
    }

    /** Rows that are taken out move comments and formats. One at a time: memory must be found for one only. */
    private static byte[] edited(byte[] file, List<TableMerge.Edit> edits) {
        try (var book = new XSSFWorkbook(Book.unpacked(file))) {
            edits.stream().sorted(TableMerge.FROM_BELOW).forEach(edit -> put(book.getSheet(edit.sheet()), edit));
            var out = new ByteArrayOutputStream();
            book.write(out);
            return out.toByteArray();
        } catch (IOException | OpenXML4JException e) {
            throw new IllegalArgumentException(UNREAD, e);
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
