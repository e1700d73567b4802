package guanka.engine.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/** The signed list of all that a release holds, in the one form in which it is written. */
record Manifest(
        String version,
        long counter,
        ReleaseInfo.Parent parent,
        String createdAt,
        String expires,
        String engineVersion,
        List<Entry> entries) {

    Manifest {
        entries = List.copyOf(entries);
    }

    record Entry(String path, long size, String digest) {

        Entry {
            Objects.requireNonNull(path);
            Objects.requireNonNull(digest);
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** About these entries, which are all but the manifest and its signatures. */
    static Manifest of(ReleaseInfo info, SortedMap<String, byte[]> entries) {
        return new Manifest(
                info.version(),
                info.counter(),
                info.parent(),
                info.createdAt().toString(),
                info.expires() == null ? null : info.expires().toString(),
                info.engineVersion(),
                entries.entrySet().stream()
                        .map(e -> new Entry(e.getKey(), e.getValue().length, KjarEntries.digest(e.getValue())))
                        .toList());
    }

    byte[] write() {
        return CanonicalJson.write(this);
    }

    /**
     * @throws RefusedRuleset where the bytes are no manifest, or one in another form
     */
    static Manifest read(byte[] bytes) {
        try {
            Manifest manifest = JSON.readValue(bytes, Manifest.class);
            manifest.info();
            if (Arrays.equals(manifest.write(), bytes)) {
                return manifest;
            }
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException | NullPointerException e) {
            // told below like a manifest in another form
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw new RefusedRuleset(List.of("the manifest is not written as a release's manifest is"));
    }

    ReleaseInfo info() {
        return new ReleaseInfo(
                version,
                counter,
                parent,
                Instant.parse(createdAt),
                expires == null ? null : Instant.parse(expires),
                engineVersion);
    }

    /** How the entries differ from those that were signed. */
    void compare(SortedMap<String, byte[]> found, List<String> reasons) {
        Set<String> listed = new HashSet<>();
        for (Entry entry : entries) {
            byte[] bytes = found.get(entry.path());
            if (!listed.add(entry.path())) {
                reasons.add("the manifest lists `" + entry.path() + "` twice");
            } else if (bytes == null) {
                reasons.add("entry `" + entry.path() + "` was signed and is missing");
            } else if (bytes.length != entry.size()
                    || !KjarEntries.digest(bytes).equals(entry.digest())) {
                reasons.add("entry `" + entry.path() + "` is not the one that was signed");
            }
        }
        for (String path : found.keySet()) {
            if (!listed.contains(path)) {
                reasons.add("entry `" + path + "` was not signed");
            }
        }
    }
}
