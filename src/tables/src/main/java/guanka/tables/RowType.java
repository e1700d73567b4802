package guanka.tables;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Truth;
import guanka.facts.rows.AddedLater;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes the records that the rows of a sheet fill. A declaration that does not fit its record is a fault of the ruleset, not of a workbook. */
final class RowType {

    private static final String YES = "YES";

    private interface Part {
        Object of(Source source, Object[] values);
    }

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Part[] parts;

    private RowType(Class<?> type, Constructor<?> constructor, Part[] parts) {
        this.type = type;
        this.constructor = constructor;
        this.parts = parts;
    }

    Class<?> type() {
        return type;
    }

    /** @throws IllegalArgumentException where the record is missing or the declared fields do not fit its components */
    static RowType of(Columns.Sheet sheet, ClassLoader loader) {
        Class<?> type;
        try {
            type = Class.forName(sheet.row(), false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new IllegalArgumentException(
                    sheet.sheet() + ": the row type " + sheet.row() + " is not found", missing);
        }
        demand(type.isRecord(), sheet, "the row type " + sheet.row() + " is not a record");
        RecordComponent[] components = type.getRecordComponents();
        Set<String> used = new HashSet<>();
        Part[] parts = Arrays.stream(components)
                .map(component -> part(sheet, component, used))
                .toArray(Part[]::new);
        for (Columns.Column column : sheet.columns()) {
            demand(
                    column.field() == null || used.contains(column.field()),
                    sheet,
                    "no component of " + sheet.row() + " is called " + column.field());
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return new RowType(type, constructor, parts);
        } catch (NoSuchMethodException | RuntimeException closed) {
            throw new IllegalArgumentException(
                    sheet.sheet() + ": the row type " + sheet.row() + " cannot be made", closed);
        }
    }

    Object make(Source source, Object[] values) {
        Object[] arguments = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            arguments[i] = parts[i].of(source, values);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException refused) {
            throw new IllegalArgumentException(
                    type.getName() + " does not accept row " + source.row() + " of " + source.sheet(),
                    refused.getCause());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type.getName() + " cannot be made", impossible);
        }
    }

    private static Part part(Columns.Sheet sheet, RecordComponent component, Set<String> used) {
        String name = component.getName();
        Class<?> type = component.getType();
        if (type == Source.class) {
            return (source, values) -> source;
        }
        if (type == Text.class) {
            int en = place(sheet, name + ".en", used);
            int zh = place(sheet, name + ".zh", used);
            demand(
                    isPlainText(sheet, en) && isPlainText(sheet, zh),
                    sheet,
                    "the columns of " + name + " are of type text and have no word for none");
            return (source, values) -> new Text((String) values[en], (String) values[zh]);
        }
        int[] marks = marks(sheet, component, used);
        if (marks.length > 0) {
            return (source, values) -> Arrays.stream(marks)
                    .filter(i -> values[i] != null)
                    .mapToObj(i -> (String) values[i])
                    .toList();
        }
        if (component.isAnnotationPresent(AddedLater.class) && !isFilled(sheet, name)) {
            Object nothing = type == List.class ? List.of() : null;
            return (source, values) -> nothing;
        }
        int place = place(sheet, name, used);
        Columns.Column column = sheet.columns().get(place);
        demand(
                fits(component, column),
                sheet,
                "the column " + column.header() + " does not fit " + type.getSimpleName() + " " + name);
        if (type == boolean.class) {
            return (source, values) -> YES.equals(values[place]);
        }
        if (type == Truth.class) {
            return (source, values) -> truth((String) values[place]);
        }
        if (type.isEnum()) {
            Map<String, Object> constants = constants(type);
            return (source, values) -> values[place] == null ? null : constants.get((String) values[place]);
        }
        Class<?> partOfList = partOfList(component);
        if (partOfList.isEnum()) {
            Map<String, Object> constants = constants(partOfList);
            return (source, values) ->
                    ((List<?>) values[place]).stream().map(constants::get).toList();
        }
        return (source, values) -> values[place];
    }

    private static Truth truth(String word) {
        return word.equals(CellTypes.UNKNOWN) ? Truth.UNKNOWN : Truth.of(word.equals(YES));
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return constants;
    }

    /** The type of the parts of a list; the component's own type where it is none. */
    private static Class<?> partOfList(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> part
                ? part
                : component.getType();
    }

    /** Whether the words of a column are constants of the type; a word that the type does not know is a mistake of the declaration. */
    private static boolean areConstants(List<String> words, Class<?> type) {
        return type.isEnum() && constants(type).keySet().containsAll(words);
    }

    private static boolean isPlainText(Columns.Sheet sheet, int place) {
        Columns.Column column = sheet.columns().get(place);
        return "text".equals(column.type()) && column.none() == null;
    }

    private static boolean fits(RecordComponent component, Columns.Column column) {
        Class<?> type = component.getType();
        boolean always = !column.blank() && column.none() == null && !column.unknown();
        if (column.isList()) {
            Class<?> part = partOfList(component);
            return type == List.class
                    && (part == String.class || !column.values().isEmpty() && areConstants(column.values(), part));
        }
        return switch (column.type()) {
            case "decimal" -> type == BigDecimal.class;
            case "integer" -> type == Integer.class || type == int.class && always;
            case "date" -> type == LocalDate.class;
            case "reading" -> type == Guard.class;
            case "enum" ->
                type == String.class
                        || type == boolean.class && always && isYesOrNo(column)
                        || type == Truth.class && !column.blank() && column.none() == null && isYesOrNo(column)
                        || !column.unknown() && areConstants(column.values(), type);
            default -> type == String.class;
        };
    }

    private static boolean isYesOrNo(Columns.Column column) {
        return List.of(YES, "NO").containsAll(column.values());
    }

    /** The columns of a chart that fill a list together; none where one column fills it. */
    private static int[] marks(Columns.Sheet sheet, RecordComponent component, Set<String> used) {
        int[] marks = IntStream.range(0, sheet.columns().size())
                .filter(i -> sheet.columns().get(i).isMark()
                        && component.getName().equals(sheet.columns().get(i).field()))
                .toArray();
        if (marks.length > 0) {
            demand(used.add(component.getName()), sheet, "two columns fill " + component.getName());
            demand(
                    component.getType() == List.class && partOfList(component) == String.class,
                    sheet,
                    "marks do not fit " + component.getType().getSimpleName() + " " + component.getName());
        }
        return marks;
    }

    private static boolean isFilled(Columns.Sheet sheet, String field) {
        return sheet.columns().stream().anyMatch(column -> field.equals(column.field()));
    }

    private static int place(Columns.Sheet sheet, String field, Set<String> used) {
        for (int i = 0; i < sheet.columns().size(); i++) {
            if (field.equals(sheet.columns().get(i).field())) {
                demand(used.add(field), sheet, "two columns fill " + field);
                return i;
            }
        }
        throw new IllegalArgumentException(sheet.sheet() + ": no column fills " + field + " of " + sheet.row());
    }

    private static void demand(boolean holds, Columns.Sheet sheet, String message) {
        if (!holds) {
            throw new IllegalArgumentException(sheet.sheet() + ": " + message);
        }
    }
}
