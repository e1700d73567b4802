package guanka.tables;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/**
 * Tables in a form from which they are taken without unpacking, parsing or checking a workbook. Whoever reads it must know that it was
 * written from the very workbooks that he names: it is believed in all that it says.
 */
public final class TablesImage {

    private TablesImage() {}

    /** Writes tables; the same tables give the same bytes. */
    public static void write(Tables tables, DataOutput out) throws IOException {
        for (SheetView sheet : tables.sheets()) {
            SheetImage.write(sheet, out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param columns  by which the workbooks were read
     * @param digests  SHA-256 of each workbook by its file name, in hexadecimal digits
     * @param rowTypes finds the records that rows fill
     * @throws IllegalArgumentException where the columns do not fit the records
     */
    public static Tables read(DataInput in, Columns columns, Map<String, String> digests, ClassLoader rowTypes)
            throws IOException {
        var sheets = new LinkedHashMap<String, SheetImage>();
        var rows = new LinkedHashMap<Class<?>, List<Object>>();
        var whence = new LinkedHashMap<Class<?>, Set<ReadBefore.Origin>>();
        for (Columns.Workbook workbook : columns.workbooks()) {
            var origin = new ReadBefore.Origin(digests.get(workbook.file()), workbook);
            var rowsOfBook = new LinkedHashMap<String, List<Object>>();
            var sheetsOfBook = new ArrayList<SheetImage>();
            for (Columns.Sheet declared : workbook.sheets()) {
                if (declared.free()) {
                    continue;
                }
                SheetImage sheet = SheetImage.read(workbook.file(), declared, in);
                sheets.put(workbook.file() + "!" + declared.sheet(), sheet);
                sheetsOfBook.add(sheet);
                if (declared.row() != null) {
                    RowType type = RowType.of(declared, rowTypes);
                    List<Object> read = sheet.rows(type);
                    rowsOfBook.put(declared.sheet(), read);
                    rows.computeIfAbsent(type.type(), x -> new ArrayList<>()).addAll(read);
                    whence.computeIfAbsent(type.type(), x -> new LinkedHashSet<>())
                            .add(origin);
                }
            }
            ReadBefore.keep(origin, columns, sheets, sheetsOfBook, rowsOfBook);
        }
        return new Tables(
                rows,
                whence,
                () -> sheets.values().stream().map(SheetImage::view).toList());
    }
}
