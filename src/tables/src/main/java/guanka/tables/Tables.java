package guanka.tables;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The rows of a ruleset: every workbook was read without a mistake. */
public final class Tables {

    private final Map<Class<?>, List<Object>> rows;
    private final Map<Class<?>, Set<ReadBefore.Origin>> origins;
    private final Supplier<List<SheetView>> sheets;

    Tables(Map<Class<?>, List<Object>> rows, Map<Class<?>, Set<ReadBefore.Origin>> origins, List<SheetView> sheets) {
        this(rows, origins, () -> sheets);
    }

    /** @param sheets what few ask for, made when somebody does */
    Tables(
            Map<Class<?>, List<Object>> rows,
            Map<Class<?>, Set<ReadBefore.Origin>> origins,
            Supplier<List<SheetView>> sheets) {
        this.rows = new LinkedHashMap<>();
        rows.forEach((type, list) -> this.rows.put(type, List.copyOf(list)));
        this.origins = origins;
        this.sheets = sheets;
    }

    /**
     * The rows of a type, sheet by sheet in the declared order, each downwards.
     *
     * @throws IllegalArgumentException where no sheet fills that type, as an empty list would hide a missing declaration
     */
    @SuppressWarnings("unchecked") // each row was made by the constructor of its type
    public <R> List<R> rows(Class<R> type) {
        List<Object> found = rows.get(type);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no sheet fills " + type.getName() + ", the row types are " + rowTypes());
        }
        return (List<R>) found;
    }

    /** What equals that of other tables where the rows of a type come from the same bytes, declared alike; then the rows are equal too. */
    public Object origin(Class<?> type) {
        return origins.getOrDefault(type, Set.of());
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
        return sheets.get();
    }
}
