package guanka.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.cli.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;

@Label("An import never fails for want of care, whatever the file holds")
class HostileImportsTest {

    private static final String[][] KINDS = {
        {"csl", "consolidated.csv", ".csv"},
        {"csl", "consolidated.json", ".xlsx"},
        {"opensanctions", "entities.ftm.json", ".csv"},
        {"opensanctions", "entities.ftm.json", ".json"},
        {"gleif", "relations.csv", ".json"},
        {"gleif", "relations.json", ".json"},
        {"bods", "bods-0.4.json", ".json"},
        {"bods", "bods-0.2.json", ".json"}
    };

    /** What an editor, a broken transfer or an enemy might put there. */
    private static final String[] SCRAPS = {
        "null",
        "[]",
        "{}",
        "\"",
        "1e999999999",
        "-1",
        "\u0000",
        "\uFFFE",
        ",",
        "\n",
        "\"\"",
        "[[[[",
        "9999-99-99",
        "\uD83D",
        "=1+1",
        "true",
        ";;;",
        "\uFEFF"
    };

    @Property(seed = "1", tries = 200)
    @Label("arbitrary bytes")
    void arbitraryBytes(@ForAll byte[] bytes, @ForAll int kind) throws IOException {
        importing(KINDS[Math.floorMod(kind, KINDS.length)], bytes);
    }

    @Property(seed = "1", tries = 300)
    @Label("good files with damage")
    void damagedFiles(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        String[] kind = KINDS[random.nextInt(KINDS.length)];
        Path folder = Files.createTempDirectory("guanka");
        byte[] bytes = Files.readAllBytes(Run.fixture(kind[1], folder));
        delete(folder);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            byte[] scrap = SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8);
            int to = Math.min(bytes.length, at + random.nextInt(1 + random.nextInt(40)));
            byte[] damaged = new byte[at + scrap.length + bytes.length - to];
            System.arraycopy(bytes, 0, damaged, 0, at);
            System.arraycopy(scrap, 0, damaged, at, scrap.length);
            System.arraycopy(bytes, to, damaged, at + scrap.length, bytes.length - to);
            bytes = random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length) + 1) : damaged;
        }
        importing(kind, bytes);
    }

    private static void importing(String[] kind, byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("guanka");
        try {
            Path in = Files.write(folder.resolve("in.dat"), bytes);
            Path out = folder.resolve("out" + kind[2]);
            Run run = Run.of("import", kind[0], in.toString(), "--out", out.toString());
            assertTrue(run.code() == 0 || run.code() == 1, run::toString);
            assertFalse(run.err().isBlank(), "nothing was said");
            assertFalse(run.err().contains("fault of its own") || run.err().contains("\tat "), run::toString);
            assertEquals(run.code() == 0, Files.exists(out), run::toString);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
