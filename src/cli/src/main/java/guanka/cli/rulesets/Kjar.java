package guanka.cli.rulesets;

import guanka.cli.terminal.Refusal;
import guanka.engine.Guanka;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.Columns;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parts of a kjar that can be looked at without loading its rules.
 *
 * @param name      as given to the command
 * @param bytes     the kjar
 * @param columns   what its columns mean
 * @param workbooks workbooks by file name
 * @param rules     texts of the rules by their path
 * @param packed    whether the build packed it with this program
 */
public record Kjar(
        String name,
        byte[] bytes,
        Columns columns,
        SortedMap<String, byte[]> workbooks,
        SortedMap<String, byte[]> rules,
        boolean packed) {

    /** Takes a kjar apart. */
    public static Kjar of(String name, byte[] bytes) {
        return of(name, bytes, false);
    }

    /** Takes the kjar apart that the build packed with this program. */
    static Kjar packed(byte[] bytes) {
        return of("packed ruleset", bytes, true);
    }

    private static Kjar of(String name, byte[] bytes, boolean packed) {
        SortedMap<String, byte[]> entries;
        try {
            entries = KjarEntries.of(bytes);
        } catch (RefusedRuleset refused) {
            throw Refusal.failed("`" + name + "`: " + refused.getMessage());
        }
        byte[] columns = entries.get(KjarEntries.COLUMNS);
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        SortedMap<String, byte[]> rules = new TreeMap<>();
        entries.forEach((path, content) -> {
            if (path.startsWith(KjarEntries.WORKBOOKS) && path.endsWith(".xlsx")) {
                workbooks.put(path.substring(KjarEntries.WORKBOOKS.length()), content);
            } else if (path.endsWith(".drl")) {
                rules.put(path, content);
            }
        });
        if (columns == null) {
            throw Refusal.failed("`" + name + "` is not a kjar: it holds no columns.json");
        }
        try {
            return new Kjar(name, bytes, Columns.parse(columns), workbooks, rules, packed);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.failed("`" + name + "`: " + malformed.getMessage());
        }
    }

    /** This kjar with other workbooks in the place of those of the same name. */
    public Kjar with(Map<String, byte[]> others) {
        SortedMap<String, byte[]> together = new TreeMap<>(workbooks);
        together.putAll(others);
        return new Kjar(name, bytes, columns, together, rules, packed);
    }

    /**
     * Reads its workbooks.
     *
     * @throws guanka.tables.RefusedWorkbooks with every mistake
     */
    public Tables tables() {
        return Workbooks.read(columns, workbooks, Ruleset.class.getClassLoader());
    }

    /**
     * Loads its rules too.
     *
     * @throws RefusedRuleset with every reason
     */
    public Guanka load() {
        return packed ? Guanka.loadPacked(bytes) : Guanka.load(bytes);
    }
}
