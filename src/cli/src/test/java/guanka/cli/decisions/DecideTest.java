package guanka.cli.decisions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.cli.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("decide")
class DecideTest {

    private static final String NOW = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private static String shipment(String reference, String day) {
        return "{\"reference\":\"" + reference + "\",\"exportDate\":\"" + day
                + "\",\"exportFrom\":\"JP\",\"destination\":\"DE\",\"movement\":\"REEXPORT\",\"jurisdictions\":[\"CN\"],"
                + "\"parties\":[{\"id\":\"buyer\",\"name\":\"Muster Antriebe GmbH\",\"country\":\"DE\",\"roles\":[\"CONSIGNEE\",\"END_USER\"],\"military\":false}],\"ownership\":[],"
                + "\"endUse\":{\"purposes\":[\"CIVIL\"]},\"lines\":[{\"id\":\"1\",\"controlCodes\":[\"1C905.a.4\"],\"form\":\"MAGNET\",\"origin\":\"CN\",\"content\":[],\"technologies\":[]}]}";
    }

    private static List<JsonNode> lines(String out) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void answersComeInOrderAndABrokenLineSpoilsOnlyItself() throws IOException {
        String input = shipment("a", "2025-10-20") + "\n\nnot json\r\n{\"lines\":3}\n" + shipment("b", "2025-11-07");
        Run run = Run.withInput(input.getBytes(StandardCharsets.UTF_8), "decide");
        assertEquals(1, run.code(), run::toString);
        List<JsonNode> lines = lines(run.out());
        assertEquals(4, lines.size());
        assertEquals("LICENSE_REQUIRED", lines.get(0).path("outcome").asText());
        assertEquals("line-1", lines.get(0).path("id").asText());
        assertEquals(400, lines.get(1).path("status").asInt());
        assertEquals(3, lines.get(1).path("line").asInt());
        assertEquals(422, lines.get(2).path("status").asInt());
        assertTrue(lines.get(2).path("errors").size() > 1);
        assertEquals("NO_LICENSE_REQUIRED", lines.get(3).path("outcome").asText());
        assertEquals("2 of 4 lines could not be decided\n", run.err());
    }

    @Test
    void moreThreadsGiveTheSameBytesAndPackedFilesAreRead() throws IOException {
        Path packed = folder.resolve("shipments.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            for (int i = 0; i < 300; i++) {
                out.write((shipment("r" + i, "2025-10-" + (10 + i % 20)) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Run one = Run.of("decide", packed.toString(), "--threads", "1", "--evaluated-at", NOW);
        Run four = Run.of("decide", packed.toString(), "--threads", "4", "--evaluated-at", NOW);
        assertEquals(0, one.code(), one::toString);
        assertEquals(one.out(), four.out());
        List<JsonNode> lines = lines(one.out());
        assertEquals(300, lines.size());
        for (int i = 0; i < 300; i++) {
            assertEquals("r" + i, lines.get(i).path("reference").asText());
        }
    }

    @Test
    void aDamagedArchiveAndABrokenRulesetAreSaid() throws IOException {
        Path damaged = Files.writeString(folder.resolve("x.ndjson.gz"), "no archive");
        Run run = Run.of("decide", damaged.toString());
        assertEquals(1, run.code(), run::toString);
        assertTrue(run.err().contains("cannot be unpacked"), run::toString);
        Path kjar = Files.writeString(folder.resolve("x.jar"), "no archive");
        Run refused = Run.of("decide", "--ruleset", kjar.toString());
        assertEquals(1, refused.code(), refused::toString);
        assertTrue(refused.err().contains("kjar"), refused::toString);
    }
}
