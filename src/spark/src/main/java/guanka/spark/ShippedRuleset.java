package guanka.spark;

import guanka.engine.Guanka;
import guanka.engine.release.TrustedKeys;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.rows.ListEntry;
import guanka.workbench.impact.Impact;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The bytes of a ruleset on their way to the executors. Each executor holds them to their digest and lets them in by the same door as
 * the command line, once: what is loaded is kept for the life of the process.
 *
 * @param kjar   its bytes
 * @param digest that the driver found
 * @param keys   public keys as PEM, of which one must have signed it; none where whoever starts the job answers for the bytes
 * @param now    a signed release that has expired by then is refused
 */
@SuppressWarnings("ArrayRecordComponent")
record ShippedRuleset(byte[] kjar, String digest, List<byte[]> keys, Instant now) implements Serializable {

    /** By digest and the keys that vouched for it: what was let in for one caller is not let in for another. */
    private static final Map<List<String>, Guanka> LOADED = new ConcurrentHashMap<>();

    private static final Map<String, Map<String, ListEntry>> ENTRIES = new ConcurrentHashMap<>();
    private static final Map<List<String>, Impact> IMPACTS = new ConcurrentHashMap<>();

    /** Takes a ruleset along, after it has been let in here; a refused one never leaves the driver. */
    static ShippedRuleset of(byte[] kjar, List<byte[]> keys, Instant now) {
        var shipped = new ShippedRuleset(kjar, KjarEntries.digest(kjar), List.copyOf(keys), now);
        shipped.guanka();
        return shipped;
    }

    /** The engine of this process. */
    Guanka guanka() {
        return LOADED.computeIfAbsent(
                List.of(
                        digest,
                        keys.stream().map(KjarEntries::digest).sorted().toList().toString()),
                x -> load());
    }

    /** The entries of its party lists by their keys. */
    Map<String, ListEntry> entries() {
        return ENTRIES.computeIfAbsent(
                digest,
                x -> guanka().ruleset().rows(ListEntry.class).stream()
                        .collect(Collectors.toMap(ListEntry::key, Function.identity())));
    }

    private Guanka load() {
        if (!KjarEntries.digest(kjar).equals(digest)) {
            throw new RefusedRuleset(List.of("the ruleset that was shipped as " + digest + " is another one"));
        }
        if (!keys.isEmpty()) {
            return Guanka.load(kjar, trusted(), now);
        }
        return isPacked() ? Guanka.loadPacked(kjar) : Guanka.load(kjar);
    }

    /** Whether it is the one that the build put into this program, on whichever machine that runs. */
    private boolean isPacked() {
        try {
            byte[] packed = Main.packedRuleset();
            return packed != null && Arrays.equals(packed, kjar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrustedKeys trusted() {
        List<Path> files = new ArrayList<>();
        try {
            try {
                for (byte[] key : keys) {
                    Path file = Files.createTempFile("guanka", ".pub");
                    files.add(file);
                    Files.write(file, key);
                }
                return TrustedKeys.ofFiles(files);
            } finally {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What differs between a ruleset and a baseline, worked out once in this process. */
    static Impact impact(ShippedRuleset ruleset, ShippedRuleset baseline) {
        return IMPACTS.computeIfAbsent(
                List.of(ruleset.digest, baseline.digest),
                x -> new Impact(ruleset.guanka().decisions(), baseline.guanka().decisions(), 1));
    }
}
