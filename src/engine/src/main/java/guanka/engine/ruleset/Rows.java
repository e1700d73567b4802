package guanka.engine.ruleset;

import guanka.facts.Source;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Rows of the tables, whatever their type: where they stand, and in what two of them differ. */
public final class Rows {

    private static final ClassValue<RecordComponent> SOURCES = new ClassValue<>() {
        @Override
        protected RecordComponent computeValue(Class<?> type) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getType() == Source.class) {
                    return component;
                }
            }
            throw new IllegalArgumentException(type + " does not say where its rows stand");
        }
    };

    /** Java makes the components of a type anew each time; they are asked for each of many thousands of rows. */
    private static final ClassValue<List<RecordComponent>> SAID = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents())
                    .filter(component -> component.getType() != Source.class)
                    .toList();
        }
    };

    private Rows() {}

    /** What of a row stays when rows move. */
    public record Key(String workbook, String sheet, String key) {}

    /** What rows of a type say, in the order of their columns: all but where they stand. */
    public static List<RecordComponent> said(Class<?> type) {
        return SAID.get(type);
    }

    /** Where a row stands. */
    public static Source source(Object row) {
        return (Source) value(row, SOURCES.get(row.getClass()));
    }

    /** Every word in the cells of a row. */
    public static Set<String> words(Object row) {
        Set<String> words = new LinkedHashSet<>();
        for (RecordComponent component : said(row.getClass())) {
            Object value = value(row, component);
            if (value instanceof Collection<?> several) {
                several.forEach(one -> words.add(String.valueOf(one)));
            } else if (value instanceof String word) {
                words.add(word);
            }
        }
        return words;
    }

    /** Names of the components in which two rows of one type differ, their places aside. */
    public static Set<String> differences(Object one, Object other) {
        Set<String> names = new LinkedHashSet<>();
        for (RecordComponent component : said(one.getClass())) {
            if (!Objects.equals(value(one, component), value(other, component))) {
                names.add(component.getName());
            }
        }
        return names;
    }

    /** The rows of a ruleset by what stays when rows move. */
    public static Map<Key, Object> byKey(Ruleset ruleset) {
        Map<Key, Object> rows = new LinkedHashMap<>();
        for (Object row : ruleset.tables().rows()) {
            Source source = source(row);
            rows.put(new Key(source.workbook(), source.sheet(), source.key()), row);
        }
        return rows;
    }

    /** A text of a row, or null where it says none. */
    static String text(Object row, RecordComponent component) {
        return (String) value(row, component);
    }

    /** What a row says in one of its components; null where it says nothing. */
    public static Object value(Object row, RecordComponent component) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
