package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.rows.ListEntry;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tables do not hold stays open until the caller says what closes it; what is said clears no more than it says. */
@DisplayName("An open question is closed by the fact that it asks for")
class FactsCloseQuestionsTest {

    private static final Ruleset RULESET = TestRuleset.get();

    /** An unlisted product from China to an unlisted buyer in Germany, on a day on which the Chinese lists are recent. */
    private static final String PLAIN = """
            {"exportDate": "2026-11-20", "exportFrom": "CN", "destination": "DE", "jurisdictions": ["CN"],
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": [], "form": "OTHER", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]}""";

    /** The same kind of shipment from the United States. */
    private static final String FROM_US = PLAIN.replace("\"CN\"]", "\"US\"]")
            .replace("\"exportFrom\": \"CN\"", "\"exportFrom\": \"US\", \"usNexus\": true");

    private static Determination answer(String shipment, Map<String, ?> facts) {
        return Answers.of(RULESET, shipment, facts);
    }

    private static Determination answer(String shipment, String pointer, Object value) {
        return answer(shipment, Map.of(pointer, value));
    }

    private static ListEntry listed(String list) {
        return RULESET.rows(ListEntry.class).stream()
                .filter(e -> e.list().equals(list)
                        && e.kind().equals("ORGANISATION")
                        && e.until() == null
                        && e.pause() == null
                        && e.from() != null
                        && e.name().en().length() > 15)
                .findFirst()
                .orElseThrow();
    }

    @Nested
    @DisplayName("Codes")
    class Codes {

        @Test
        void withoutCodesButSaidToBeUnlistedIsFree() {
            assertEquals("NO_LICENSE_REQUIRED", answer(PLAIN, Map.of()).outcome());
        }

        @ParameterizedTest
        @ValueSource(strings = {"CN:NONE", "NONE", "none", " cn:none"})
        void aBasketSaysThatNothingIsListed(String basket) {
            assertEquals(
                    "NO_LICENSE_REQUIRED",
                    answer(PLAIN, "/lines/0/controlCodes", List.of(basket)).outcome());
        }

        @Test
        void aBasketOfAnotherJurisdictionSaysNothing() {
            Determination said = answer(PLAIN, "/lines/0/controlCodes", List.of("EAR99"));
            assertEquals("UNDETERMINED", said.outcome());
            assertEquals(List.of("/lines/0/controlCodes", "/lines/0/hsCode"), Answers.missing(said));
        }

        @Test
        void aCodeThatNoListHoldsStaysOpen() {
            Determination said = answer(PLAIN, "/lines/0/controlCodes", List.of("5A199"));
            assertEquals("UNDETERMINED", said.outcome());
            assertTrue(Answers.missing(said).contains("/lines/0/controlCodes/0"), said::toString);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"1C905.a.1", "1c905.A.1", "1C905a1", "1c905-a-1", " 1C905 .a.1", "CN:1C905.a.1", "cn:1c905a1"
                })
        void caseBlanksAndDotsThatLeaveNoDoubtAreRead(String code) {
            Determination said = answer(PLAIN, "/lines/0/controlCodes", List.of(code));
            assertTrue(Answers.tells(said, "CN-2025-18", "LICENSE_REQUIRED"), said::toString);
            assertEquals("LICENSE_REQUIRED", said.outcome());
        }

        @ParameterizedTest
        @CsvSource({
            "1C9O5.a.1, unknown-control-code",
            "XX:1C905.a.1, unknown-jurisdiction",
            "magnet, unknown-control-code"
        })
        void whatIsLeftInDoubtIsRefusedAtItsPlace(String code, String mistake) {
            var refused = assertThrows(
                    RefusedShipment.class, () -> answer(PLAIN, "/lines/0/controlCodes", List.of("3C001", code)));
            assertEquals(
                    List.of("/lines/0/controlCodes/1 " + mistake),
                    refused.mistakes().stream()
                            .map(m -> m.pointer() + " " + m.code())
                            .toList());
        }

        @Test
        void theNearestCodesAreNamed() {
            var refused = assertThrows(
                    RefusedShipment.class, () -> answer(PLAIN, "/lines/0/controlCodes", List.of("1C9O5.a.1")));
            assertTrue(
                    refused.mistakes().get(0).message().en().contains("1C905.a.1"),
                    () -> refused.mistakes().get(0).message().en());
        }
    }

    @Nested
    @DisplayName("Assertions")
    class Assertions {

        /** A code that these tables do not hold, before the unified list: what earlier lists said of it is known to be law and not modelled. */
        private static final Map<String, ?> BEFORE_THE_LIST =
                Map.of("/exportDate", "2024-03-01", "/lines/0/controlCodes", List.of("CN:5A199"));

        private static Determination said(boolean... applies) {
            Map<String, Object> facts = new HashMap<>(BEFORE_THE_LIST);
            if (applies.length > 0) {
                facts.put("/assertions", List.of(Map.of("provision", "CN-ECL", "applies", applies[0])));
            }
            return answer(PLAIN, facts);
        }

        @Test
        void whatIsNotModelledKeepsTheAnswerOpenAndIsAskedAbout() {
            Determination open = said();
            assertTrue(Answers.tells(open, "CN-ECL", "NOT_MODELLED"), open::toString);
            assertEquals("NO_LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(open));
            assertTrue(Answers.missing(open).contains("/assertions"), open::toString);
        }

        @Test
        void thatItDoesNotApplyClosesIt() {
            Determination closed = said(false);
            assertFalse(Answers.tells(closed, "CN-ECL", "NOT_MODELLED"), closed::toString);
            assertFalse(Answers.missing(closed).contains("/assertions"), closed::toString);
        }

        @Test
        void thatItAppliesRequiresWhatItRequiresAtMost() {
            Determination applies = answer(
                    FROM_US,
                    Map.of(
                            "/destination",
                            "CU",
                            "/parties/0/country",
                            "CU",
                            "/lines/0/controlCodes",
                            List.of("EAR99"),
                            "/assertions",
                            List.of(Map.of("provision", "US-OFAC/COUNTRY", "applies", true))));
            assertEquals("PROHIBITED", applies.outcome());
            assertTrue(Answers.tells(applies, "US-OFAC/COUNTRY", "PROHIBITED"), applies::toString);
        }

        @Test
        void whileAnItemIsNotClassifiedNobodyAsksWhatOnlyItsCodeBringsUp() {
            Map<String, Object> unclassified = new HashMap<>();
            unclassified.put("/lines/0/controlCodes", null);
            Determination open = answer(FROM_US, unclassified);
            assertTrue(Answers.tells(open, "US-EAR/734.3-b", "NOT_MODELLED"), open::toString);
            assertTrue(Answers.missing(open).contains("/lines/0/controlCodes"), open::toString);
            assertFalse(Answers.missing(open).contains("/assertions"), open::toString);

            // whatever is asserted, the code alone decides
            for (boolean applies : new boolean[] {true, false}) {
                Map<String, Object> asserted = new HashMap<>(unclassified);
                asserted.put("/assertions", List.of(Map.of("provision", "US-EAR/734.3-b", "applies", applies)));
                assertEquals(Answers.range(open), Answers.range(answer(FROM_US, asserted)));
            }
            Determination pointer = answer(FROM_US, "/lines/0/controlCodes", List.of("0A002"));
            assertTrue(Answers.missing(pointer).contains("/assertions"), pointer::toString);
        }

        @Test
        void aProvisionThatIsModelledCannotBeAssertedAway() {
            var refused = assertThrows(
                    RefusedShipment.class,
                    () -> answer(PLAIN, "/assertions", List.of(Map.of("provision", "CN-2026-1", "applies", false))));
            assertEquals("/assertions/0/provision", refused.mistakes().get(0).pointer());
        }
    }

    @Nested
    @DisplayName("Parties")
    class OfParties {

        private final ListEntry entry = listed("CN_CONTROL");

        private Determination named(Map<String, ?> more) {
            Map<String, Object> facts = new HashMap<>(more);
            facts.putIfAbsent("/parties/0/name", entry.name().en());
            facts.putIfAbsent("/parties/0/country", entry.country());
            facts.put("/destination", "US");
            facts.put("/lines/0/controlCodes", List.of("CN:1C905.a.4"));
            return answer(PLAIN, facts);
        }

        @Test
        void whoIsListedIsBarred() {
            Determination said = named(Map.of());
            assertEquals("PROHIBITED", said.outcome());
            assertTrue(Answers.tells(said, "CN-CONTROL-LIST", "LISTED_PARTY"), said::toString);
        }

        @Test
        void aMatchThatTheCallerHasClearedDecidesNothingAndIsTold() {
            // names that only resemble it are cleared at once, the entry that bears the very name by itself
            assertEquals(
                    "PROHIBITED", named(Map.of("/parties/0/notListed", true)).outcome());
            Determination said = named(Map.of(
                    "/parties/0/notListed",
                    true,
                    "/parties/0/clearedMatches",
                    List.of(Map.of("entry", entry.key(), "reason", "another company of the same name"))));
            assertTrue(Answers.tells(said, "CN-CONTROL-LIST", "CLEARED_BY_CALLER"), said::toString);
            assertFalse(Answers.tells(said, "CN-CONTROL-LIST", "LISTED_PARTY"), said::toString);
            assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(said));
        }

        @Test
        void theMatchWithAnotherEntryClearsNothing() {
            Determination said = named(Map.of(
                    "/parties/0/clearedMatches", List.of(Map.of("entry", "CN_WATCH-NOBODY", "reason", "looked into"))));
            assertEquals("PROHIBITED", said.outcome());
        }

        private Map<String, Object> standing(Map<String, ?> changed) {
            Map<String, Object> party =
                    new HashMap<>(Map.of("name", entry.name().en(), "country", entry.country()));
            Map<String, Object> clearance = new HashMap<>(Map.of(
                    "id",
                    "c1",
                    "entry",
                    entry.key(),
                    "content",
                    Answers.decisions(RULESET).contentOfEntry(entry.key()).orElseThrow()));
            clearance.put("reason", "another company of the same name");
            clearance.put("askedBy", "ann");
            clearance.put("approvedBy", "ben");
            clearance.put("until", "2030-12-31");
            changed.forEach((name, value) ->
                    (name.startsWith("party.") ? party : clearance).put(name.replace("party.", ""), value));
            clearance.put("party", party);
            return clearance;
        }

        private Determination standing(Map<String, ?> changed, Map<String, ?> facts) {
            Map<String, Object> all = new HashMap<>(Map.of("/parties/0/notListed", true));
            all.putAll(facts);
            all.put("/clearances", List.of(standing(changed)));
            return named(all);
        }

        @Test
        void aStandingClearanceSetsTheMatchAsideAndIsTold() {
            Determination said = standing(Map.of(), Map.of());
            assertFalse(Answers.tells(said, "CN-CONTROL-LIST", "LISTED_PARTY"), said::toString);
            assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(said));
            Determination.FindingAnswer told = said.findings().stream()
                    .filter(finding -> finding.effect().equals("CLEARED_BY_CALLER"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(new Determination.ClearedBy("c1", "ann", "ben", LocalDate.of(2030, 12, 31)), told.clearance());
            assertTrue(
                    told.because().stream().anyMatch(one -> one.fact().equals("/clearances/0")),
                    told.because()::toString);
        }

        @Test
        void aStandingClearanceIsGoodForTheVeryPartyAloneAndForTheEntryAsItStood() {
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("content", "sha256:0"), Map.of()).outcome());
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("party.country", "FR"), Map.of()).outcome());
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("party.kind", "ORGANISATION"), Map.of()).outcome());
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("party.address", "1 High Street"), Map.of()).outcome());
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("party.identifiers", Map.of("lei", "X")), Map.of())
                            .outcome());
            // another name of the party may be that of somebody else
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of(), Map.of("/parties/0/aliases", List.of("Nonsuch Trading")))
                            .outcome());
            assertEquals(
                    "LICENSE_REQUIRED",
                    standing(
                                    Map.of("party.aliases", List.of("NONSUCH Trading")),
                                    Map.of("/parties/0/aliases", List.of("Nonsuch Trading")))
                            .outcome());
        }

        @Test
        void aStandingClearanceEndsOnItsDay() {
            assertEquals(
                    "LICENSE_REQUIRED",
                    standing(Map.of("until", "2026-03-01"), Map.of("/exportDate", "2026-03-01"))
                            .outcome());
            assertEquals(
                    "PROHIBITED",
                    standing(Map.of("until", "2026-02-28"), Map.of("/exportDate", "2026-03-01"))
                            .outcome());
        }

        @Test
        void aPersonIsNotSurelyTheCompanyOfTheSameName() {
            Determination said = named(Map.of("/parties/0/kind", "PERSON"));
            assertFalse(Answers.tells(said, "CN-CONTROL-LIST", "LISTED_PARTY"), said::toString);
            assertTrue(Answers.tells(said, "CN-CONTROL-LIST", "POSSIBLE_MATCH"), said::toString);
            assertEquals("LICENSE_REQUIRED..PROHIBITED", Answers.range(said));
            assertEquals(
                    "PROHIBITED",
                    named(Map.of("/parties/0/kind", "ORGANISATION")).outcome());
        }

        @ParameterizedTest
        @ValueSource(strings = {" ", "...", "Co., Ltd.", "-"})
        void aNameThatCannotBeComparedClearsNobody(String name) {
            Determination said = named(Map.of("/parties/0/name", name));
            assertEquals("LICENSE_REQUIRED..PROHIBITED", Answers.range(said), said::toString);
            assertTrue(Answers.missing(said).contains("/parties/0/name"), said::toString);
        }

        @Test
        void aBranchIsListedAsItselfOrAsItsHead() {
            List<Map<String, Object>> both = List.of(
                    Map.of(
                            "id",
                            "buyer",
                            "name",
                            entry.name().en(),
                            "country",
                            "US",
                            "military",
                            false,
                            "roles",
                            List.of("CONSIGNEE", "END_USER"),
                            "branchOf",
                            "head"),
                    Map.of(
                            "id",
                            "head",
                            "name",
                            "Nordlicht Antriebe GmbH",
                            "country",
                            "DE",
                            "military",
                            false,
                            "roles",
                            List.of("OWNER")));
            assertEquals("PROHIBITED", named(Map.of("/parties", both)).outcome(), "the branch itself is listed");
            List<Map<String, Object>> swapped = List.of(
                    Map.of(
                            "id",
                            "buyer",
                            "name",
                            "Nordlicht Antriebe GmbH",
                            "country",
                            "US",
                            "military",
                            false,
                            "roles",
                            List.of("CONSIGNEE", "END_USER"),
                            "branchOf",
                            "head"),
                    Map.of(
                            "id",
                            "head",
                            "name",
                            entry.name().en(),
                            "country",
                            "US",
                            "military",
                            false,
                            "roles",
                            List.of("OWNER")));
            assertEquals("PROHIBITED", named(Map.of("/parties", swapped)).outcome(), "its head is listed");
        }

        @Test
        void aBranchIsAMilitaryUserByItselfOrByItsHead() {
            for (String military : List.of("buyer", "head")) {
                List<Map<String, Object>> both = List.of(
                        Map.of(
                                "id",
                                "buyer",
                                "name",
                                "Nordlicht Antriebe",
                                "country",
                                "US",
                                "military",
                                military.equals("buyer"),
                                "roles",
                                List.of("CONSIGNEE", "END_USER"),
                                "branchOf",
                                "head"),
                        Map.of(
                                "id",
                                "head",
                                "name",
                                "Prairie Motor Works",
                                "country",
                                "US",
                                "military",
                                military.equals("head"),
                                "roles",
                                List.of("OWNER")));
                Determination said = named(Map.of("/parties", both, "/exportDate", "2027-01-20"));
                assertTrue(Answers.tells(said, "CN-2024-46/1", "PROHIBITED"), military + " " + said);
            }
        }
    }

    @Nested
    @DisplayName("A list that is not current")
    class Stale {

        private static final Map<String, Object> MAGNET_TO_US = Map.of(
                "/destination", "US", "/parties/0/country", "US", "/lines/0/controlCodes", List.of("CN:1C905.a.4"));

        private Determination partial(Map<String, ?> more) throws IOException {
            Ruleset ruleset = new EditedRuleset()
                    .cell("provisions.xlsx", "Holdings", "PARTY_LIST/CN_CONTROL", "held", "PARTIAL")
                    .load();
            Map<String, Object> facts = new HashMap<>(MAGNET_TO_US);
            facts.putAll(more);
            return Answers.of(ruleset, PLAIN, facts);
        }

        @Test
        void isToldOfEveryShipmentAlthoughNoShipmentSaysSo() throws IOException {
            Ruleset ruleset = new EditedRuleset()
                    .cell("provisions.xlsx", "Holdings", "PARTY_LIST/CN_CONTROL", "held", "PARTIAL")
                    .load();
            for (int shipment = 0; shipment < 3; shipment++) {
                Determination said = Answers.of(ruleset, PLAIN, MAGNET_TO_US);
                assertTrue(Answers.tells(said, "CN-CONTROL-LIST", "LIST_NOT_CURRENT"), said::toString);
            }
        }

        @Test
        void clearsNobodyAndIsTold() throws IOException {
            Determination said = partial(Map.of());
            assertEquals("LICENSE_REQUIRED..PROHIBITED", Answers.range(said));
            assertTrue(Answers.tells(said, "CN-CONTROL-LIST", "LIST_NOT_CURRENT"), said::toString);
            assertEquals(List.of("/parties/0/notListedOn"), Answers.missing(said));
            assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(answer(PLAIN, MAGNET_TO_US)));
        }

        @Test
        void theCallersOwnLookClearsWhileItIsRecent() throws IOException {
            Map<String, Object> looked = new HashMap<>(Map.of("/parties/0/notListedOn", List.of("CN_CONTROL")));
            assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(partial(looked)));
            looked.put("/parties/0/screenedOn", "2026-11-19");
            assertEquals("LICENSE_REQUIRED..LICENSE_REQUIRED", Answers.range(partial(looked)));
            looked.put("/parties/0/screenedOn", "2026-01-19");
            assertEquals("LICENSE_REQUIRED..PROHIBITED", Answers.range(partial(looked)), "180 days are over");
        }

        @Test
        void theCallersOwnLookNeverClearsWhoIsFound() throws IOException {
            Determination said = partial(Map.of(
                    "/parties/0/name",
                    listed("CN_CONTROL").name().en(),
                    "/parties/0/notListedOn",
                    List.of("CN_CONTROL")));
            assertEquals("PROHIBITED", said.outcome());
        }
    }
}
