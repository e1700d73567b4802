package guanka.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.facts.rows.ShareNumerator;
import guanka.workbench.replay.RowCoverage.SheetCoverage;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which rows a case reaches")
class RowCoverageTest {

    private static Decisions decisions;

    @BeforeAll
    static void load() {
        decisions = new Decisions(TestRuleset.get());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static SheetCoverage of(String caseId, String sheet) {
        var coverage = new RowCoverage(TestRuleset.get());
        Case one = new Replay(decisions)
                .cases().stream().filter(c -> c.id().equals(caseId)).findFirst().orElseThrow();
        coverage.add(decisions.trace(new ShipmentReader(TestRuleset.get()).read(one.shipment())));
        return coverage.sheets().stream()
                .filter(s -> s.sheet().equals(sheet))
                .findFirst()
                .orElseThrow();
    }

    private static void reaches(String caseId, String sheet, String key) {
        SheetCoverage coverage = of(caseId, sheet);
        assertFalse(coverage.missed().contains(key), () -> key + " is not reached");
        assertTrue(coverage.reached() > 0, coverage::toString);
    }

    @Test
    void theThresholdAndWhatCountsIntoTheShare() {
        reaches("cn61-11-exact", "Shares", "CN-2025-61/1.1");
        reaches("cn61-11-exact", "Share numerators", "CN-2025-61/1.1/EMBEDDED/A1.1");
        assertEquals(
                List.of("CN-2025-61/1.1/PART_1_ONLY/A1.1"),
                of("cn61-11-exact", "Share numerators").missed().stream()
                        .filter(key -> key.startsWith("CN-") && !key.endsWith("EMBEDDED/A1.2"))
                        .toList());
    }

    @Test
    void noNumeratorOfALawThatIsNotAskedFor() {
        var missed = of("cn61-11-exact", "Share numerators").missed();
        List<String> others = TestRuleset.get().rows(ShareNumerator.class).stream()
                .map(ShareNumerator::key)
                .filter(key -> key.startsWith("US-"))
                .toList();
        assertFalse(others.isEmpty());
        assertTrue(missed.containsAll(others), missed::toString);
    }

    @Test
    void theListsThatCountForAnOwner() {
        reaches("cn61-2-50", "Counting lists", "CN-2025-61/2/CN_CONTROL");
        reaches("cn61-2-50", "Ownership", "CN-2025-61/2/SUM-TIERS");
    }

    @Test
    void theRoleInWhichAPartyReceives() {
        reaches("cn61-2-50", "Role groups", "RECIPIENT/CONSIGNEE");
        reaches("cn61-2-50", "Role groups", "RECIPIENT/END_USER");
        assertTrue(of("cn61-2-50", "Role groups").missed().contains("RECIPIENT/PURCHASER"));
    }

    @Test
    void theDutyThatComesWithAnExemption() {
        reaches("cn61-5-medical", "Obligations", "CN-2025-61/5.report");
        assertTrue(of("cn61-2-50", "Obligations").missed().contains("CN-2025-61/5.report"));
    }

    @Test
    void theLimitBeforeWhichAnExemptionGivesWay() {
        reaches("cn61-5-military", "Exemption limits", "CN-2025-61/5/CN-2025-61/2");
        assertEquals(0, of("cn61-2-50", "Exemption limits").reached());
    }
}
