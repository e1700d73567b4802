package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An analyst changes the law by editing a cell: no rule and no Java is touched, and the decision moves. */
@DisplayName("A cell changes the law")
class AnalystEditsTest {

    private static Determination decide(Ruleset ruleset, String caseId, String exportDate) {
        try (var decisions = new Decisions(ruleset)) {
            ObjectNode shipment = TestRuleset.shipment(caseId).deepCopy();
            if (exportDate != null) {
                shipment.put("exportDate", exportDate);
            }
            return decisions.decide(new ShipmentReader(ruleset).read(shipment));
        }
    }

    private static void flips(String caseId, String exportDate, String before, String after, EditedRuleset edited)
            throws IOException {
        assertEquals(before, summary(decide(TestRuleset.get(), caseId, exportDate)), "before the edit");
        assertEquals(after, summary(decide(edited.load(), caseId, exportDate)), "after the edit");
    }

    private static String summary(Determination answer) {
        return answer.outcome() + (answer.reviewPolicy() == null ? "" : " " + answer.reviewPolicy());
    }

    @Test
    void aHigherMinimumShareFreesTheMagnetAtExactlyTheOldOne() throws IOException {
        flips(
                "cn61-11-exact",
                null,
                "LICENSE_REQUIRED ROUTINE",
                "NO_LICENSE_REQUIRED",
                new EditedRuleset().cell("provisions.xlsx", "Shares", "CN-2025-61/1.1", "threshold percent", "0.2"));
    }

    @Test
    void aLongerPauseOfAnnouncement61SuspendsTheLicense() throws IOException {
        flips(
                "cn61-13-magnet",
                "2026-12-01",
                "LICENSE_REQUIRED ROUTINE",
                "NO_LICENSE_REQUIRED",
                new EditedRuleset()
                        .cell("provisions.xlsx", "Calendar", "CN-2025-70.b", "to", "2027-01-10")
                        .cell("provisions.xlsx", "Calendar", "CN-2025-70.c", "from", "2027-01-11"));
    }

    @Test
    void anEndedListEntryNoLongerBars() throws IOException {
        String entry = TestRuleset.get().rows(guanka.facts.rows.ListEntry.class).stream()
                .filter(e -> e.name().en().startsWith("MP Materials"))
                .findFirst()
                .orElseThrow()
                .key();
        flips(
                "cl-third-2026",
                null,
                "PROHIBITED",
                "NO_LICENSE_REQUIRED",
                new EditedRuleset().cell("parties.xlsx", "Entries", entry, "until", "2026-06-30"));
    }

    @Test
    void aReviewPolicyIsACell() throws IOException {
        flips(
                "cn61-4-14nm",
                null,
                "LICENSE_REQUIRED CASE_BY_CASE",
                "LICENSE_REQUIRED STRICT_REVIEW",
                new EditedRuleset().cell("provisions.xlsx", "Provisions", "CN-2025-61/4", "effect", "STRICT_REVIEW"));
    }

    @Test
    void aDeadlineIsACell() throws IOException {
        String key = TestRuleset.get().rows(guanka.facts.rows.Obligation.class).stream()
                .filter(o -> o.provision().equals("CN-2025-61/5") && o.due() != null)
                .findFirst()
                .orElseThrow()
                .key();
        var edited = new EditedRuleset().cell("provisions.xlsx", "Obligations", key, "due", "1");
        assertEquals("2025-11-03", due(decide(TestRuleset.get(), "cn61-5-medical", null)));
        assertEquals("2025-10-21", due(decide(edited.load(), "cn61-5-medical", null)));
    }

    private static String due(Determination answer) {
        return answer.obligations().stream()
                .filter(o -> o.due() != null)
                .findFirst()
                .orElseThrow()
                .due()
                .toString();
    }

    @Test
    void everyMistakeIsNamedByWorkbookSheetAndCellAndNothingIsLoaded() throws IOException {
        var edited = new EditedRuleset()
                .cell("provisions.xlsx", "Shares", "CN-2025-61/1.1", "threshold percent", "0,1")
                .cell("provisions.xlsx", "Calendar", "CN-2025-70.c", "from", "2026-11-31")
                .cell("provisions.xlsx", "Provisions", "CN-2025-61/4", "effect", "CASE_BY_CASES");
        List<String> reasons = assertThrows(RefusedRuleset.class, edited::load).reasons();
        for (String place :
                List.of("provisions.xlsx!Shares!C", "provisions.xlsx!Calendar!D", "provisions.xlsx!Provisions!E")) {
            assertTrue(reasons.stream().anyMatch(r -> r.startsWith(place)), place + " in " + reasons);
        }
    }
}
