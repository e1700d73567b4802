package guanka.engine.release;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * Reads the bytecode of the classes of a kjar, none of which is loaded, and finds what rules have no business with: types and
 * calls that {@link RuleVocabulary} does not list, loops and recursion, state that outlives a decision, locks, native code.
 */
final class RuleClasses {

    private static final String ENDING = ".class";
    private static final int REASONS_MAX = 200;

    /** Calls that one call can lead to, all in all: without loops only calls of calls can take long. */
    private static final long CALLS_MAX = 10_000;

    /** Texts put together and numbers multiplied on one way through the rules: each could double what the one before gave. */
    static final long GROWTH_MAX = 12;

    /** A class as others may call it: what it declares, by name and descriptor, and its superclass. */
    record Declared(String superclass, Set<String> methods, Set<String> fields) {}

    private final RuleVocabulary vocabulary = RuleVocabulary.listed();
    private final Map<String, Declared> declared = new HashMap<>();
    private final Map<String, Set<String>> calls = new TreeMap<>();
    private final Map<String, Map<String, Integer>> sites = new HashMap<>();
    private final Map<String, Integer> growing = new HashMap<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    private RuleClasses() {}

    /** A reason for everything that the classes may not do, each with class, method and call; 200 at most. */
    static List<String> check(SortedMap<String, byte[]> entries) {
        var classes = new RuleClasses();
        SortedMap<String, ClassReader> readable = new TreeMap<>();
        entries.forEach((path, bytes) -> {
            if (path.endsWith(ENDING)) {
                classes.declare(path, bytes, readable);
            }
        });
        readable.forEach(classes::walk);
        classes.recursion();
        classes.cost();
        return List.copyOf(classes.reasons);
    }

    private void declare(String path, byte[] bytes, Map<String, ClassReader> readable) {
        String name = path.substring(0, path.length() - ENDING.length());
        try {
            var reader = new ClassReader(bytes);
            if (!reader.getClassName().equals(name)) {
                refuse("class `" + path + "` calls itself `" + reader.getClassName() + "`");
                return;
            }
            var members = new Members();
            reader.accept(members, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            declared.put(name, members.declared());
            readable.put(name, reader);
        } catch (RuntimeException unreadable) {
            refuse("class `" + path + "` is not readable");
        }
    }

    private void walk(String name, ClassReader reader) {
        try {
            reader.accept(new ClassWalk(name, this), ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
        } catch (RuntimeException unreadable) {
            refuse("class `" + name + ENDING + "` is not readable");
        }
    }

    RuleVocabulary vocabulary() {
        return vocabulary;
    }

    boolean isRule(String type) {
        return declared.containsKey(type);
    }

    /** The rule class that declares a method, itself or for its subclass; null where none does. */
    String declaring(String type, String method) {
        String owner = type;
        for (int up = 0; up <= declared.size() && isRule(owner); up++) {
            if (declared.get(owner).methods().contains(method)) {
                return owner;
            }
            owner = declared.get(owner).superclass();
        }
        return null;
    }

    /** The first type above a rule class that is none itself. */
    String firstAbove(String type) {
        String owner = type;
        for (int up = 0; up <= declared.size() && isRule(owner); up++) {
            owner = declared.get(owner).superclass();
        }
        return owner;
    }

    boolean declaresField(String type, String field) {
        return isRule(type) && declared.get(type).fields().contains(field);
    }

    void grows(String method) {
        growing.merge(method, 1, Integer::sum);
    }

    void call(String from, String to) {
        sites.computeIfAbsent(from, x -> new TreeMap<>()).merge(to, 1, Integer::sum);
        calls.computeIfAbsent(from, x -> new TreeSet<>()).add(to);
    }

    void refuse(String reason) {
        if (reasons.size() < REASONS_MAX) {
            reasons.add(reason);
        }
    }

    /** Methods that call each other in a circle are what is left when those that call nothing are taken away again and again. */
    private void recursion() {
        Map<String, List<String>> callers = new HashMap<>();
        Map<String, Integer> open = new TreeMap<>();
        calls.forEach((from, all) -> {
            open.put(from, all.size());
            all.forEach(to -> {
                open.putIfAbsent(to, 0);
                callers.computeIfAbsent(to, x -> new ArrayList<>()).add(from);
            });
        });
        List<String> done = new ArrayList<>();
        open.forEach((method, count) -> {
            if (count == 0) {
                done.add(method);
            }
        });
        for (int i = 0; i < done.size(); i++) {
            for (String caller : callers.getOrDefault(done.get(i), List.of())) {
                if (open.merge(caller, -1, Integer::sum) == 0) {
                    done.add(caller);
                }
            }
        }
        open.keySet().removeAll(Set.copyOf(done));
        open.keySet().forEach(method -> refuse(method + " calls itself, at once or through others"));
    }

    /** What a method can cost with all that it calls. */
    private record Cost(long calls, long growth) {}

    private void cost() {
        if (!reasons.isEmpty()) {
            return; // methods may call each other in a circle
        }
        Map<String, Cost> known = new HashMap<>();
        Set<String> methods = new TreeSet<>(sites.keySet());
        methods.addAll(growing.keySet());
        for (String method : methods) {
            Cost cost = cost(method, known);
            if (cost.calls() > CALLS_MAX) {
                refuse(method + " can lead to more than " + CALLS_MAX + " calls");
            }
            if (cost.growth() > GROWTH_MAX) {
                refuse(method + " can put texts together or multiply more than " + GROWTH_MAX + " times in a row");
            }
        }
    }

    private Cost cost(String method, Map<String, Cost> known) {
        Cost before = known.get(method);
        if (before != null) {
            return before;
        }
        long calls = 1;
        long growth = growing.getOrDefault(method, 0);
        for (Map.Entry<String, Integer> site :
                sites.getOrDefault(method, Map.of()).entrySet()) {
            Cost called = cost(site.getKey(), known);
            calls = Math.min(CALLS_MAX + 1, calls + site.getValue() * called.calls());
            growth = Math.min(GROWTH_MAX + 1, growth + site.getValue() * called.growth());
        }
        Cost cost = new Cost(calls, growth);
        known.put(method, cost);
        return cost;
    }
}
