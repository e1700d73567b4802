package guanka.tables;

import guanka.facts.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.DataInput;
import org.apache.lucene.store.DataOutput;

/** A sheet column by column, each different text of a column once: rows of a long list say the same in most of their cells. */
final class SheetImage {

    private final String workbook;
    private final Columns.Sheet declared;
    private final int[] numbers;
    private final List<Cells> columns;
    private volatile SheetView view;

    /**
     * The cells of a column.
     *
     * @param texts  that stand in it, in the order in which they first do
     * @param places of each row's text among these; null where each row has a text of its own, or all the same
     */
    private record Cells(String[] texts, int[] places) {

        /** The place of a row's text. */
        int place(int row) {
            return texts.length == 1 ? 0 : places == null ? row : places[row];
        }
    }

    private SheetImage(String workbook, Columns.Sheet declared, int[] numbers, List<Cells> columns) {
        this.workbook = workbook;
        this.declared = declared;
        this.numbers = numbers;
        this.columns = columns;
    }

    static void write(SheetView sheet, DataOutput out) throws IOException {
        List<SheetView.Row> rows = sheet.rows();
        out.writeVInt(rows.size());
        int before = 0;
        for (SheetView.Row row : rows) {
            out.writeVInt(row.number() - before);
            before = row.number();
        }
        for (int column = 0; column < sheet.headers().size(); column++) {
            Map<String, Integer> texts = new LinkedHashMap<>();
            int[] places = new int[rows.size()];
            for (int row = 0; row < places.length; row++) {
                String text = rows.get(row).cells().get(column);
                Integer place = texts.putIfAbsent(text, texts.size());
                places[row] = place == null ? texts.size() - 1 : place;
            }
            out.writeVInt(texts.size());
            for (String text : texts.keySet()) {
                out.writeString(text);
            }
            if (texts.size() > 1 && texts.size() < places.length) {
                for (int place : places) {
                    out.writeVInt(place);
                }
            }
        }
    }

    static SheetImage read(String workbook, Columns.Sheet declared, DataInput in) throws IOException {
        int[] numbers = new int[in.readVInt()];
        int before = 0;
        for (int row = 0; row < numbers.length; row++) {
            before += in.readVInt();
            numbers[row] = before;
        }
        List<Cells> columns = new ArrayList<>();
        for (int column = 0; column < declared.columns().size(); column++) {
            String[] texts = new String[in.readVInt()];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = in.readString();
            }
            int[] places = texts.length > 1 && texts.length < numbers.length ? new int[numbers.length] : null;
            for (int row = 0; places != null && row < places.length; row++) {
                places[row] = in.readVInt();
            }
            columns.add(new Cells(texts, places));
        }
        return new SheetImage(workbook, declared, numbers, columns);
    }

    /** The rows; what equal texts of a column mean is one object. */
    List<Object> rows(RowType type) {
        Object[][] meanings = new Object[columns.size()][];
        for (int column = 0; column < meanings.length; column++) {
            String[] texts = columns.get(column).texts;
            meanings[column] = new Object[texts.length];
            for (int i = 0; i < texts.length; i++) {
                meanings[column][i] = CellTypes.value(declared.columns().get(column), texts[i]);
            }
        }
        Cells keys = columns.get(declared.keyPlace());
        Object[] rows = new Object[numbers.length];
        Object[] values = new Object[meanings.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < values.length; column++) {
                values[column] = meanings[column][columns.get(column).place(row)];
            }
            rows[row] = type.make(
                    new Source(workbook, declared.sheet(), numbers[row], keys.texts[keys.place(row)]), values);
        }
        return List.of(rows);
    }

    /** The sheet as text, made when somebody asks for it. */
    SheetView view() {
        SheetView made = view;
        if (made == null) {
            int key = declared.keyPlace();
            List<SheetView.Row> rows = new ArrayList<>(numbers.length);
            for (int row = 0; row < numbers.length; row++) {
                String[] cells = new String[columns.size()];
                for (int column = 0; column < cells.length; column++) {
                    Cells of = columns.get(column);
                    cells[column] = of.texts[of.place(row)];
                }
                rows.add(new SheetView.Row(cells[key], numbers[row], List.of(cells)));
            }
            made = new SheetView(
                    workbook,
                    declared.sheet(),
                    declared.columns().stream().map(Columns.Column::header).toList(),
                    rows);
            view = made;
        }
        return made;
    }

    int size() {
        return numbers.length;
    }
}
