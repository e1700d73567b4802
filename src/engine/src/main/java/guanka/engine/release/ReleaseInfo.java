package guanka.engine.release;

import guanka.engine.ruleset.CompiledRules;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What the signer of a release says about it.
 *
 * @param version       the ruleset's version
 * @param counter       grows with every release, from 1
 * @param parent        the ruleset that it was made from, null for the first
 * @param createdAt     when it was made
 * @param expires       from when on it is no longer loaded, null for never
 * @param engineVersion the engine that its rules were compiled by, null where the kjar does not say
 */
public record ReleaseInfo(
        String version, long counter, Parent parent, Instant createdAt, Instant expires, String engineVersion) {

    /**
     * @param version its version
     * @param digest  {@code sha256:} and 64 hexadecimal digits over its kjar
     */
    public record Parent(String version, String digest) {

        public static Parent of(byte[] kjar) {
            return new Parent(KjarEntries.version(KjarEntries.of(kjar)), KjarEntries.digest(kjar));
        }
    }

    public ReleaseInfo {
        if (counter < 1) {
            throw new IllegalArgumentException("the counter of a release is 1 or more");
        }
    }

    /**
     * About a kjar that is to be released: its version and engine are what stands in it.
     *
     * @throws RefusedRuleset where it cannot be read
     */
    public static ReleaseInfo of(byte[] kjar, long counter, Parent parent, Instant createdAt, Instant expires) {
        SortedMap<String, byte[]> entries = KjarEntries.of(kjar);
        return new ReleaseInfo(
                KjarEntries.version(entries),
                counter,
                parent,
                createdAt,
                expires,
                CompiledRules.of(entries).builtBy());
    }

    /**
     * What was signed about a kjar that was verified before, such as one that a seal vouches for; empty where nothing was.
     *
     * @throws RefusedRuleset where it cannot be read
     */
    public static Optional<ReleaseInfo> in(byte[] kjar) {
        if (!Release.names(kjar, Release.MANIFEST)) {
            return Optional.empty();
        }
        return Optional.ofNullable(KjarEntries.of(kjar).get(Release.MANIFEST))
                .map(manifest -> Manifest.read(manifest).info());
    }
}
