package guanka.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.Guanka;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Shipment;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * An archive to try things on: the shipments of the ruleset's cases over and over, each with a reference, an export date and values of
 * its own, and the parties of them. The same size gives the same bytes. One party has a third of all shipments, as archives do.
 */
final class Samples {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Export dates lie within so many days about that of the case. */
    private static final int DAYS = 200;

    private Samples() {}

    /** Writes {@code shipments.ndjson} and {@code parties.ndjson}. */
    static void write(Guanka guanka, Path folder, int shipments, boolean packed) throws IOException {
        List<ObjectNode> cases = cases(guanka);
        Files.createDirectories(folder);
        String ending = packed ? ".ndjson.gz" : ".ndjson";
        var parties = new TreeMap<String, JsonNode>();
        try (Writer out = open(folder.resolve("shipments" + ending), packed)) {
            var random = new Random(61);
            for (int i = 0; i < shipments; i++) {
                ObjectNode one =
                        cases.get(i % 3 == 0 ? 0 : random.nextInt(cases.size())).deepCopy();
                vary(one, i, random);
                for (JsonNode party : one.path("parties")) {
                    parties.putIfAbsent(party.path("name").asText(), party);
                }
                out.write(JSON.writeValueAsString(one));
                out.write('\n');
            }
        }
        try (Writer out = open(folder.resolve("parties" + ending), packed)) {
            int number = 0;
            for (JsonNode party : parties.values()) {
                ObjectNode one = JSON.createObjectNode().put("id", String.format(Locale.ROOT, "P%05d", ++number));
                for (String fact : List.of("name", "aliases", "country", "kind", "address", "identifiers")) {
                    if (party.has(fact)) {
                        one.set(fact, party.get(fact));
                    }
                }
                out.write(JSON.writeValueAsString(one));
                out.write('\n');
            }
        }
    }

    private static void vary(ObjectNode shipment, int number, Random random) {
        shipment.put("reference", String.format(Locale.ROOT, "S%08d", number));
        LocalDate day = LocalDate.parse(shipment.path("exportDate").asText().substring(0, 10));
        if (random.nextInt(4) == 0 && shipment.path("exportDate").asText().length() == 10) {
            shipment.put(
                    "exportDate", day.plusDays(random.nextInt(DAYS) - DAYS / 2).toString());
        }
        for (JsonNode line : shipment.path("lines")) {
            if (line.path("value") instanceof ObjectNode value && value.has("amount") && random.nextInt(4) == 0) {
                value.put("amount", random.nextInt(1_000_000) + "." + (10 + random.nextInt(90)));
            }
        }
    }

    private static Writer open(Path file, boolean packed) throws IOException {
        var out = Files.newOutputStream(file);
        return new BufferedWriter(
                new OutputStreamWriter(packed ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8), 1 << 16);
    }

    /** Shipments of the cases that are decided; the first has a party. */
    private static List<ObjectNode> cases(Guanka guanka) throws IOException {
        List<ObjectNode> cases = new ArrayList<>();
        for (byte[] file : guanka.ruleset().cases().values()) {
            JsonNode shipment = JSON.readTree(file).path("shipment");
            try {
                Shipment read = guanka.read(JSON.writeValueAsBytes(shipment));
                if (!read.parties().isEmpty() || !cases.isEmpty()) {
                    cases.add((ObjectNode) shipment);
                }
            } catch (RefusedShipment badInput) {
                // a case of what is refused
            }
        }
        return cases;
    }
}
