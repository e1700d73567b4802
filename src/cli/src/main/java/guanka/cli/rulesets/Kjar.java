package guanka.cli.rulesets;

import guanka.cli.terminal.Refusal;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.Columns;
import guanka.tables.Tables;
import guanka.tables.Workbooks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The parts of a kjar that can be looked at without loading its rules.
 *
 * @param name      as given to the command
 * @param bytes     the kjar
 * @param columns   what its columns mean
 * @param workbooks workbooks by file name
 * @param rules     texts of the rules by their path
 */
public record Kjar(
        String name,
        byte[] bytes,
        Columns columns,
        SortedMap<String, byte[]> workbooks,
        SortedMap<String, byte[]> rules) {

    private static final String WORKBOOKS = "decision-tables/";
    private static final long INFLATED_BYTES_MAX = 200L << 20;

    /** Takes a kjar apart. */
    public static Kjar of(String name, byte[] bytes) {
        byte[] columns = null;
        SortedMap<String, byte[]> workbooks = new TreeMap<>();
        SortedMap<String, byte[]> rules = new TreeMap<>();
        long left = INFLATED_BYTES_MAX;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                byte[] content = zip.readNBytes((int) left + 1);
                left -= content.length;
                if (left < 0) {
                    throw Refusal.failed("`" + name + "` unpacks to more than " + (INFLATED_BYTES_MAX >> 20) + " MiB");
                }
                String path = entry.getName();
                if (path.equals("columns.json")) {
                    columns = content;
                } else if (path.startsWith(WORKBOOKS) && path.endsWith(".xlsx")) {
                    workbooks.put(path.substring(WORKBOOKS.length()), content);
                } else if (path.endsWith(".drl")) {
                    rules.put(path, content);
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            throw Refusal.failed("`" + name + "` is not a readable kjar");
        }
        if (columns == null) {
            throw Refusal.failed("`" + name + "` is not a kjar: it holds no columns.json");
        }
        try {
            return new Kjar(name, bytes, Columns.parse(columns), workbooks, rules);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.failed("`" + name + "`: " + malformed.getMessage());
        }
    }

    /** This kjar with other workbooks in the place of those of the same name. */
    public Kjar with(Map<String, byte[]> others) {
        SortedMap<String, byte[]> together = new TreeMap<>(workbooks);
        together.putAll(others);
        return new Kjar(name, bytes, columns, together, rules);
    }

    /**
     * Reads its workbooks.
     *
     * @throws guanka.tables.RefusedWorkbooks with every mistake
     */
    public Tables tables() {
        return Workbooks.read(columns, workbooks, Ruleset.class.getClassLoader());
    }

    /** Loads its rules too. */
    public Ruleset load() {
        return Ruleset.load(bytes);
    }
}
