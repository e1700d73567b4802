package guanka.engine.ruleset;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.tables.Memory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a kjar, read within limits: a kjar is code, and an archive can claim to be small. */
public final class KjarEntries {

    /** Folder of the workbooks. */
    public static final String WORKBOOKS = "decision-tables/";

    /** Folder of the case files. */
    public static final String CASES = "cases/";

    /** Names the version of the ruleset. */
    public static final String RULESET = "ruleset.json";

    /** Declares the sheets and columns of the workbooks. */
    public static final String COLUMNS = "columns.json";

    /** How many bytes a kjar may have, packed as it is. */
    public static final int KJAR_BYTES_MAX = Memory.choose(64, 32) << 20;

    private static final int ENTRIES_MAX = 20_000;
    private static final int ENTRY_BYTES_MAX = Memory.choose(64, 16) << 20;
    private static final long INFLATED_BYTES_MAX = (long) Memory.choose(192, 64) << 20;

    private KjarEntries() {}

    /**
     * Every entry but folders, by its path.
     *
     * @throws RefusedRuleset where the archive cannot be read, is too large, holds an entry twice or one that leads out of it
     */
    public static SortedMap<String, byte[]> of(byte[] kjar) {
        return of(kjar, name -> false);
    }

    /**
     * One entry, for which no more is inflated than what stands before it.
     *
     * @throws RefusedRuleset where the archive cannot be read so far, or has no such entry
     */
    public static byte[] of(byte[] kjar, String path) {
        byte[] entry = of(kjar, path::equals).get(path);
        if (entry == null) {
            throw new RefusedRuleset(List.of("the kjar has no `" + path + "`"));
        }
        return entry;
    }

    /** @param last the entry behind which nothing is read */
    private static SortedMap<String, byte[]> of(byte[] kjar, Predicate<String> last) {
        mustBeSmall(kjar);
        SortedMap<String, byte[]> entries = new TreeMap<>();
        long inflated = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(kjar))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName();
                mustStayInside(name);
                byte[] bytes = zip.readNBytes((int) Math.min(ENTRY_BYTES_MAX, INFLATED_BYTES_MAX - inflated) + 1);
                inflated += bytes.length;
                if (bytes.length > ENTRY_BYTES_MAX || inflated > INFLATED_BYTES_MAX || entries.size() >= ENTRIES_MAX) {
                    throw new RefusedRuleset(List.of("the kjar is larger than " + ENTRIES_MAX + " entries, "
                            + (ENTRY_BYTES_MAX >> 20) + " MiB in one of them or " + (INFLATED_BYTES_MAX >> 20)
                            + " MiB in all"));
                }
                if (entries.put(name, bytes) != null) {
                    throw new RefusedRuleset(List.of("entry `" + name + "` stands in the kjar twice"));
                }
                if (last.test(name)) {
                    return entries;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedRuleset(List.of("the kjar is not a readable archive"));
        }
        if (entries.isEmpty()) {
            throw new RefusedRuleset(List.of("the kjar is not a readable archive"));
        }
        return entries;
    }

    /** @throws RefusedRuleset where a kjar has more bytes than any may, so that it is not read at all */
    public static void mustBeSmall(byte[] kjar) {
        if (kjar.length > KJAR_BYTES_MAX) {
            throw new RefusedRuleset(List.of("the kjar is larger than " + (KJAR_BYTES_MAX >> 20) + " MiB"));
        }
    }

    private static void mustStayInside(String name) {
        if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
            throw new RefusedRuleset(List.of("entry `" + name + "` does not stay inside the kjar"));
        }
    }

    /** The ruleset's version, {@code unnamed} where it has none. */
    public static String version(SortedMap<String, byte[]> entries) {
        try {
            return new ObjectMapper()
                    .readTree(entries.getOrDefault(RULESET, new byte[0]))
                    .path("version")
                    .asText("unnamed");
        } catch (IOException e) {
            throw new RefusedRuleset(List.of(RULESET + " does not hold the ruleset's version"));
        }
    }

    /** {@code sha256:} and 64 hexadecimal digits over some bytes. */
    public static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
