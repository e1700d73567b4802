package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Effect;
import guanka.facts.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The facts of the cases of both jurisdictions: one is taken away, or one that is asked for is given. */
@DisplayName("Facts of the cases")
class FactsOfCasesTest {

    /**
     * Facts of which absence says nothing. Not among them: what must be claimed ({@code claims}, {@code publicDomain}), what the
     * caller has looked into, and facts that by their law are only asked about where they are told ({@code usNexus}, by 744.6)
     * or where nothing is classified ({@code hsCode}).
     */
    private static final Set<String> SILENT = Set.of(
            "military",
            "country",
            "headquarters",
            "parentHeadquarters",
            "percent",
            "ownership",
            "purposes",
            "logicNodeNm",
            "memoryLayers",
            "facilityCountry",
            "content",
            "technologies",
            "origin",
            "value",
            "directProductOfUsTechnology",
            "controlCodes",
            "computing",
            "rates",
            "totalProcessingPerformance",
            "performanceDensity",
            "applicableDieAreaMm2",
            "nonPlanar",
            "designedOrMarketedForDatacenters",
            "memoryBandwidthGBs",
            "ioBandwidthGBs",
            "hbm",
            "bandwidthGBs",
            "areaMm2",
            "copackagedWithProcessor");

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Decisions decisions;
    private static ShipmentReader reader;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        reader = new ShipmentReader(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static Determination decide(JsonNode shipment) {
        try {
            return decisions.decide(reader.read(JSON.writeValueAsBytes(shipment)));
        } catch (RefusedShipment e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFactTakenAwayLeavesTheAnswerInsideTheRange() {
        List<String> outside = new ArrayList<>();
        TestRuleset.each(1, random -> {
            for (JsonNode one : TestRuleset.cases()) {
                Determination told = decide(one.path("shipment"));
                List<String> silent = new ArrayList<>();
                silentFacts(one.path("shipment"), "", silent);
                if (told == null || silent.isEmpty() || contradicts(told)) {
                    continue;
                }
                String fact = silent.get(random.nextInt(silent.size()));
                Determination without = decide(without(one.path("shipment"), fact));
                if (without != null) {
                    told.jurisdictions().forEach(answer -> {
                        Determination.Range range = without.jurisdictions().stream()
                                .filter(other -> other.jurisdiction().equals(answer.jurisdiction()))
                                .findFirst()
                                .orElseThrow()
                                .range();
                        if (rank(range.atLeast()) > rank(answer.range().atLeast())
                                || rank(range.atMost()) < rank(answer.range().atMost())) {
                            outside.add(one.path("id").asText() + " without " + fact + ": " + answer.range()
                                    + " is not in " + range);
                        }
                    });
                }
            }
        });
        assertEquals(List.of(), outside);
    }

    @Test
    void aFactThatIsAskedForIsNotAskedAgainOnceItIsGiven() {
        List<String> askedAgain = new ArrayList<>();
        Map<String, Integer> given = new HashMap<>();
        for (JsonNode one : TestRuleset.cases()) {
            Determination told = decide(one.path("shipment"));
            if (told == null || contradicts(told)) {
                continue;
            }
            for (Determination.MissingFact missing : told.missing()) {
                JsonNode value = answer(missing, one.path("shipment"));
                if (value == null) {
                    continue;
                }
                JsonNode with = with(one.path("shipment"), missing.fact(), value);
                Determination then = decide(with);
                if (then == null) {
                    continue;
                }
                given.merge(missing.fact().replaceAll("/\\d+", "/*"), 1, Integer::sum);
                boolean again = then.missing().stream()
                        .anyMatch(other -> other.fact().equals(missing.fact())
                                && other.provisions().equals(missing.provisions()));
                if (again) {
                    askedAgain.add(
                            one.path("id").asText() + " asks for " + missing.fact() + " although it is " + value);
                }
            }
        }
        assertEquals(List.of(), askedAgain);
        assertTrue(given.size() >= 12, given::toString);
    }

    private static int rank(String outcome) {
        return Outcome.valueOf(outcome).ordinal();
    }

    /** Of facts that contradict each other taking one away settles what both left open. */
    private static boolean contradicts(Determination told) {
        return told.findings().stream().anyMatch(finding -> finding.effect().equals(Effect.CONTRADICTION.name()));
    }

    private static void silentFacts(JsonNode node, String at, List<String> to) {
        if (node.isObject()) {
            node.fields().forEachRemaining(field -> {
                String pointer = at + "/" + field.getKey();
                if (SILENT.contains(field.getKey()) && !field.getValue().isNull()) {
                    to.add(pointer);
                }
                silentFacts(field.getValue(), pointer, to);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                silentFacts(node.get(i), at + "/" + i, to);
            }
        }
    }

    private static JsonNode without(JsonNode shipment, String pointer) {
        JsonNode copy = shipment.deepCopy();
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) copy.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));
        return copy;
    }

    /** What a person could answer; null for facts of many forms, which other tests fill in. */
    private static JsonNode answer(Determination.MissingFact missing, JsonNode shipment) {
        String name = missing.fact().substring(missing.fact().lastIndexOf('/') + 1);
        return switch (name) {
            case "assertions" -> {
                // of several provisions that ask, the first is the one that is not modelled
                ArrayNode all = shipment.path("assertions").isArray()
                        ? shipment.path("assertions").deepCopy()
                        : JSON.createArrayNode();
                all.addObject()
                        .put("provision", missing.provisions().get(0))
                        .put("applies", false)
                        .put("by", "an engineer")
                        .put("reason", "looked into");
                yield all;
            }
            case "hsCode" -> JSON.getNodeFactory().textNode("8471300000");
            case "military",
                    "directProductOfUsTechnology",
                    "subjectToEar",
                    "usNexus",
                    "designedOrMarketedForDatacenters" -> JSON.getNodeFactory().booleanNode(false);
            case "country", "headquarters", "parentHeadquarters", "facilityCountry", "exportFrom" ->
                JSON.getNodeFactory().textNode("DE");
            case "percent" ->
                missing.fact().startsWith("/ownership") ? JSON.getNodeFactory().textNode("10") : null;
            case "ownership" -> JSON.createArrayNode();
            case "logicNodeNm" -> JSON.getNodeFactory().textNode("28");
            case "memoryLayers" -> JSON.getNodeFactory().numberNode(64);
            case "content", "technologies" -> JSON.createArrayNode();
            case "memoryBandwidthGBs", "ioBandwidthGBs" -> JSON.getNodeFactory().textNode("1");
            case "notListedOn" -> {
                ArrayNode lists = JSON.createArrayNode();
                TestRuleset.get().vocabulary("lists").forEach(lists::add);
                yield lists;
            }
            default -> null;
        };
    }

    private static JsonNode with(JsonNode shipment, String pointer, JsonNode value) {
        JsonNode copy = shipment.deepCopy();
        int last = pointer.lastIndexOf('/');
        String above = pointer.substring(0, last);
        if (copy.at(above).isMissingNode() || copy.at(above).isNull()) {
            ((ObjectNode) copy.at(above.substring(0, above.lastIndexOf('/'))))
                    .putObject(above.substring(above.lastIndexOf('/') + 1));
        }
        ObjectNode on = (ObjectNode) copy.at(above);
        on.set(pointer.substring(last + 1), value);
        if (pointer.endsWith("/percent")) {
            on.remove(List.of("percentAtLeast", "percentMoreThan", "percentAtMost", "percentLessThan"));
        }
        if (pointer.endsWith("/notListedOn")) {
            on.set(
                    "screenedOn",
                    JSON.getNodeFactory()
                            .textNode(shipment.path("exportDate").asText().substring(0, 10)));
        }
        return copy;
    }
}
