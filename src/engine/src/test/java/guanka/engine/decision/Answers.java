package guanka.engine.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Answers to shipments in JSON, of which single facts are changed. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Ruleset, Decisions> DECISIONS = new WeakHashMap<>();
    private static final Map<Ruleset, ShipmentReader> READERS = new WeakHashMap<>();

    private Answers() {}

    /** @param facts JSON Pointer to a value, or to null for a fact that is taken away */
    static Determination of(Ruleset ruleset, String shipment, Map<String, ?> facts) {
        return decisions(ruleset).decide(reader(ruleset).read(tree(shipment, facts)));
    }

    private static synchronized ShipmentReader reader(Ruleset ruleset) {
        return READERS.computeIfAbsent(ruleset, ShipmentReader::new);
    }

    static synchronized Decisions decisions(Ruleset ruleset) {
        return DECISIONS.computeIfAbsent(ruleset, Decisions::new);
    }

    static JsonNode tree(String shipment, Map<String, ?> facts) {
        try {
            JsonNode tree = JSON.readTree(shipment);
            facts.forEach((pointer, value) -> {
                int last = pointer.lastIndexOf('/');
                JsonNode parent = tree.at(pointer.substring(0, last));
                String name = pointer.substring(last + 1);
                if (parent instanceof ArrayNode list) {
                    list.set(Integer.parseInt(name), JSON.valueToTree(value));
                } else {
                    ((ObjectNode) parent).set(name, JSON.valueToTree(value));
                }
            });
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> missing(Determination answer) {
        return answer.missing().stream().map(Determination.MissingFact::fact).toList();
    }

    static boolean tells(Determination answer, String provision, String effect) {
        return answer.findings().stream()
                .anyMatch(f -> f.provision().equals(provision) && f.effect().equals(effect));
    }

    static String range(Determination answer) {
        return answer.range().atLeast() + ".." + answer.range().atMost();
    }
}
