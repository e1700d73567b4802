package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.CompiledRules;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release is what was signed, to the byte, or it is refused. */
class ReleaseTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final SigningKey KEY = SigningKey.make();
    private static final byte[] SMALL = signed(Archive.small());

    private static byte[] signed(SortedMap<String, byte[]> entries) {
        byte[] kjar = Archive.zip(entries);
        return Release.sign(kjar, ReleaseInfo.of(kjar, 7, null, NOW, null), KEY);
    }

    private static List<String> reasons(byte[] release) {
        return reasons(release, KEY.trusted());
    }

    private static List<String> reasons(byte[] release, TrustedKeys keys) {
        return assertThrows(RefusedRuleset.class, () -> Release.verify(release, keys, NOW))
                .reasons();
    }

    private static void isRefused(byte[] release, String... because) {
        List<String> reasons = reasons(release);
        for (String reason : because) {
            assertTrue(reasons.stream().anyMatch(r -> r.contains(reason)), () -> reason + " in " + reasons);
        }
    }

    /** The small release with other entries, its archive written as a release's is, its manifest as it was signed. */
    private static byte[] changed(Consumer<SortedMap<String, byte[]>> change) {
        SortedMap<String, byte[]> entries = new TreeMap<>(KjarEntries.of(SMALL));
        change.accept(entries);
        return CanonicalZip.write(entries);
    }

    @Test
    void tellsWhatWasSignedAndLoads() {
        byte[] kjar = TestRuleset.kjar();
        var parent = new ReleaseInfo.Parent("2026.10.4", KjarEntries.digest(new byte[1]));
        var info = ReleaseInfo.of(kjar, 12, parent, NOW, NOW.plusSeconds(1));
        byte[] release = Release.sign(kjar, info, KEY);
        assertEquals(info, Release.verify(release, KEY.trusted(), NOW));
        assertEquals(CompiledRules.engineHere(), info.engineVersion());
        Ruleset loaded = Ruleset.load(release);
        assertEquals(TestRuleset.get().version(), loaded.version());
        assertEquals(TestRuleset.get().tables().sheets(), loaded.tables().sheets());
    }

    @Test
    void theSameEntriesGiveTheSameBytesHoweverTheyWereArchivedOrSignedBefore() {
        byte[] kjar = Archive.zip(Archive.small());
        byte[] draft = Release.unsigned(kjar);
        assertNotEquals(KjarEntries.digest(kjar), KjarEntries.digest(draft));
        assertArrayEquals(draft, Release.unsigned(draft));
        assertArrayEquals(draft, Release.unsigned(SMALL));
        byte[] again = Release.sign(SMALL, Release.verify(SMALL, KEY.trusted(), NOW), KEY);
        assertArrayEquals(SMALL, again);
        byte[] byAnother = Release.sign(SMALL, ReleaseInfo.of(SMALL, 8, null, NOW, null), SigningKey.make());
        assertArrayEquals(draft, Release.unsigned(byAnother));
        assertTrue(Release.isSigned(SMALL));
        assertFalse(Release.isSigned(draft));
    }

    @Test
    void noBitOfItCanBeAnother() {
        assertDoesNotThrow(() -> Release.verify(SMALL, KEY.trusted(), NOW));
        for (int i = 0; i < SMALL.length; i++) {
            for (int bits : new int[] {1 << i % 8, 255}) {
                byte[] flipped = SMALL.clone();
                flipped[i] ^= (byte) bits;
                int at = i;
                assertThrows(
                        RefusedRuleset.class,
                        () -> Release.verify(flipped, KEY.trusted(), NOW),
                        () -> "byte " + at + " xor " + bits);
            }
        }
    }

    @Test
    void noBitOfOneWithTwoSignaturesCanBeAnother() {
        SigningKey second = SigningKey.make();
        TrustedKeys both = KEY.trusted().and(second.trusted());
        byte[] release = Release.countersign(SMALL, second);
        assertDoesNotThrow(() -> Release.verify(release, both, NOW));
        for (int i = 0; i < release.length; i++) {
            byte[] flipped = release.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            int at = i;
            assertThrows(RefusedRuleset.class, () -> Release.verify(flipped, both, NOW), () -> "byte " + at);
        }
        assertTrue(reasons(release).toString().contains(second.id()), "a key that is not trusted");
    }

    @Test
    void itCannotBeCutOffOrGrow() {
        for (int length = 0; length < SMALL.length; length++) {
            byte[] cut = Arrays.copyOf(SMALL, length);
            assertThrows(RefusedRuleset.class, () -> Release.verify(cut, KEY.trusted(), NOW));
        }
        byte[] grown = Arrays.copyOf(SMALL, SMALL.length + 1);
        isRefused(grown, "bytes that belong to no entry");
        byte[] twice = Arrays.copyOf(SMALL, SMALL.length * 2);
        System.arraycopy(SMALL, 0, twice, SMALL.length, SMALL.length);
        isRefused(twice, "bytes that belong to no entry");
        byte[] shifted = new byte[SMALL.length + 1];
        System.arraycopy(SMALL, 0, shifted, 1, SMALL.length);
        assertThrows(RefusedRuleset.class, () -> Release.verify(shifted, KEY.trusted(), NOW));
    }

    @Test
    void anArchiveOfTheSameEntriesInAnotherFormIsAnotherRelease() {
        isRefused(Archive.zip(KjarEntries.of(SMALL)), "not written as a release");
    }

    @Property(seed = "1", tries = 500)
    void noStretchOfItCanBeAnother(
            @ForAll @IntRange(max = 100_000) int place, @ForAll @IntRange(max = 64) int removed, @ForAll byte[] added) {
        int from = place % SMALL.length;
        int to = Math.min(SMALL.length, from + removed);
        byte[] edited = new byte[SMALL.length - (to - from) + added.length];
        System.arraycopy(SMALL, 0, edited, 0, from);
        System.arraycopy(added, 0, edited, from, added.length);
        System.arraycopy(SMALL, to, edited, from + added.length, SMALL.length - to);
        if (!Arrays.equals(SMALL, edited)) {
            assertThrows(RefusedRuleset.class, () -> Release.verify(edited, KEY.trusted(), NOW));
        }
    }

    @Test
    void anEntryThatIsAnotherMissingOrNewIsNamed() {
        isRefused(
                changed(e -> Archive.put(e, "decision-tables/law.xlsx", "other")),
                "entry `decision-tables/law.xlsx` is not the one that was signed");
        isRefused(changed(e -> e.remove("cases/one.json")), "entry `cases/one.json` was signed and is missing");
        isRefused(changed(e -> Archive.put(e, "cases/two.json", "{}")), "entry `cases/two.json` was not signed");
    }

    @Test
    void everyReasonIsTold() {
        byte[] release = changed(e -> {
            e.remove("cases/one.json");
            Archive.put(e, "decision-tables/law.xlsx", "other");
            Archive.put(e, "lib/more.jar", "PK");
        });
        isRefused(release, "is missing", "is not the one", "was not signed", "has no place");
        isRefused(Arrays.copyOf(release, release.length + 1), "belong to no entry");
    }

    @Test
    void anEntryThatIsThereTwiceIsNamed() {
        SortedMap<String, byte[]> entries = Archive.small();
        Archive.put(entries, "cases/two.json", "{}");
        byte[] doubled = new String(Release.unsigned(Archive.zip(entries)), StandardCharsets.ISO_8859_1)
                .replace("cases/two.json", "cases/one.json")
                .getBytes(StandardCharsets.ISO_8859_1);
        var refused = assertThrows(RefusedRuleset.class, () -> Release.checkContents(doubled));
        assertEquals(List.of("entry `cases/one.json` stands in the kjar twice"), refused.reasons());
        assertThrows(RefusedRuleset.class, () -> Release.verify(doubled, KEY.trusted(), NOW));
    }

    @Test
    void aTamperedManifestBelongsToNoSignature() {
        byte[] release = changed(e -> Archive.put(
                e,
                Release.MANIFEST,
                new String(e.get(Release.MANIFEST), StandardCharsets.UTF_8).replace("\"counter\":7", "\"counter\":9")));
        isRefused(release, "does not belong to this manifest");
    }

    @Test
    void aManifestInAnotherFormIsRefusedEvenWhereItsSignatureIsRight() {
        for (String other : List.of("{}", "[]", "null", "{\"version\":1", "\u0000")) {
            byte[] manifest = other.getBytes(StandardCharsets.UTF_8);
            isRefused(withManifest(manifest), "the manifest is not written");
        }
        String manifest = new String(KjarEntries.of(SMALL).get(Release.MANIFEST), StandardCharsets.UTF_8);
        for (String other : List.of(
                " " + manifest,
                manifest + "\n",
                manifest.replace("\"counter\":7", "\"counter\":7,\"counter\":7"),
                manifest.replace("\"counter\":7", "\"counter\":0"),
                manifest.replace("\"counter\":7", "\"counter\":7,\"more\":1"),
                manifest.replace("\"expires\":null", "\"expires\":\"tomorrow\""),
                manifest.replaceFirst("\"entries\":\\[.*]", "\"entries\":null"),
                manifest.replaceFirst("\"entries\":\\[\\{", "\"entries\":[null,{"))) {
            isRefused(withManifest(other.getBytes(StandardCharsets.UTF_8)), "the manifest is not written");
        }
        String first = manifest.replaceFirst(".*\"entries\":\\[(\\{[^}]*}).*", "$1");
        isRefused(
                withManifest(manifest.replace(first, first + "," + first).getBytes(StandardCharsets.UTF_8)),
                "lists `META-INF/MANIFEST.MF` twice");
    }

    private static byte[] withManifest(byte[] manifest) {
        return changed(e -> {
            e.put(Release.MANIFEST, manifest);
            Archive.put(
                    e,
                    Release.SIGNATURES,
                    KEY.id() + " " + java.util.HexFormat.of().formatHex(KEY.sign(manifest)) + "\n");
        });
    }

    @Test
    void aSignatureByNobodyKnownOrNoneOrInAnotherFormIsRefused() {
        SigningKey stranger = SigningKey.make();
        assertTrue(reasons(SMALL, stranger.trusted()).toString().contains("key `" + KEY.id() + "`"));
        assertTrue(reasons(SMALL, TrustedKeys.of()).toString().contains("is not trusted here"));
        isRefused(Release.unsigned(SMALL), "the kjar is not signed");
        isRefused(Archive.zip(Archive.small()), "the kjar is not signed");
        isRefused(changed(e -> e.remove(Release.SIGNATURES)), "the kjar is not signed");
        isRefused(changed(e -> e.remove(Release.MANIFEST)), "the kjar is not signed");
        String line = new String(KjarEntries.of(SMALL).get(Release.SIGNATURES), StandardCharsets.US_ASCII);
        for (String other : List.of(
                "",
                "\n",
                line.strip(),
                line + line,
                line + "\n",
                line.replace("\n", "\r\n"),
                line.toUpperCase(),
                line + "0".repeat(16) + " " + "0".repeat(127) + "\n")) {
            isRefused(changed(e -> Archive.put(e, Release.SIGNATURES, other)), "the signatures are not written");
        }
        // a stranger's signature under the name of a known key
        byte[] manifest = KjarEntries.of(SMALL).get(Release.MANIFEST);
        String forged = KEY.id() + " " + java.util.HexFormat.of().formatHex(stranger.sign(manifest)) + "\n";
        isRefused(changed(e -> Archive.put(e, Release.SIGNATURES, forged)), "does not belong to this manifest");
    }

    @Test
    void anExpiredReleaseIsRefused() {
        byte[] kjar = Archive.zip(Archive.small());
        byte[] release = Release.sign(kjar, ReleaseInfo.of(kjar, 1, null, NOW, NOW.plusSeconds(60)), KEY);
        assertDoesNotThrow(() -> Release.verify(release, KEY.trusted(), NOW.plusSeconds(59)));
        var refused =
                assertThrows(RefusedRuleset.class, () -> Release.verify(release, KEY.trusted(), NOW.plusSeconds(60)));
        assertTrue(refused.getMessage().contains("expired"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "ACTIVE", "../../x", "a/b", "<img>", "1\u202E0", "", "r\\n1"})
    void aNameThatCouldBeTakenForAnotherIsNotSigned(String name) {
        SortedMap<String, byte[]> entries = Archive.small();
        entries.put(KjarEntries.RULESET, ("{\"version\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
        byte[] kjar = Archive.zip(entries);
        assertThrows(RefusedRuleset.class, () -> Release.sign(kjar, ReleaseInfo.of(kjar, 1, null, NOW, null), KEY));
        assertThrows(
                IllegalArgumentException.class,
                () -> Draft.assemble(SMALL, Map.of(), Map.of(), name.replace("\\n", "\n")));
    }

    @Test
    void whatWasSignedCanBeReadAgainFromTheKjar() {
        assertEquals(
                Release.verify(SMALL, KEY.trusted(), NOW), ReleaseInfo.in(SMALL).orElseThrow());
        assertEquals(Optional.empty(), ReleaseInfo.in(Release.unsigned(SMALL)));
    }

    @Test
    void rulesOfAnotherEngineAreRefused() {
        SortedMap<String, byte[]> entries = Archive.small();
        Archive.put(
                entries, "META-INF/kie/guanka/law/drools-model", "Drools-Model-Version:9.44.0\nguanka.law.Rules1\n");
        byte[] kjar = Archive.zip(entries);
        var info = ReleaseInfo.of(kjar, 1, null, NOW, null);
        var refused = assertThrows(RefusedRuleset.class, () -> Release.sign(kjar, info, KEY));
        assertTrue(refused.getMessage().contains("compiled by engine 9.44.0"), refused::getMessage);
    }

    @Test
    void whatIsSignedAboutAKjarMustStandInIt() {
        byte[] kjar = Archive.zip(Archive.small());
        var right = ReleaseInfo.of(kjar, 1, null, NOW, null);
        var otherVersion = new ReleaseInfo("2027.1.1", 1, null, NOW, null, right.engineVersion());
        var otherEngine = new ReleaseInfo(right.version(), 1, null, NOW, null, "1.0");
        assertThrows(RefusedRuleset.class, () -> Release.sign(kjar, otherVersion, KEY));
        assertThrows(RefusedRuleset.class, () -> Release.sign(kjar, otherEngine, KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib/more.jar",
                "META-INF/services/org.kie.api.internal.utils.KieService",
                "META-INF/kie.conf",
                "META-INF/versions/17/guanka/law/Rules1.class",
                "kie.conf",
                "logback.xml",
                "decision-tables/law.xls",
                "decision-tables/sub/law.xlsx",
                "cases/one.txt",
                "guanka/law/Rules1.java",
                "guanka/engine/decision/Rules1.class",
                "guanka/engine/decision/rules.drl",
                "guanka/facts/Truth.class",
                "guanka/other/Rules1.class",
                "guanka/law/Q12/Rules1.class",
                "guanka/law/P1/P1/Rules1.class",
                "java/lang/Evil.class",
                "org/drools/law.drl",
                "Evil.class",
                " "
            })
    void whatHasNoPlaceInAKjarIsRefusedEvenWhereItIsSigned(String path) {
        SortedMap<String, byte[]> entries = Archive.small();
        Archive.put(entries, path, "");
        isRefused(signed(entries), "`" + path + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.json", "/etc/evil.json", "cases/../../evil.json", "cases\\evil.json"})
    void whatLeadsOutOfAKjarIsRefused(String path) {
        byte[] kjar = Archive.zip(Map.of(path, new byte[0]));
        var refused = assertThrows(RefusedRuleset.class, () -> Release.checkContents(kjar));
        assertTrue(refused.getMessage().contains("does not stay inside the kjar"), refused::getMessage);
    }

    @Test
    void twoListsOfCompiledRulesAreOneTooMany() {
        SortedMap<String, byte[]> entries = Archive.small();
        entries.put("META-INF/kie/guanka/other/drools-model", entries.get("META-INF/kie/guanka/law/drools-model"));
        byte[] kjar = Archive.zip(entries);
        assertThrows(RefusedRuleset.class, () -> ReleaseInfo.of(kjar, 1, null, NOW, null));
        assertThrows(RefusedRuleset.class, () -> Ruleset.load(kjar));
    }

    @Test
    void whatTheBuildMakesHasItsPlace() {
        assertDoesNotThrow(() -> Release.checkContents(TestRuleset.kjar()));
    }
}
