package guanka.engine.release;

import guanka.engine.image.RulesetImage;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.Tables;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * The one door by which bytes become a ruleset, wherever they come from. Each step comes before the next one could do harm: size and
 * digest, seal or signature, manifest, the limits of what is inflated, what may stand in a kjar, what its classes may call. Only
 * then is a class loaded.
 */
public final class Admission {

    private final String digest;
    private final SortedMap<String, byte[]> entries;
    private final ReleaseInfo release;
    private final Image image;

    /** What becomes of the image of the workbooks that a kjar may hold. */
    private enum Image {
        /** It is made anew from the workbooks, and must be the same. */
        PROVED,
        /** It is taken in place of the workbooks. */
        BELIEVED,
        /** It is not looked at. */
        LEFT
    }

    private Admission(String digest, SortedMap<String, byte[]> entries, ReleaseInfo release, Image image) {
        this.digest = digest;
        this.entries = entries;
        this.release = release;
        this.image = image;
    }

    /**
     * Bytes that whoever runs this program answers for: a file that he names, a draft that was just put together from one.
     *
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofOwn(byte[] kjar) {
        return ofContents(KjarEntries.digest(kjar), KjarEntries.of(kjar), Image.PROVED);
    }

    /**
     * Bytes that the build packed with this program: whoever could change them could change the program that reads them, so their image
     * is believed.
     *
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofBuild(byte[] kjar) {
        return ofContents(KjarEntries.digest(kjar), KjarEntries.of(kjar), Image.BELIEVED);
    }

    /**
     * Bytes from a stranger, whom a signature has to vouch for.
     *
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofRelease(byte[] kjar, TrustedKeys keys, Instant now) {
        SortedMap<String, byte[]> entries = Release.read(kjar);
        ReleaseInfo info = Release.verify(entries, keys, now);
        return new Admission(KjarEntries.digest(kjar), entries, info, Image.PROVED);
    }

    /**
     * Bytes out of a store, which others may have written to.
     *
     * @param digest under which they are kept
     * @param seal   refuses them where they were not sealed under this digest, and tells by which program their image was proved when
     *               they were; asked before anything of them is read. The image is believed where that program is this one
     * @throws RefusedRuleset with every reason
     */
    public static Admission ofStore(byte[] kjar, String digest, Supplier<String> seal) {
        KjarEntries.mustBeSmall(kjar);
        if (!KjarEntries.digest(kjar).equals(digest)) {
            throw new RefusedRuleset(List.of("the kjar that is kept as " + digest + " is another one"));
        }
        String provedBy = seal.get();
        boolean proved = provedBy != null && provedBy.equals(RulesetImage.program());
        return ofContents(digest, KjarEntries.of(kjar), proved ? Image.BELIEVED : Image.LEFT);
    }

    private static Admission ofContents(String digest, SortedMap<String, byte[]> entries, Image image) {
        Release.checkManifest(entries);
        Release.checkContents(entries);
        return new Admission(digest, entries, null, image);
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
        Ruleset ruleset = Ruleset.load(digest, entries, image == Image.BELIEVED);
        if (image == Image.PROVED) {
            List<String> forged = RulesetImage.forged(entries, ruleset.tables());
            if (!forged.isEmpty()) {
                throw new RefusedRuleset(forged.stream()
                        .map(path -> "entry `" + path + "` is not what the workbooks of the kjar give")
                        .toList());
            }
        }
        return ruleset;
    }

    /**
     * Reads its workbooks alone, without the image that is not believed and without the rules: enough to compare it with another.
     *
     * @throws RefusedRuleset with each mistake of a workbook by cell
     */
    public Tables tables() {
        return Ruleset.tables(entries, image == Image.BELIEVED);
    }

    /** {@link Ruleset#rulesDigest()} of what it loads. */
    public String rulesDigest() {
        return Ruleset.rulesDigestOf(entries);
    }

    /** The program by which the image of what is let in was proved, to be sealed with it and told by the seal of {@link #ofStore}. */
    public static String program() {
        return RulesetImage.program();
    }
}
