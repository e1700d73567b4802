package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Determination.CodeCandidate;
import guanka.facts.Determination.MissingFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The question for a code names the codes that may be meant")
class SuggestionsTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final String CODES = "/lines/0/controlCodes";

    /** A line that nobody has classified. */
    private static final String OPEN = """
            {"exportDate": "2026-11-20", "exportFrom": "CN", "destination": "DE",
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "form": "MAGNET", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]}""";

    private static Determination answer(Map<String, ?> facts) {
        return Answers.of(RULESET, OPEN, facts);
    }

    private static MissingFact question(Determination answer) {
        return answer.missing().stream()
                .filter(missing -> missing.fact().equals(CODES))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("by the words of its description, for each jurisdiction, with what suggests them")
    void byWords() {
        List<CodeCandidate> candidates = question(
                        answer(Map.of("/lines/0/description", "NdFeB magnet with dysprosium")))
                .candidates();
        CodeCandidate first = candidates.get(0);
        assertEquals("CN:1C905.a.4", first.code());
        assertEquals("CN", first.jurisdiction());
        assertTrue(first.grounds().contains("WORDS"), first.grounds().toString());
        assertTrue(
                candidates.stream().filter(c -> c.jurisdiction().equals("CN")).count() <= 5);
    }

    @Test
    void byItsCustomsCode() {
        CodeCandidate first = question(answer(Map.of("/lines/0/hsCode", "2805301200")))
                .candidates()
                .get(0);
        assertEquals("CN:1C905.a.1", first.code());
        assertEquals("HS_CODE", first.grounds().get(0));
    }

    @Test
    @DisplayName("for the jurisdiction alone in which it is not classified")
    void classifiedInOneJurisdiction() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("/lines/0/description", "unmanned aerial vehicle");
        facts.put("/lines/0/controlCodes", List.of("CN:NONE"));
        answer(facts).missing().stream()
                .filter(missing -> missing.candidates() != null)
                .flatMap(missing -> missing.candidates().stream())
                .forEach(candidate -> assertEquals("US", candidate.jurisdiction()));
    }

    @Test
    void whatIsNotDescribedHasNoCandidates() {
        assertNull(question(answer(Map.of())).candidates());
        assertNull(question(answer(Map.of("/lines/0/description", "qwertz"))).candidates());
    }

    @Test
    @DisplayName("and moves nothing else: the answer without candidates is the answer without a description")
    void movesNothing() {
        Determination described = answer(Map.of("/lines/0/description", "dysprosium magnet"));
        Determination plain = answer(Map.of());
        assertEquals(plain.outcome(), described.outcome());
        assertEquals(plain.range(), described.range());
        assertEquals(plain.findings(), described.findings());
        assertEquals(
                plain.missing(),
                described.missing().stream()
                        .map(missing -> new MissingFact(missing.fact(), missing.provisions(), missing.question(), null))
                        .toList());
    }

    @Test
    @DisplayName("of the days of the shipment: the same facts give the same candidates")
    void sameFactsSameCandidates() {
        Map<String, ?> facts = Map.of("/lines/0/description", "烧结钕铁硼磁钢");
        assertEquals(question(answer(facts)), question(answer(facts)));
    }
}
