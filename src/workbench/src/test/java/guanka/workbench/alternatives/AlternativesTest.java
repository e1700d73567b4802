package guanka.workbench.alternatives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import guanka.workbench.ReadOnce;
import guanka.workbench.Texts;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Given a shipment, when somebody asks what would change the answer, then single facts are named with what they would lead to. */
@DisplayName("Alternatives")
class AlternativesTest {

    private static Decisions decisions;
    private static Alternatives alternatives;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
        alternatives = new Alternatives(decisions);
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static Case published(String id) {
        return ReadOnce.published(decisions, id);
    }

    private static Shipment shipment(String id) {
        return ReadOnce.reader(decisions).read(published(id).shipment());
    }

    private static Alternative of(Answer answer, String fact, Object to) {
        return answer.alternatives().stream()
                .filter(a -> a.fact().equals(fact) && Objects.equals(String.valueOf(a.to()), String.valueOf(to)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(fact + " to " + to + " is not among " + answer.alternatives()));
    }

    @Test
    void aCentLessOfDysprosiumTakesTheMagnetBelowTheMinimumShare() {
        Answer answer = alternatives.of(shipment("cn61-11-exact"));
        Alternative less = of(answer, "/lines/0/content/0/value/amount", "12.49");
        assertEquals(new BigDecimal("12.5"), less.from());
        assertEquals("NO_LICENSE_REQUIRED", less.outcome());
        assertEquals("Shares", less.row().sheet());
        assertEquals(List.of("CN-2025-61/1.1"), less.provisions());
        assertTrue(less.milder());
        assertTrue(less.text().en().contains("12.49 USD: no license required"), less.text()::en);
    }

    @Test
    void aDysprosiumValueThatIsMissingIsSuppliedOnBothSidesOfTheThreshold() {
        Answer answer = alternatives.of(shipment("cn61-11-value-unknown"));
        assertEquals(
                "NO_LICENSE_REQUIRED",
                of(answer, "/lines/0/content/0/value", "{amount=9.99, currency=USD}")
                        .outcome());
        assertEquals(
                "LICENSE_REQUIRED",
                of(answer, "/lines/0/content/0/value", "{amount=10.00, currency=USD}")
                        .outcome());
    }

    @Test
    void aSubsidiaryHeldToExactlyHalfIsNotCaughtJustUnder() {
        Alternative under = of(alternatives.of(shipment("cn61-2-50")), "/ownership/0/percent", "49.99");
        assertEquals("LICENSE_REQUIRED", under.outcome());
        assertEquals("ROUTINE", under.reviewPolicy());
        assertEquals("Ownership", under.row().sheet());
    }

    @Test
    void onTheFirstDayOfTheSuspensionNoLicenseIsNeeded() {
        Answer answer = alternatives.of(shipment("cn61-2-50"));
        Alternative later = of(answer, "/exportDate", "2025-11-07");
        assertEquals("NO_LICENSE_REQUIRED", later.outcome());
        assertEquals("CN-2025-70.a", later.row().key());
        assertFalse(answer.nothingHelps());
    }

    @Test
    void whetherAUserIsMilitaryIsAnsweredBothWays() {
        Answer answer = alternatives.of(shipment("cn1-unknown"));
        Alternative military = of(answer, "/parties/0/military", true);
        assertNull(military.from());
        assertEquals("PROHIBITED", military.outcome());
        assertEquals(List.of("CN-2026-1"), military.provisions());
        Alternative not = of(answer, "/parties/0/military", false);
        assertEquals("LICENSE_REQUIRED", not.outcome());
        assertEquals("LICENSE_REQUIRED", not.range().atMost(), "then a prohibition is ruled out");
    }

    @Test
    void purposesThatLeadToTheSameAnswerAreToldTogether() {
        Alternative relief = of(alternatives.of(shipment("cn61-11-exact")), "/endUse/purposes", "[DISASTER_RELIEF]");
        assertEquals("EXEMPT", relief.outcome());
        assertEquals(List.of(List.of("EMERGENCY_MEDICAL"), List.of("PUBLIC_HEALTH_EMERGENCY")), relief.alike());
    }

    @Test
    void milderOutcomesComeFirst() {
        List<String> order = List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED");
        List<Integer> outcomes = alternatives.of(shipment("cn61-11-exact")).alternatives().stream()
                .map(a -> order.indexOf(a.outcome()))
                .toList();
        assertEquals(outcomes.stream().sorted().toList(), outcomes);
    }

    /** Over all cases of the kjar: no alternative is promised that does not come true, in the facts as a caller would write them. */
    @Test
    void everyAlternativeOfEveryCaseComesTrueWhenItIsApplied() {
        var reader = new ShipmentReader(TestRuleset.get());
        List<String> broken = new ArrayList<>();
        int told = 0;
        for (Case one : new Replay(decisions).cases()) {
            if (one.promise() != null) {
                continue; // the days of a promise are one shipment
            }
            Shipment shipment;
            try {
                shipment = reader.read(one.shipment());
            } catch (RefusedShipment refused) {
                continue;
            }
            Answer answer = alternatives.of(shipment);
            if (!answer.complete()) {
                broken.add(one.id() + ": the bound on work was reached");
            }
            broken.addAll(Texts.faultsIn(one.id(), answer.alternatives()));
            for (Alternative alternative : answer.alternatives()) {
                List<Object> values = new ArrayList<>();
                values.add(alternative.to());
                values.addAll(alternative.alike() == null ? List.of() : alternative.alike());
                if (alternative.row() == null) {
                    broken.add(one.id() + ": no row decides " + alternative);
                }
                for (Object value : values) {
                    told++;
                    Determination then =
                            decisions.decide(reader.read(Written.with(one.shipment(), alternative.fact(), value)));
                    if (!then.outcome().equals(alternative.outcome())
                            || !Objects.equals(then.reviewPolicy(), alternative.reviewPolicy())
                            || !then.range().equals(alternative.range())) {
                        broken.add(one.id() + ": " + alternative.fact() + " = " + value + " gives " + then.outcome()
                                + " " + then.reviewPolicy() + ", promised " + alternative);
                    }
                }
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(told > 500, "only " + told + " alternatives over all cases");
    }

    @Test
    void theOrderOfPartiesChangesNoAlternativeButItsPointer() {
        Case one = published("cn61-2-50");
        ObjectNode turned = one.shipment().deepCopy();
        List<JsonNode> parties = new ArrayList<>();
        turned.path("parties").forEach(parties::add);
        Collections.reverse(parties);
        turned.putArray("parties").addAll(parties);
        var reader = ReadOnce.reader(decisions);
        assertTrue(parties.size() > 1);
        assertEquals(
                summary(alternatives.of(reader.read(one.shipment()))), summary(alternatives.of(reader.read(turned))));
    }

    private static List<String> summary(Answer answer) {
        return answer.alternatives().stream()
                .map(a -> Map.entry(
                                a.fact().replaceAll("/parties/\\d+", "/parties/*"),
                                a.outcome() + a.reviewPolicy() + a.to())
                        .toString())
                .sorted()
                .toList();
    }
}
