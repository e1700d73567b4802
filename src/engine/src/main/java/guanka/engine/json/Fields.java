package guanka.engine.json;

import guanka.facts.Known;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The properties of one object of the shipment. A property that is null counts as one that is not there. */
final class Fields {

    private final Map<?, ?> members;
    private final String pointer;
    private final Mistakes mistakes;

    private Fields(Map<?, ?> members, String pointer, Mistakes mistakes) {
        this.members = members;
        this.pointer = pointer;
        this.mistakes = mistakes;
    }

    /** Names in the order in which the contract lists them. */
    static Set<String> names(String... names) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(names)));
    }

    /** The properties of an object that may hold the named ones and no others; null where it is no object. */
    static Fields of(Object given, String pointer, Mistakes mistakes, Set<String> names) {
        Map<?, ?> members = Kinds.members(given, pointer, mistakes);
        if (members == null) {
            return null;
        }
        Fields fields = new Fields(members, pointer, mistakes);
        for (Object name : members.keySet()) {
            if (!names.contains(name)) {
                mistakes.addUnknown(fields.pointer((String) name), Fault.UNKNOWN_PROPERTY, (String) name, names, null);
            }
        }
        return fields;
    }

    /** The object's own place. */
    String pointer() {
        return pointer;
    }

    String pointer(String name) {
        return pointer + "/" + escaped(name);
    }

    boolean has(String name) {
        return members.get(name) != null;
    }

    /** A fact that must be named, though it may be unknown. */
    <T> Known<T> named(String name, Kind<T> kind) {
        if (!members.containsKey(name)) {
            mistakes.add(pointer(name), Fault.MISSING_FACT, "name", name);
        }
        return known(name, kind);
    }

    /** A fact that must be there; null after a mistake. */
    <T> T required(String name, Kind<T> kind) {
        Object given = members.get(name);
        if (given == null) {
            mistakes.add(pointer(name), Fault.MISSING_FACT, "name", name);
            return null;
        }
        return kind.read(given, pointer(name), mistakes);
    }

    <T> T optional(String name, Kind<T> kind, T otherwise) {
        Object given = members.get(name);
        T fact = given == null ? null : kind.read(given, pointer(name), mistakes);
        return fact == null ? otherwise : fact;
    }

    /** A fact that stays unknown where it is not there. */
    <T> Known<T> known(String name, Kind<T> kind) {
        Object given = members.get(name);
        String place = pointer + "/" + name;
        return new Known<>(given == null ? null : kind.read(given, place, mistakes), place);
    }

    <T> List<T> list(String name, Kind<List<T>> kind) {
        return optional(name, kind, List.of());
    }

    /** An object whose property names are the caller's own. */
    Map<String, String> texts(String name) {
        return optional(
                name,
                (given, place, noted) -> {
                    Map<?, ?> texts = Kinds.members(given, place, noted);
                    if (texts == null) {
                        return null;
                    }
                    Map<String, String> read = new LinkedHashMap<>();
                    for (var entry : texts.entrySet()) {
                        String key = (String) entry.getKey();
                        String value = entry.getValue() == null
                                ? null
                                : Kinds.TEXT.read(entry.getValue(), place + "/" + escaped(key), noted);
                        if (value != null) {
                            read.put(key, value);
                        }
                    }
                    return Collections.unmodifiableMap(read);
                },
                Map.of());
    }

    static String escaped(String name) {
        return name.indexOf('~') < 0 && name.indexOf('/') < 0
                ? name
                : name.replace("~", "~0").replace("/", "~1");
    }
}
