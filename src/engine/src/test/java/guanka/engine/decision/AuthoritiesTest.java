package guanka.engine.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Determination.AuthorityAnswer;
import guanka.facts.Determination.Hold;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each requirement names the authority that grants or refuses it")
class AuthoritiesTest {

    private static final String MAGNETS = """
            {"exportDate": "DAY", "exportFrom": "CN", "destination": "DE", "jurisdictions": ["CN"],
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": ["ITEM"], "form": "MATERIAL", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]}""";

    private static Determination decide(Ruleset ruleset, String text) {
        return new Decisions(ruleset).decide(new ShipmentReader(ruleset).read(text.getBytes(UTF_8)));
    }

    private static Determination decide(String text) {
        return decide(TestRuleset.get(), text);
    }

    private static String magnets(String day) {
        return MAGNETS.replace("DAY", day).replace("ITEM", "1C905.a.4");
    }

    @Test
    @DisplayName("with where to apply, the documents and the time of the decision, as they are on that day")
    void application() {
        Determination answer = decide(magnets("2025-12-01"));

        Hold hold = answer.holds().get(0);
        assertEquals("LICENSE CN_MOFCOM", hold.code() + " " + hold.authority());
        AuthorityAnswer authority = answer.authorities().get(0);
        assertEquals("CN_MOFCOM", authority.authority());
        assertEquals("商务部", authority.name().zh());
        assertTrue(authority.documents().contains("END_USER_CERTIFICATE"), authority.toString());
        assertEquals(
                "45 WORKING_DAYS",
                authority.leadTime().days() + " " + authority.leadTime().countedIn());
    }

    @Test
    @DisplayName("what the tables do not tell is left out, and made up by nobody")
    void silent() {
        Determination answer = decide(magnets("2024-10-20").replace("1C905.a.4", "CN:1C108.b"));
        assertEquals("CN_MOFCOM", answer.holds().get(0).authority());
        answer.authorities().forEach(authority -> {
            assertNull(authority.address());
            assertNull(authority.documents());
            assertNull(authority.leadTime());
        });
    }

    @Test
    @DisplayName("one that its row names goes before that of all other laws; without rows nobody is named")
    void closest() throws IOException {
        Ruleset edited = new EditedRuleset()
                .copy(
                        "provisions.xlsx",
                        "Authorities",
                        "CN_MOFCOM/2024-12",
                        Map.of("key", "US_BIS/cn", "authority", "US_BIS", "laws", "CN-2025-18", "to", "2025-12-31"))
                .cell("provisions.xlsx", "Authorities", "US_BIS", "from", "2026-01-01")
                .load();
        assertEquals(
                "US_BIS", decide(edited, magnets("2025-12-01")).holds().get(0).authority());
        assertEquals(
                "CN_MOFCOM",
                decide(edited, magnets("2026-12-01")).holds().get(0).authority());
        assertEquals(
                0,
                decide(magnets("2025-12-01").replace("1C905.a.4", "CN:NONE"))
                        .authorities()
                        .size());
    }
}
