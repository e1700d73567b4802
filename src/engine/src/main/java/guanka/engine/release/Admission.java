package guanka.engine.release;

import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * The one door by which bytes become a ruleset, wherever they come from. Each step comes before the next one could do harm: size and
 * digest, seal or signature, manifest, the limits of what is inflated, what may stand in a kjar, what its classes may call. Only
 * then is a class loaded.
 */
public final class Admission {

    private final String digest;
    private final SortedMap<String, byte[]> entries;
    private final ReleaseInfo release;

    private Admission(String digest, SortedMap<String, byte[]> entries, ReleaseInfo release) {
        this.digest = digest;
        this.entries = entries;
        this.release = release;
    }

    /**
     * Bytes that whoever runs this program answers for: a file that he names, a draft that was just put together from one.
     *
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofOwn(byte[] kjar) {
        return ofContents(KjarEntries.digest(kjar), KjarEntries.of(kjar));
    }

    /**
     * Bytes from a stranger, whom a signature has to vouch for.
     *
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofRelease(byte[] kjar, TrustedKeys keys, Instant now) {
        SortedMap<String, byte[]> entries = Release.read(kjar);
        ReleaseInfo info = Release.verify(entries, keys, now);
        return new Admission(KjarEntries.digest(kjar), entries, info);
    }

    /**
     * Bytes out of a store, which others may have written to.
     *
     * @param digest under which they are kept
     * @param seal   refuses them where they were not sealed under this digest; asked before anything of them is read
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofStore(byte[] kjar, String digest, Runnable seal) {
        KjarEntries.mustBeSmall(kjar);
        if (!KjarEntries.digest(kjar).equals(digest)) {
            throw new RefusedRuleset(List.of("the kjar that is kept as " + digest + " is another one"));
        }
        seal.run();
        return ofContents(digest, KjarEntries.of(kjar));
    }

    private static Admission ofContents(String digest, SortedMap<String, byte[]> entries) {
        Release.checkManifest(entries);
        Release.checkContents(entries);
        return new Admission(digest, entries, null);
    }

    /** What was signed about it; null where nothing was. */
    public ReleaseInfo release() {
        return release;
    }

    /**
     * Loads it.
     *
     * @throws RefusedRuleset with every reason, among them each mistake of a workbook by cell
     */
    public Ruleset load() {
        return Ruleset.load(digest, entries);
    }
}
