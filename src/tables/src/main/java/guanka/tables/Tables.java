package guanka.tables;

import java.util.List;
import java.util.Map;

/** The rows of a ruleset: every workbook was read without a mistake. */
public final class Tables {

    private final Map<Class<?>, List<Object>> rows;
    private final List<SheetView> sheets;

    Tables(Map<Class<?>, List<Object>> rows, List<SheetView> sheets) {
        this.rows = rows;
        this.sheets = List.copyOf(sheets);
    }

    /**
     * The rows of a type, sheet by sheet in the declared order, each downwards.
     *
     * @throws IllegalArgumentException where no sheet fills that type, as an empty list would hide a missing declaration
     */
    public <R> List<R> rows(Class<R> type) {
        List<Object> found = rows.get(type);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no sheet fills " + type.getName() + ", the row types are " + rowTypes());
        }
        return found.stream().map(type::cast).toList();
    }

    /** Class names of the row types that sheets fill, in the declared order, also those without a row. */
    public List<String> rowTypes() {
        return rows.keySet().stream().map(Class::getName).toList();
    }

    /** All rows of all types, in the order of {@link #rowTypes()}. */
    public List<Object> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    /** The sheets as text, in the declared order, without those that are no tables. */
    public List<SheetView> sheets() {
        return sheets;
    }
}
