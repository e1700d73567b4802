package guanka.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.screening.PartyScreening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes the drafts that {@code measure.sh} compares with the built ruleset. */
final class Edits {

    private Edits() {}

    public static void main(String[] args) throws IOException {
        byte[] kjar = Files.readAllBytes(Path.of(args[0]));
        Path folder = Path.of(args[1]);
        Files.write(
                folder.resolve("threshold.jar"),
                new EditedRuleset(kjar)
                        .cell("provisions.xlsx", "Shares", "CN-2025-61/1.1", "threshold percent", "0.2")
                        .kjar());
        Files.write(
                folder.resolve("entry.jar"),
                new EditedRuleset(kjar)
                        .copy(
                                "parties.xlsx",
                                "Entries",
                                "CN_CONTROL-2025-01-001",
                                Map.of("key", "CN_CONTROL-2026-99-001", "name en", unlisted(kjar, folder)))
                        .kjar());
    }

    /** A foreign party of the sample that no list names: what the draft lists. */
    private static String unlisted(byte[] kjar, Path folder) throws IOException {
        PartyScreening screening = Guanka.load(kjar).ruleset().screening();
        for (String line : Files.readAllLines(folder.resolve("parties.ndjson"))) {
            JsonNode party = new ObjectMapper().readTree(line);
            String name = party.path("name").asText();
            String country = party.path("country").asText("CN");
            if (!country.equals("CN")
                    && screening.match(List.of(name), country, Map.of()).isEmpty()) {
                return name;
            }
        }
        throw new IllegalStateException("every party of the sample is listed");
    }
}
