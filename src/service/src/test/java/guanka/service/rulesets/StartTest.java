package guanka.service.rulesets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.release.Draft;
import guanka.engine.release.Release;
import guanka.engine.release.ReleaseInfo;
import guanka.engine.release.SigningKey;
import guanka.engine.ruleset.KjarEntries;
import guanka.records.NewRuleset;
import guanka.service.problems.StartRefused;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.service.settings.GivenSettings;
import guanka.service.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

    private static final String PACKED = packedRuleset();

    @TempDir
    Path folder;

    @Test
    @DisplayName("the packed ruleset starts")
    void packed() {
        Records records = records();
        ActiveRuleset rulesets = rulesets(records, Optional.empty());
        rulesets.start();
        assertTrue(rulesets.edition().version().length() > 0);
        rulesets.stop();
        records.stop();
    }

    @Test
    @DisplayName("once the data folder holds an active ruleset, that one is served and no other file is read")
    void kept() {
        Records records = records();
        rulesets(records, Optional.empty()).start();
        ActiveRuleset again = rulesets(records, Optional.of("no-such-file.jar"));
        again.start();
        assertEquals(
                records.rulesets().active().orElseThrow().digest(),
                again.edition().ruleset().digest());
        records.stop();
    }

    @Test
    @DisplayName(
            "an expired release does not start; a newer signed one that the operator names does, and the log says so")
    void expired() throws IOException {
        byte[] packed;
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(PACKED)) {
            packed = in.readAllBytes();
        }
        Records records = records();
        SigningKey key = SigningKey.ofFile(records.folder().resolve("keys").resolve("release.key"));
        Trust trust = new Trust(
                records, GivenSettings.of(Map.of("guanka.data", records.folder().toString())));
        trust.start();
        Instant past = Instant.now().minusSeconds(60);
        byte[] old = Release.sign(packed, ReleaseInfo.of(packed, 7, null, past, past.plusSeconds(1)), key);
        WriteResult.of(records.rulesets()
                .importActive(
                        new NewRuleset(
                                ReleaseInfo.in(old).orElseThrow().version(),
                                KjarEntries.digest(old),
                                null,
                                null,
                                "guanka",
                                past,
                                null,
                                7L,
                                old),
                        trust::seal));

        StartRefused refused = assertThrows(
                StartRefused.class, () -> rulesets(records, Optional.empty()).start());
        assertTrue(refused.getMessage().contains("expired at"), refused.getMessage());
        byte[] next = Draft.assemble(packed, Map.of(), Map.of(), "99.1");
        for (long counter : new long[] {7, 8}) {
            Path named = Files.write(
                    folder.resolve("next.jar"),
                    Release.sign(next, ReleaseInfo.of(next, counter, null, past, null), key));
            ActiveRuleset rulesets = rulesets(records, Optional.of(named.toString()));
            if (counter == 7) {
                refused = assertThrows(StartRefused.class, rulesets::start);
                assertTrue(refused.getMessage().contains("counter 7 is known"), refused.getMessage());
            } else {
                rulesets.start();
                assertEquals("99.1", rulesets.edition().version());
                assertTrue(records.rulesets().active().orElseThrow().reason().contains("has expired"));
                rulesets.stop();
            }
        }
        records.stop();
    }

    @Test
    @DisplayName(
            "a first start loads what the build packed beside the store that is made; what is not packed stops it as ever")
    void besideTheStore() {
        for (String packed : List.of(PACKED, "ruleset/none.jar")) {
            Settings settings = GivenSettings.of(Map.of(
                    "guanka.data",
                    folder.resolve(packed.replace('/', '-')).toString(),
                    "guanka.packed-ruleset",
                    packed,
                    "guanka.warm-up",
                    "0s"));
            Records records = new Records(settings);
            Trust trust = new Trust(records, settings);
            ActiveRuleset rulesets = new ActiveRuleset(records, new FirstRuleset(settings), trust, settings);
            assertTrue(records.isToBeMade());
            rulesets.beginLoading();
            records.start();
            trust.start();
            if (packed.equals(PACKED)) {
                rulesets.start();
                assertEquals(
                        records.rulesets().active().orElseThrow().digest(),
                        rulesets.edition().ruleset().digest());
                rulesets.stop();
            } else {
                StartRefused refused = assertThrows(StartRefused.class, rulesets::start);
                assertTrue(refused.getMessage().contains("no ruleset is packed as " + packed), refused.getMessage());
            }
            assertFalse(records.isToBeMade());
            records.stop();
        }
    }

    private Records records() {
        Records records = new Records(
                GivenSettings.of(Map.of("guanka.data", folder.resolve("data").toString())));
        records.start();
        return records;
    }

    private static ActiveRuleset rulesets(Records records, Optional<String> file) {
        Map<String, String> given = new HashMap<>(Map.of(
                "guanka.data", records.folder().toString(), "guanka.packed-ruleset", PACKED, "guanka.warm-up", "0s"));
        file.ifPresent(named -> given.put("guanka.ruleset", named));
        Settings settings = GivenSettings.of(given);
        Trust trust = new Trust(records, settings);
        trust.start();
        return new ActiveRuleset(records, new FirstRuleset(settings), trust, settings);
    }

    @Test
    @DisplayName("a version that no longer decides leaves the memory, with all that was worked out of it")
    void letGo() throws InterruptedException {
        Records records = records();
        ActiveRuleset rulesets = rulesets(records, Optional.empty());
        rulesets.start();
        EditionCache<List<Edition>> workedOut = new EditionCache<>(List::of);
        List<Edition> once = workedOut.of(rulesets.edition());
        assertSame(once, workedOut.of(rulesets.edition()), "what is worked out is kept while the version decides");
        once = null;
        WeakReference<Edition> first = new WeakReference<>(rulesets.edition());

        rulesets.swap(rulesets.load(records.rulesets().active().orElseThrow()));

        for (int i = 0; i < 50 && first.get() != null; i++) {
            System.gc();
            Thread.sleep(100);
        }
        assertNull(first.get(), "somebody still holds the version that decided before");
        assertEquals(List.of(rulesets.edition()), workedOut.of(rulesets.edition()));
        rulesets.stop();
        records.stop();
    }

    @Test
    @DisplayName("a file that is not there, or no kjar, stops the start with one message")
    void noKjar() throws IOException {
        assertEquals(
                "Guanka does not start: GUANKA_RULESET names " + folder.resolve("none.jar")
                        + ", which is not a readable file",
                refusal(folder.resolve("none.jar")));
        Path text = Files.writeString(folder.resolve("text.jar"), "no kjar");
        assertTrue(
                refusal(text).startsWith("Guanka does not start: the ruleset " + text + " cannot be loaded:\n"),
                refusal(text));
    }

    @Test
    @DisplayName("a workbook that cannot be read stops the start and is named")
    void brokenWorkbook() throws IOException {
        String[] broken = {null};
        Path kjar = folder.resolve("broken.jar");
        try (InputStream packed = getClass().getClassLoader().getResourceAsStream(PACKED);
                ZipInputStream in = new ZipInputStream(packed);
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(kjar))) {
            for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (broken[0] == null && entry.getName().endsWith(".xlsx")) {
                    broken[0] = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                    out.write("no workbook".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                } else {
                    in.transferTo(out);
                }
            }
        }

        assertTrue(refusal(kjar).contains(broken[0] + ": "), refusal(kjar));
    }

    /** The build packs one kjar. */
    private static String packedRuleset() {
        try (Stream<Path> files = Files.list(
                Path.of(StartTest.class.getClassLoader().getResource("ruleset").toURI()))) {
            return "ruleset/"
                    + files.filter(f -> f.toString().endsWith(".jar"))
                            .findFirst()
                            .orElseThrow()
                            .getFileName();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("no ruleset is packed", e);
        }
    }

    private String refusal(Path kjar) {
        Records records = records();
        try {
            ActiveRuleset rulesets = rulesets(records, Optional.of(kjar.toString()));
            return assertThrows(StartRefused.class, () -> rulesets.start()).getMessage();
        } finally {
            records.stop();
        }
    }
}
