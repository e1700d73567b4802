package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.TestRuleset;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Determination.ConditionAnswer;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Shipment;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Given a shipment, when the full explanation is asked for, then each condition stands with its verdict and near misses are told. */
@DisplayName("A full explanation")
class ExplanationTest {

    private static Decisions decisions;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static Shipment shipment(String id) {
        return new ShipmentReader(decisions.ruleset()).read(TestRuleset.shipment(id));
    }

    private static FindingAnswer finding(Determination of, String provision, String effect) {
        return of.findings().stream()
                .filter(f -> f.provision().equals(provision) && f.effect().equals(effect))
                .findFirst()
                .orElseThrow();
    }

    private static ConditionAnswer condition(FindingAnswer of, String name) {
        return of.conditions().stream()
                .filter(c -> c.condition().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theShareStandsWithTheRowOfItsThreshold() {
        ConditionAnswer share = condition(
                finding(decisions.explain(shipment("cn61-11-exact")), "CN-2025-61/1.1", "LICENSE_REQUIRED"),
                "value share");
        assertEquals("0.1", share.wanted());
        assertEquals("0.1", share.actual());
        assertEquals("TRUE", share.verdict());
        assertTrue(share.cell().matches("provisions\\.xlsx!Shares!row \\d+"), share::cell);
    }

    @Test
    void whatIsUnknownIsSaidToBeUnknown() {
        FindingAnswer open = finding(decisions.explain(shipment("cn1-unknown")), "CN-2026-1", "UNKNOWN");
        assertEquals("UNKNOWN", condition(open, "military user").verdict());
        assertEquals("TRUE", condition(open, "there").verdict());
    }

    @Test
    void anExemptionThatMissesByThePurposeAloneIsNearlyOne() {
        FindingAnswer nearly = finding(decisions.explain(shipment("cn61-11-exact")), "CN-2025-61/5", "NEARLY");
        assertEquals(
                List.of("purposes"),
                nearly.conditions().stream()
                        .filter(c -> c.verdict().equals("FALSE"))
                        .map(ConditionAnswer::condition)
                        .toList());
        assertTrue(nearly.conditions().stream().noneMatch(c -> c.verdict().equals("UNKNOWN")));
    }

    @Test
    void whereTheShipmentEndsElsewhereNothingIsNearlyApplied() {
        decisions.explain(shipment("cn1-unknown")).findings().stream()
                .filter(f -> f.effect().equals("NEARLY"))
                .forEach(f -> assertTrue(!f.provision().startsWith("CN-2024-46"), f::id));
    }

    @Test
    void withoutTheExplanationNoConditionsAreTold() {
        decisions.decide(shipment("cn61-11-exact")).findings().forEach(f -> {
            assertNull(f.conditions(), f::id);
            assertTrue(!f.effect().equals("NEARLY"), f::id);
        });
    }

    /** Over all cases: near misses and conditions aside, the explained answer is the answer. */
    @Test
    void anExplanationChangesNothingElse() {
        var reader = new ShipmentReader(TestRuleset.get());
        for (JsonNode one : TestRuleset.cases()) {
            Shipment shipment;
            try {
                shipment = reader.read(one.path("shipment"));
            } catch (RefusedShipment refused) {
                continue;
            }
            Determination explained = decisions.explain(shipment);
            explained.findings().stream()
                    .filter(f -> f.effect().equals("NEARLY"))
                    .forEach(f -> {
                        assertEquals(
                                1,
                                f.conditions().stream()
                                        .filter(c -> c.verdict().equals("FALSE"))
                                        .count(),
                                one.path("id").asText() + " " + f.id());
                        assertTrue(
                                f.conditions().stream()
                                        .noneMatch(c -> c.verdict().equals("UNKNOWN")),
                                one.path("id").asText() + " " + f.id());
                    });
            assertEquals(
                    decisions.decide(shipment), bare(explained), one.path("id").asText());
        }
    }

    private static Determination bare(Determination of) {
        List<FindingAnswer> findings = of.findings().stream()
                .filter(f -> !f.effect().equals("NEARLY"))
                .map(f -> new FindingAnswer(
                        f.id(),
                        f.provision(),
                        f.jurisdiction(),
                        f.effect(),
                        f.line(),
                        f.party(),
                        f.wouldBe(),
                        f.because(),
                        f.source(),
                        f.citation(),
                        f.text(),
                        f.clearance(),
                        null))
                .toList();
        return new Determination(
                of.id(),
                of.reference(),
                of.outcome(),
                of.reviewPolicy(),
                of.range(),
                of.reviewPolicyRange(),
                of.jurisdictions(),
                of.lines(),
                findings,
                of.missing(),
                of.readings(),
                of.obligations(),
                of.ruleset(),
                of.asOf(),
                of.evaluatedAt(),
                of.coverage(),
                of.lists(),
                of.holds(),
                of.authorities(),
                of.references(),
                of.extensions());
    }
}
