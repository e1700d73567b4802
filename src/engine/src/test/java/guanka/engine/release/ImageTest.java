package guanka.engine.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.image.RulesetImage;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.ListEntry;
import guanka.tables.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The image of the workbooks in a kjar")
class ImageTest {

    private static final SigningKey KEY = SigningKey.make();

    private static Tables tables() {
        return TestRuleset.get().tables();
    }

    @Test
    @DisplayName("is what the workbooks give, byte for byte, however often it is made")
    void isWhatTheWorkbooksGive() {
        SortedMap<String, byte[]> kjar = Archive.built();
        SortedMap<String, byte[]> made = RulesetImage.of(kjar, tables());
        assertEquals(List.of(RulesetImage.NAMES, RulesetImage.TABLES), List.copyOf(made.keySet()));
        made.forEach((path, bytes) -> assertArrayEquals(bytes, kjar.get(path), path));
        assertEquals(List.of(), RulesetImage.forged(kjar, tables()));
    }

    @Test
    @DisplayName("is read in place of the workbooks that the build packed, and gives the same rows and texts")
    void standsForTheWorkbooks() {
        Ruleset imaged = Admission.ofBuild(TestRuleset.kjar()).load();
        assertTrue(imaged.isOfImage());
        assertFalse(TestRuleset.get().isOfImage());
        assertEquals(tables().rowTypes(), imaged.tables().rowTypes());
        assertEquals(tables().rows(), imaged.tables().rows());
        assertEquals(tables().sheets(), imaged.tables().sheets());
        assertEquals(tables().origin(ListEntry.class), imaged.tables().origin(ListEntry.class));
    }

    @Test
    @DisplayName("out of the store is believed only where its seal says that this program proved it")
    void outOfTheStore() {
        byte[] kjar = TestRuleset.kjar();
        String digest = KjarEntries.digest(kjar);
        assertTrue(Admission.ofStore(kjar, digest, Admission::program).load().isOfImage());
        assertFalse(Admission.ofStore(kjar, digest, () -> "an earlier program")
                .load()
                .isOfImage());
        assertFalse(Admission.ofStore(kjar, digest, () -> null).load().isOfImage());
    }

    /** The image of another kjar, in words an image of this one. */
    private static SortedMap<String, byte[]> forged() throws IOException {
        SortedMap<String, byte[]> kjar = Archive.built();
        EditedRuleset other = new EditedRuleset();
        String key = tables().rows(ListEntry.class).stream()
                .filter(entry -> entry.source().workbook().equals("parties.xlsx"))
                .reduce((one, later) -> later)
                .orElseThrow()
                .key();
        other.without("parties.xlsx", "Entries", key);
        SortedMap<String, byte[]> without = new TreeMap<>(KjarEntries.of(other.kjar()));
        RulesetImage.of(without, Ruleset.tables(without)).forEach((path, image) -> {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(Arrays.copyOf(kjar.get(path), head(kjar.get(path))));
            bytes.write(image, head(image), image.length - head(image));
            kjar.put(path, bytes.toByteArray());
        });
        return kjar;
    }

    /** Where the image begins behind what it says of itself. */
    private static int head(byte[] image) {
        int at = 0;
        while (image[at] != '\n' || image[at + 1] != '\n') {
            at++;
        }
        return at + 2;
    }

    private static void isRefused(Supplier<Admission> door, String... paths) {
        var refused = assertThrows(RefusedRuleset.class, () -> door.get().load());
        assertEquals(
                Stream.of(paths)
                        .map(path -> "entry `" + path + "` is not what the workbooks of the kjar give")
                        .toList(),
                refused.reasons());
    }

    @Test
    @DisplayName("that lacks one listed party is refused by name when the kjar comes in, whoever signed it")
    void withoutOneParty() throws IOException {
        byte[] kjar = CanonicalZip.write(forged());
        byte[] release = Release.sign(kjar, ReleaseInfo.of(kjar, 1, null, Instant.EPOCH, null), KEY);
        isRefused(() -> Admission.ofOwn(kjar), RulesetImage.NAMES, RulesetImage.TABLES);
        isRefused(
                () -> Admission.ofRelease(release, KEY.trusted(), Instant.now()),
                RulesetImage.NAMES,
                RulesetImage.TABLES);
    }

    @Test
    @DisplayName("with one damaged byte is refused when the kjar comes in")
    void damaged() {
        SortedMap<String, byte[]> entries = Archive.built();
        byte[] image = entries.get(RulesetImage.NAMES).clone();
        image[image.length / 2] ^= 1;
        entries.put(RulesetImage.NAMES, image);
        isRefused(() -> Admission.ofOwn(CanonicalZip.write(entries)), RulesetImage.NAMES);
    }

    @Test
    @DisplayName("that is missing, of other workbooks or by another program is left aside, and the workbooks are read")
    void leftAside() throws IOException {
        SortedMap<String, byte[]> without = Archive.built();
        without.keySet().removeIf(path -> path.startsWith(RulesetImage.FOLDER));
        SortedMap<String, byte[]> byAnother = Archive.built();
        byte[] image = byAnother.get(RulesetImage.TABLES).clone();
        image[0] ^= 1;
        byAnother.put(RulesetImage.TABLES, image);
        byte[] ofOthers = new EditedRuleset()
                .cell("vocabularies.xlsx", "Vocabulary", "roles:END_USER", "text en", "end user of goods")
                .kjar();
        for (byte[] kjar : List.of(CanonicalZip.write(without), CanonicalZip.write(byAnother), ofOthers)) {
            assertFalse(Admission.ofBuild(kjar).load().isOfImage());
        }
    }

    @Test
    @DisplayName("of a draft is made of its own workbooks")
    void ofADraft() throws IOException {
        byte[] edited = new EditedRuleset()
                .cell("vocabularies.xlsx", "Vocabulary", "roles:END_USER", "text en", "end user of all")
                .kjar();
        byte[] vocabularies = Draft.workbook(edited, "vocabularies.xlsx").orElseThrow();
        byte[] draft =
                Draft.assemble(TestRuleset.kjar(), Map.of("vocabularies.xlsx", vocabularies), Map.of(), "2026.11.2");
        Ruleset read = Admission.ofOwn(draft).load();
        Ruleset imaged = Admission.ofStore(draft, KjarEntries.digest(draft), Admission::program)
                .load();
        assertTrue(imaged.isOfImage());
        assertEquals(read.tables().rows(), imaged.tables().rows());
        assertEquals(read.tables().sheets(), imaged.tables().sheets());
    }
}
