package guanka.service.rulesets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        ActiveRuleset rulesets = new ActiveRuleset(Optional.empty(), PACKED, Duration.ZERO);
        rulesets.start(null);
        assertTrue(rulesets.edition().version().length() > 0);
        rulesets.stop(null);
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

    private static String refusal(Path kjar) {
        ActiveRuleset rulesets = new ActiveRuleset(Optional.of(kjar.toString()), PACKED, Duration.ZERO);
        return assertThrows(StartRefused.class, () -> rulesets.start(null)).getMessage();
    }
}
