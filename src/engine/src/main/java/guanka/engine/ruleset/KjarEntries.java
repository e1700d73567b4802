package guanka.engine.ruleset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a kjar, read within limits: a kjar is code, and an archive can claim to be small. */
final class KjarEntries {

    private static final int ENTRIES_MAX = 20_000;
    private static final long INFLATED_BYTES_MAX = 200L << 20;

    private KjarEntries() {}

    static SortedMap<String, byte[]> of(byte[] kjar) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        long inflated = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(kjar))) {
            for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName();
                if (name.startsWith("/") || name.contains("..") || name.contains("\\")) {
                    throw new RefusedRuleset(List.of("entry `" + name + "` does not stay inside the kjar"));
                }
                byte[] bytes = zip.readNBytes((int) Math.min(Integer.MAX_VALUE, INFLATED_BYTES_MAX - inflated + 1));
                inflated += bytes.length;
                if (inflated > INFLATED_BYTES_MAX || entries.size() >= ENTRIES_MAX) {
                    throw new RefusedRuleset(List.of("the kjar is larger than " + ENTRIES_MAX + " entries or "
                            + (INFLATED_BYTES_MAX >> 20) + " MiB"));
                }
                if (entries.put(name, bytes) != null) {
                    throw new RefusedRuleset(List.of("entry `" + name + "` stands in the kjar twice"));
                }
            }
        } catch (IOException e) {
            throw new RefusedRuleset(List.of("the kjar is not a readable archive"));
        }
        if (entries.isEmpty()) {
            throw new RefusedRuleset(List.of("the kjar is not a readable archive"));
        }
        return entries;
    }
}
