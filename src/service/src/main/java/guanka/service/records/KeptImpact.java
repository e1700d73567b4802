package guanka.service.records;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.records.DamagedRecord;
import guanka.records.DeterminationLog;
import guanka.records.RulesetArchive;
import guanka.records.StoredDetermination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The report of an impact as it is kept with a version: of a recorded shipment it names the record and no party. Names stand in the
 * record alone, where an erasure finds them, and are looked up whenever the report is shown.
 */
public final class KeptImpact {

    /** Name under which the impact of a version on everything is kept. */
    public static final String NAME = "impact";

    /** Bytes of records that are read for one look at a report; names beyond that are left out. */
    private static final long READ_MAX = 64L << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private KeptImpact() {}

    /** A report without names; the same bytes where it has none. */
    public static byte[] nameless(byte[] report) {
        JsonNode read = tree(report);
        JsonNode left = nameless(read.deepCopy());
        return left.equals(read) ? report : bytes(left);
    }

    private static JsonNode nameless(JsonNode report) {
        report.path("flips").forEach(flip -> {
            if (isOfRecord(flip) && flip.has("parties")) {
                ((ObjectNode) flip).putArray("parties");
            }
        });
        if (report.has("byParty")) {
            ((ObjectNode) report).putArray("byParty");
        }
        return report;
    }

    /** A kept report with the names that the records still have, and how often each stands in the flips that it lists. */
    public static byte[] shown(byte[] kept, DeterminationLog log) {
        JsonNode report = nameless(tree(kept));
        Map<String, long[]> counts = new TreeMap<>();
        long read = 0;
        for (JsonNode flip : report.path("flips")) {
            if (isOfRecord(flip) && read < READ_MAX) {
                StoredDetermination record = find(flip.path("id").asText(), log);
                if (record != null && record.facts() != null) {
                    read += record.facts().length + record.answer().length;
                    ArrayNode parties = ((ObjectNode) flip).putArray("parties");
                    names(record.facts()).forEach(parties::add);
                }
            }
            for (JsonNode party : flip.path("parties")) {
                long[] count = counts.computeIfAbsent(party.asText(), x -> new long[2]);
                count[0]++;
                count[1] += flip.path("direction").asText().equals("MILDER") ? 1 : 0;
            }
        }
        ArrayNode byParty = ((ObjectNode) report).putArray("byParty");
        counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, long[]>>comparingLong(one -> -one.getValue()[0])
                        .thenComparing(Map.Entry::getKey))
                .forEach(one -> byParty.addObject()
                        .put("name", one.getKey())
                        .put("count", one.getValue()[0])
                        .put("milder", one.getValue()[1]));
        return bytes(report);
    }

    /** Takes the names out of reports that an earlier version kept with them. */
    static void forget(RulesetArchive rulesets) {
        rulesets.list()
                .forEach(version -> rulesets.attachment(version.version(), NAME).ifPresent(report -> {
                    byte[] nameless = nameless(report);
                    if (nameless != report) {
                        rulesets.attach(version.version(), NAME, nameless);
                    }
                }));
    }

    private static boolean isOfRecord(JsonNode flip) {
        return flip.path("kind").asText().equals("RECORD");
    }

    /** Null where there is none that is what was written: its names are not handed out. */
    private static StoredDetermination find(String id, DeterminationLog log) {
        try {
            return log.find(UUID.fromString(id)).orElse(null);
        } catch (DamagedRecord | IllegalArgumentException unknown) {
            return null;
        }
    }

    private static Set<String> names(byte[] facts) {
        Set<String> names = new TreeSet<>();
        tree(facts).path("parties").forEach(party -> {
            if (party.path("name").isTextual()) {
                names.add(party.path("name").textValue());
            }
        });
        return names;
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("what is kept is no JSON", e);
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
