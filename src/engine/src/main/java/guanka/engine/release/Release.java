package guanka.engine.release;

import guanka.engine.ruleset.CompiledRules;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A kjar that somebody answers for: {@code META-INF/guanka/manifest.json} lists every other entry by size and digest, and
 * {@code META-INF/guanka/manifest.sig} holds Ed25519 signatures of it, a line for each: key id, space, 128 hexadecimal digits. The
 * archive has one form only, so that no byte of it can be another without being noticed.
 */
public final class Release {

    static final String MANIFEST = "META-INF/guanka/manifest.json";
    static final String SIGNATURES = "META-INF/guanka/manifest.sig";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{16}) ([0-9a-f]{128})");
    private static final int SIGNATURES_MAX = 16;

    private Release() {}

    /**
     * Signs a kjar.
     *
     * @param kjar unsigned, or signed before, whose manifest and signatures are left out
     * @param info about it, see {@link ReleaseInfo#of}
     * @return the bytes of the release
     * @throws RefusedRuleset where the kjar cannot be read, or is of another version or engine than the info says
     */
    public static byte[] sign(byte[] kjar, ReleaseInfo info, SigningKey key) {
        SortedMap<String, byte[]> entries = unsigned(KjarEntries.of(kjar));
        List<String> reasons = new ArrayList<>();
        saysTheSame(info, entries, reasons);
        refuseIfAny(reasons);
        byte[] manifest = Manifest.of(info, entries).write();
        entries.put(MANIFEST, manifest);
        entries.put(SIGNATURES, lines(new TreeMap<>(Map.of(key.id(), key.sign(manifest)))));
        return CanonicalZip.write(entries);
    }

    /**
     * Adds the signature of another key to a release; everything else stays as it was signed.
     *
     * @throws RefusedRuleset where the release carries no readable signatures
     */
    public static byte[] countersign(byte[] release, SigningKey key) {
        SortedMap<String, byte[]> entries = KjarEntries.of(release);
        List<String> reasons = new ArrayList<>();
        SortedMap<String, byte[]> signatures = signatures(entries, reasons);
        refuseIfAny(reasons);
        signatures.put(key.id(), key.sign(entries.get(MANIFEST)));
        entries.put(SIGNATURES, lines(signatures));
        return CanonicalZip.write(entries);
    }

    /**
     * The same kjar without manifest and signatures. It is the same bytes however often and by whomever the kjar was signed: its
     * digest names what was approved before it was signed.
     */
    public static byte[] unsigned(byte[] kjar) {
        return CanonicalZip.write(unsigned(KjarEntries.of(kjar)));
    }

    /** Whether a kjar carries a manifest or signatures, right or wrong. */
    public static boolean isSigned(byte[] kjar) {
        if (!names(kjar, MANIFEST) && !names(kjar, SIGNATURES)) {
            return false;
        }
        SortedMap<String, byte[]> entries = KjarEntries.of(kjar);
        return entries.containsKey(MANIFEST) || entries.containsKey(SIGNATURES);
    }

    /**
     * Verifies a release. Nothing of it is run; {@link Admission} loads the same bytes afterwards.
     *
     * @param kjar the bytes that will be loaded
     * @param keys whose signature counts; every signature must be by one of them
     * @param now  the time to hold the expiry against
     * @return what was signed
     * @throws RefusedRuleset with every reason
     */
    public static ReleaseInfo verify(byte[] kjar, TrustedKeys keys, Instant now) {
        return verify(read(kjar), keys, now);
    }

    /** The entries of a release. It is not compressed, so nothing is inflated before the signature is looked at. */
    static SortedMap<String, byte[]> read(byte[] kjar) {
        KjarEntries.mustBeSmall(kjar);
        return CanonicalZip.read(kjar)
                .orElseThrow(() -> new RefusedRuleset(List.of(
                        names(kjar, SIGNATURES)
                                ? "the archive is not written as a release is: it holds bytes that belong to no entry"
                                : "the kjar is not signed")));
    }

    /**
     * Whether an archive may hold an entry of a name: names are not compressed, so it is seen without inflating anything. It is looked
     * for where it lies: a copy of what a stranger has sent is the memory that other uploads need.
     */
    static boolean names(byte[] kjar, String path) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at <= kjar.length - name.length; at++) {
            if (kjar[at] == name[0] && Arrays.equals(kjar, at, at + name.length, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }

    static ReleaseInfo verify(SortedMap<String, byte[]> entries, TrustedKeys keys, Instant now) {
        List<String> reasons = new ArrayList<>();
        ReleaseInfo info = null;
        // manifest and classes of a stranger are not worth the risk of reading them
        if (areSignaturesRight(entries, keys, reasons)) {
            SortedMap<String, byte[]> contents = unsigned(entries);
            Manifest manifest = Manifest.read(entries.get(MANIFEST));
            info = manifest.info();
            manifest.compare(contents, reasons);
            saysTheSame(info, entries, reasons);
            if (info.expires() != null && !now.isBefore(info.expires())) {
                reasons.add("the release expired at " + info.expires());
            }
            reasons.addAll(contentsOf(contents));
        } else {
            reasons.addAll(KjarLayout.check(unsigned(entries).keySet()));
        }
        refuseIfAny(reasons);
        return info;
    }

    /**
     * Checks what stands in a kjar, signed or not: only what belongs there, and rules that call nothing but what rules may.
     *
     * @throws RefusedRuleset with every reason
     */
    public static void checkContents(byte[] kjar) {
        checkContents(KjarEntries.of(kjar));
    }

    static void checkContents(SortedMap<String, byte[]> entries) {
        refuseIfAny(contentsOf(unsigned(entries)));
    }

    /** A reason for everything that has no place in a kjar: entries, compiled rules that are not its own, calls of its classes. */
    private static List<String> contentsOf(SortedMap<String, byte[]> contents) {
        List<String> reasons = new ArrayList<>(KjarLayout.check(contents.keySet()));
        try {
            reasons.addAll(CompiledRules.of(contents).foreignModels(contents));
        } catch (RefusedRuleset noRules) {
            reasons.addAll(noRules.reasons());
        }
        reasons.addAll(RuleClasses.check(contents));
        return reasons;
    }

    /** Entries that a manifest lists must be the ones that it lists; a kjar without a manifest was never a release. */
    static void checkManifest(SortedMap<String, byte[]> entries) {
        byte[] manifest = entries.get(MANIFEST);
        if (manifest != null) {
            List<String> reasons = new ArrayList<>();
            Manifest.read(manifest).compare(unsigned(entries), reasons);
            refuseIfAny(reasons);
        }
    }

    private static boolean areSignaturesRight(
            SortedMap<String, byte[]> entries, TrustedKeys keys, List<String> reasons) {
        int before = reasons.size();
        signatures(entries, reasons).forEach((id, signature) -> {
            if (!keys.holds(id)) {
                reasons.add("key `" + id + "` signed the release, which is not trusted here");
            } else if (!keys.signed(id, entries.get(MANIFEST), signature)) {
                reasons.add("the signature of key `" + id + "` does not belong to this manifest");
            }
        });
        return reasons.size() == before;
    }

    private static SortedMap<String, byte[]> signatures(SortedMap<String, byte[]> entries, List<String> reasons) {
        SortedMap<String, byte[]> signatures = new TreeMap<>();
        byte[] written = entries.get(SIGNATURES);
        if (written == null || !entries.containsKey(MANIFEST)) {
            reasons.add("the kjar is not signed");
            return signatures;
        }
        String[] lines = new String(written, StandardCharsets.ISO_8859_1).split("\n", SIGNATURES_MAX + 1);
        for (String line : lines) {
            var parts = LINE.matcher(line);
            if (parts.matches()) {
                signatures.put(parts.group(1), HexFormat.of().parseHex(parts.group(2)));
            }
        }
        if (signatures.isEmpty() || !Arrays.equals(lines(signatures), written)) {
            reasons.add("the signatures are not written as those of a release are");
        }
        return signatures;
    }

    private static byte[] lines(SortedMap<String, byte[]> signatures) {
        var lines = new StringBuilder();
        signatures.forEach((id, signature) -> lines.append(id)
                .append(' ')
                .append(HexFormat.of().formatHex(signature))
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** What is signed about a kjar must be what stands in it. */
    private static void saysTheSame(ReleaseInfo info, SortedMap<String, byte[]> entries, List<String> reasons) {
        String version = KjarEntries.version(entries);
        if (!Draft.isVersion(version)) {
            reasons.add("`" + version
                    + "` cannot name a version: letters, digits, points and dashes are taken, at most 64");
        }
        if (!version.equals(info.version())) {
            reasons.add("the release says version " + info.version() + ", the ruleset in it says " + version);
        }
        try {
            String builtBy = CompiledRules.of(entries).builtBy();
            if (!Objects.equals(builtBy, info.engineVersion())) {
                reasons.add("the release says engine " + info.engineVersion() + ", the rules in it say " + builtBy);
            }
            String otherEngine = CompiledRules.whyNotOf(builtBy);
            if (otherEngine != null) {
                reasons.add(otherEngine);
            }
        } catch (RefusedRuleset noRules) {
            reasons.addAll(noRules.reasons());
        }
    }

    private static SortedMap<String, byte[]> unsigned(SortedMap<String, byte[]> entries) {
        SortedMap<String, byte[]> unsigned = new TreeMap<>(entries);
        unsigned.remove(MANIFEST);
        unsigned.remove(SIGNATURES);
        return unsigned;
    }

    private static void refuseIfAny(List<String> reasons) {
        if (!reasons.isEmpty()) {
            throw new RefusedRuleset(reasons);
        }
    }
}
