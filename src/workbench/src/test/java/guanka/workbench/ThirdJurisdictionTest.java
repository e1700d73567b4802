package guanka.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.EditedRuleset;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Determination.MissingFact;
import guanka.facts.Shipment;
import guanka.workbench.alternatives.Alternatives;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import guanka.workbench.timeline.Stretch;
import guanka.workbench.timeline.Timeline;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jurisdictions are data: a law of the European shape comes in by rows and two terms in DRL. It bars dealings with listed parties and
 * with whom they own or control, where somebody or something of the Union takes part, and it has an item list whose codes
 * China's list holds as well.
 */
@DisplayName("A third jurisdiction")
@Tag("compiles-rules")
class ThirdJurisdictionTest {

    private static final String PROVISIONS = "provisions.xlsx";
    private static final String PARTIES = "parties.xlsx";
    private static final String VOCABULARIES = "vocabularies.xlsx";

    private static final String LAW = """
            package guanka.eu;

            import guanka.facts.*;
            import guanka.facts.rows.*;

            rule "EU-269: somebody of the Union takes part, or the shipment leaves or reaches the Union"
                ruleflow-group "classify"
            when
                Law(key == "EU-269")
                $union   : Territory(id == "EUROPEAN_UNION")
                $move    : Movement()
                $parties : Parties()
            then
                insert(new Term("EU_NEXUS", Condition.anyOf("nexus to the Union",
                    $parties.anyParticipantIn($union), $move.startsIn($union), $move.isBoundFor($union))));
            end

            rule "EU-821: what leaves the Union is exported from it"
                ruleflow-group "classify"
            when
                Law(key == "EU-821")
                $union : Territory(id == "EUROPEAN_UNION")
                $move  : Movement()
            then
                insert(new Term("EXPORTED_FROM_EU", Condition.allOf("exported from the Union",
                    $move.startsIn($union), $move.endsOutside($union))));
            end
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Decisions published;
    private static Decisions decisions;

    @BeforeAll
    static void load() throws IOException {
        published = new Decisions(TestRuleset.get());
        var edited = new EditedRuleset();
        law(edited);
        items(edited);
        sanctions(edited);
        edited.rules(RuleCompiler.of("guanka/eu/union.drl", LAW));
        decisions = new Decisions(edited.load());
    }

    @AfterAll
    static void close() {
        decisions.close();
        published.close();
    }

    private static void law(EditedRuleset edited) throws IOException {
        edited.copy(
                PROVISIONS,
                "Jurisdictions",
                "CN",
                Map.of(
                        "key", "EU",
                        "name en", "European Union",
                        "name zh", "欧洲联盟",
                        "authority en", "European Commission",
                        "authority zh", "欧盟委员会",
                        "time zone", "Europe/Brussels",
                        "law", "EU-821"));
        edited.copy(
                PROVISIONS, "Provisions", "CN-2025-18", provision("EU-821", "EU-821", "LICENSE_REQUIRED", "ROUTINE"));
        edited.copy(PROVISIONS, "Provisions", "CN-2025-18", provision("EU-269", "EU-269", "NONE", "NONE"));
        edited.copy(PROVISIONS, "Provisions", "CN-2025-18", provision("EU-269/2", "EU-269", "PROHIBITED", "NONE"));
        edited.copy(
                PROVISIONS,
                "Calendar",
                "CN-2025-18.a",
                calendar("EU-821", "a", "IN_FORCE", "2025-03-01", "2026-02-28"));
        edited.copy(
                PROVISIONS,
                "Calendar",
                "CN-2025-18.a",
                calendar("EU-821", "b", "SUSPENDED", "2026-03-01", "2026-05-31"));
        edited.copy(PROVISIONS, "Calendar", "CN-2025-18.a", calendar("EU-821", "c", "IN_FORCE", "2026-06-01", "OPEN"));
        edited.copy(PROVISIONS, "Calendar", "CN-2025-18.a", calendar("EU-269", "a", "IN_FORCE", "2014-03-17", "OPEN"));
        for (String country : List.of("DE", "FR", "SE")) {
            edited.copy(
                    PROVISIONS,
                    "Territories",
                    "CHINA_MAINLAND/CN",
                    Map.of(
                            "key",
                            "EUROPEAN_UNION/" + country,
                            "jurisdiction",
                            "EU",
                            "territory",
                            "EUROPEAN_UNION",
                            "country",
                            country));
        }
        for (String term : List.of("EU_NEXUS", "EXPORTED_FROM_EU")) {
            edited.copy(
                    VOCABULARIES,
                    "Vocabulary",
                    "terms:EXPORTED_FROM_CHINA",
                    Map.of("key", "terms:" + term, "code", term, "text en", "a term of the Union", "text zh", "欧盟概念"));
        }
        edited.copy(PROVISIONS, "Holdings", "LAW/CN", Map.of("key", "LAW/EU", "of", "EU", "from", "2014-03-17"));
        edited.copy(
                PROVISIONS,
                "Coverage",
                "CN-835",
                Map.of(
                        "key", "EU-blocking",
                        "jurisdiction", "EU",
                        "not modelled en", "The blocking statute of the Union.",
                        "not modelled zh", "欧盟阻断条例。"));
    }

    /** The list of the Union holds a code that China's list holds and one that it does not. */
    private static void items(EditedRuleset edited) throws IOException {
        edited.copy(
                PROVISIONS,
                "Item lists",
                "CN-DUAL-USE",
                Map.of(
                        "key", "EU-ANNEX-I",
                        "jurisdiction", "EU",
                        "provision", "EU-821",
                        "term", "EXPORTED_FROM_EU",
                        "name en", "Annex I",
                        "name zh", "附件一"));
        edited.copy(
                PROVISIONS,
                "Holdings",
                "ITEM_LIST/CN-2025-61/A1.1",
                Map.of("key", "ITEM_LIST/EU-ANNEX-I", "of", "EU-ANNEX-I"));
        for (String code : List.of("3C001", "9A999")) {
            edited.copy(
                    "cn-items.xlsx",
                    "Control list",
                    "CN-2023-23/3C002/02",
                    Map.of(
                            "key", "EU-821/" + code,
                            "list", "EU-ANNEX-I",
                            "provision", "EU-821",
                            "control codes", code,
                            "name en", "Item of Annex I",
                            "name zh", "附件一物项"));
        }
    }

    private static void sanctions(EditedRuleset edited) throws IOException {
        edited.copy(
                VOCABULARIES,
                "Vocabulary",
                "lists:CN_CONTROL",
                Map.of("key", "lists:EU_SANCTIONS", "code", "EU_SANCTIONS", "text en", "EU list", "text zh", "欧盟名单"));
        edited.copy(
                PARTIES,
                "Lists",
                "CN_CONTROL",
                Map.of(
                        "key", "EU_SANCTIONS",
                        "jurisdiction", "EU",
                        "provision", "EU-269/2",
                        "name en", "Persons and entities of Annex I",
                        "name zh", "附件一所列个人和实体"));
        edited.copy(
                PROVISIONS,
                "Holdings",
                "PARTY_LIST/US_ENTITY",
                Map.of("key", "PARTY_LIST/EU_SANCTIONS", "of", "EU_SANCTIONS", "from", "2014-03-17"));
        edited.copy(
                PARTIES,
                "Entries",
                "CN_CONTROL-2025-01-001",
                Map.of(
                        "key", "EU_SANCTIONS-1",
                        "list", "EU_SANCTIONS",
                        "name en", "Dovregubben Bergverk",
                        "country", "NO",
                        "from", "2014-03-17"));
        edited.copy(
                PROVISIONS,
                "Measures",
                "US-OFAC/SDN/US_SDN",
                Map.of("key", "EU-269/2/listed", "provision", "EU-269/2", "term", "EU_NEXUS", "list", "EU_SANCTIONS"));
        edited.copy(
                PROVISIONS,
                "Measures",
                "US-OFAC/50/held",
                Map.of(
                        "key", "EU-269/2/owned-or-controlled",
                        "provision", "EU-269/2",
                        "term", "EU_NEXUS",
                        "who", "HELD_OR_CONTROLLED",
                        "ownership rule", "EU-269/2"));
        edited.copy(
                PROVISIONS,
                "Ownership",
                "US-OFAC/50/SUM-TIERS",
                Map.of("key", "EU-269/2/SUM-TIERS", "provision", "EU-269/2"));
        edited.copy(
                PROVISIONS,
                "Counting lists",
                "US-OFAC/50/US_SDN",
                Map.of("key", "EU-269/2/EU_SANCTIONS", "provision", "EU-269/2", "list", "EU_SANCTIONS"));
        for (String interest : List.of("OTHER_CONTROL", "BOARD_APPOINTMENT")) {
            edited.row(
                    PROVISIONS,
                    "Controlling interests",
                    Map.of(
                            "key", "EU-269/2/" + interest,
                            "provision", "EU-269/2",
                            "interest", interest,
                            "indirect", "TIERS",
                            "from", "OPEN",
                            "to", "OPEN",
                            "source", "Best practices of the Council",
                            "confidence", "high"));
        }
    }

    private static Map<String, String> provision(String key, String measure, String effect, String reviewPolicy) {
        Map<String, String> cells = new HashMap<>(Map.of(
                "key", key,
                "jurisdiction", "EU",
                "measure", measure,
                "effect", effect,
                "review policy", reviewPolicy,
                "calendar of", measure,
                "starts", "NONE",
                "title en", "Regulation of the Union",
                "title zh", "欧盟条例"));
        cells.put("text en", "What the Union requires.");
        cells.put("text zh", "欧盟的要求。");
        return cells;
    }

    private static Map<String, String> calendar(String provision, String part, String state, String from, String to) {
        return Map.of(
                "key",
                provision + "." + part,
                "provisions",
                provision,
                "state",
                state,
                "from",
                from,
                "to",
                to,
                "instrument",
                "Regulation of the Union");
    }

    /** A shipment from Stockholm to Oslo, seen by the Union alone. */
    private static ObjectNode facts(String code, String ownership) {
        try {
            return (ObjectNode) JSON.readTree("""
                    {"exportDate": "2026-01-15", "exportFrom": "SE", "destination": "NO", "movement": "EXPORT",
                     "jurisdictions": ["EU"],
                     "parties": [
                       {"id": "seller", "name": "Lindqvist Handel AB", "country": "SE", "roles": ["EXPORTER"], "military": false},
                       {"id": "buyer", "name": "Fjordkraft Maskin AS", "country": "NO", "roles": ["CONSIGNEE", "END_USER"],
                        "military": false},
                       {"id": "m", "name": "Mellomledd Holding AS", "country": "NO", "roles": ["OWNER"], "military": false},
                       {"id": "listed", "name": "Dovregubben Bergverk", "country": "NO", "roles": ["OWNER"], "military": false}],
                     "ownership": %s, "endUse": {"purposes": ["CIVIL"]},
                     "lines": [{"id": "1", "controlCodes": [%s], "form": "MATERIAL", "origin": "SE",
                                "value": {"amount": "100", "currency": "EUR"}, "content": [], "technologies": []}]}
                    """.formatted(ownership, code.isEmpty() ? "" : "\"" + code + "\""));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Determination decide(JsonNode facts) {
        return decisions.decide(read(facts));
    }

    private static Shipment read(JsonNode facts) {
        return ReadOnce.reader(decisions).read(facts);
    }

    private static Map<String, String> outcomes(Determination answer) {
        return answer.jurisdictions().stream()
                .collect(Collectors.toMap(JurisdictionAnswer::jurisdiction, JurisdictionAnswer::outcome));
    }

    private static List<String> missing(Determination answer) {
        return answer.missing().stream().map(MissingFact::fact).toList();
    }

    private static String edge(String owner, String owned, String interest, String percent) {
        return "{\"owner\": \"%s\", \"owned\": \"%s\", \"interest\": \"%s\"%s}"
                .formatted(owner, owned, interest, percent == null ? "" : ", \"percent\": \"" + percent + "\"");
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a listed person owns 60 percent and controls          | listed buyer SHAREHOLDING 60; listed buyer OTHER_CONTROL  | PROHIBITED
            a listed person owns exactly 50 percent               | listed buyer SHAREHOLDING 50                              | PROHIBITED
            a listed person owns 49.99 percent                    | listed buyer SHAREHOLDING 49.99                           | NO_LICENSE_REQUIRED
            a listed person controls without a share              | listed buyer OTHER_CONTROL                                | PROHIBITED
            a listed person appoints the board                    | listed buyer BOARD_APPOINTMENT                            | PROHIBITED
            a nominee is none of the interests of the rows        | listed buyer NOMINEE                                      | NO_LICENSE_REQUIRED
            a listed person controls who owns all                 | listed m OTHER_CONTROL; m buyer SHAREHOLDING 100          | PROHIBITED
            a listed person owns who controls                     | listed m SHAREHOLDING 60; m buyer OTHER_CONTROL           | PROHIBITED
            a listed person controls who controls                 | listed m OTHER_CONTROL; m buyer OTHER_CONTROL             | PROHIBITED
            a listed person is tied to who controls, by a nominee | listed m NOMINEE; m buyer OTHER_CONTROL                   | NO_LICENSE_REQUIRED
            somebody who is not listed controls                   | m buyer OTHER_CONTROL                                     | NO_LICENSE_REQUIRED
            """)
    void barsWhomListedPartiesOwnOrControl(String title, String ownership, String outcome) {
        String edges = ownership
                .lines()
                .flatMap(all -> List.of(all.split(";")).stream())
                .map(one -> one.strip().split(" "))
                .map(one -> edge(one[0], one[1], one[2], one.length > 3 ? one[3] : null))
                .collect(Collectors.joining(", ", "[", "]"));
        Determination answer = decide(facts("", edges));
        assertEquals(outcome, answer.outcome(), () -> answer.findings().toString());
        assertEquals(
                outcome.equals("PROHIBITED"),
                answer.findings().stream()
                        .anyMatch(f -> f.provision().equals("EU-269/2")
                                && f.effect().equals("PROHIBITED")
                                && "buyer".equals(f.party())));
    }

    @Test
    void asksForOwnersWhereNobodyHasLooked() {
        ObjectNode facts = facts("", "[]");
        facts.putNull("ownership");
        Determination answer = decide(facts);
        assertEquals("UNDETERMINED", answer.outcome());
        assertEquals("PROHIBITED", answer.range().atMost());
        assertTrue(missing(answer).contains("/ownership"), () -> missing(answer).toString());
    }

    @Test
    void asksForAShareThatNobodyKnows() {
        Determination answer = decide(facts("", "[" + edge("listed", "buyer", "SHAREHOLDING", null) + "]"));
        assertEquals("UNDETERMINED", answer.outcome());
        assertTrue(
                missing(answer).contains("/ownership/0/percent"),
                () -> missing(answer).toString());
    }

    @Test
    void theLastTieIsTheOneThatCounts() {
        String control = "[" + edge("listed", "buyer", "OTHER_CONTROL", null) + "]";
        ObjectNode ended = facts("", control);
        ((ObjectNode) ended.path("ownership").path(0)).put("until", "2026-01-14");
        assertEquals("PROHIBITED", decide(facts("", control)).outcome());
        assertEquals("NO_LICENSE_REQUIRED", decide(ended).outcome());
    }

    @ParameterizedTest(name = "from {0} to {1}, sold from {2}: {3}")
    @CsvSource({
        "SE, NO, SE, PROHIBITED",
        "JP, SE, JP, PROHIBITED",
        "JP, NO, DE, PROHIBITED",
        "JP, NO, JP, NO_LICENSE_REQUIRED"
    })
    void barsOnlyWhereTheUnionTakesPart(String from, String to, String seller, String outcome) {
        ObjectNode facts = facts("", "[" + edge("listed", "buyer", "OTHER_CONTROL", null) + "]");
        facts.put("exportFrom", from).put("destination", to);
        ((ObjectNode) facts.path("parties").path(0)).put("country", seller);
        assertEquals(outcome, decide(facts).outcome());
    }

    @Test
    void asksWhereSomebodyIsEstablishedOnWhomTheNexusDepends() {
        ObjectNode facts = facts("", "[" + edge("listed", "buyer", "OTHER_CONTROL", null) + "]");
        facts.put("exportFrom", "JP");
        ((ObjectNode) facts.path("parties").path(0)).remove("country");
        Determination answer = decide(facts);
        assertEquals("UNDETERMINED", answer.outcome());
        assertTrue(
                missing(answer).contains("/parties/0/country"),
                () -> missing(answer).toString());
    }

    @Test
    void asksWhoTheEndUserIsWhereTheNexusMayDependOnHim() {
        ObjectNode facts = facts("", "[]");
        facts.put("exportFrom", "JP");
        ((ObjectNode) facts.path("parties").path(0)).put("country", "JP");
        ((ObjectNode) facts.path("parties").path(1)).putArray("roles").add("CONSIGNEE");
        ((ObjectNode) facts.path("parties").path(3)).putArray("roles").add("PURCHASER");
        Determination answer = decide(facts);
        assertEquals("UNDETERMINED", answer.outcome(), () -> answer.findings().toString());
        assertTrue(missing(answer).contains("/parties"), () -> missing(answer).toString());
    }

    @Test
    void tellsWhoIsOnItsListByItsRowsAlone() {
        ObjectNode facts = facts("", "[]");
        ((ObjectNode) facts.path("parties").path(1)).put("name", "Dovregubben Bergverk");
        assertEquals(
                Set.of("EU-269/2 PROHIBITED", "EU-269/2 LISTED_PARTY"),
                decide(facts).findings().stream()
                        .filter(f -> "buyer".equals(f.party()))
                        .map(f -> f.provision() + " " + f.effect())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0} seen by {1}: the Union {2}, China {3}")
    @CsvSource(delimiter = '|', textBlock = """
            3C001          | EU     | LICENSE_REQUIRED    |
            EU:3C001       | EU; CN | LICENSE_REQUIRED    | UNDETERMINED
            CN:3C001       | EU; CN | UNDETERMINED        | LICENSE_REQUIRED
            3C001          | EU; CN | UNDETERMINED        | UNDETERMINED
            3C001          | CN     |                     | LICENSE_REQUIRED
            9A999          | EU     | LICENSE_REQUIRED    |
            9A999          | CN     |                     | UNDETERMINED
            9A999          | EU; CN | LICENSE_REQUIRED    | UNDETERMINED
            """)
    void hasItemsOfItsOwnUnderCodesThatOthersHoldToo(String code, String asked, String union, String china) {
        ObjectNode facts = facts(code, "[]");
        // both laws see an export: out of the Union, and out of China
        List<String> jurisdictions = List.of(asked.split("; "));
        Map<String, String> expected = new HashMap<>();
        if (union != null) {
            expected.put("EU", union);
        }
        if (china != null) {
            expected.put("CN", china);
        }
        Map<String, String> outcomes = new HashMap<>();
        for (String jurisdiction : jurisdictions) {
            ObjectNode one = facts.deepCopy();
            jurisdictions.forEach(one.putArray("jurisdictions")::add);
            one.put("exportFrom", jurisdiction.equals("CN") ? "CN" : "SE");
            outcomes.put(jurisdiction, outcomes(decide(one)).get(jurisdiction));
        }
        assertEquals(expected, outcomes);
    }

    @Test
    void aFindingLeadsToItsRowAndItsWords() {
        Determination answer = decide(facts("3C001", "[]"));
        assertEquals("LICENSE_REQUIRED", answer.outcome());
        assertEquals("ROUTINE", answer.reviewPolicy());
        FindingAnswer finding = answer.findings().stream()
                .filter(f -> f.provision().equals("EU-821"))
                .findFirst()
                .orElseThrow();
        assertEquals("EU-821/3C001", finding.source().key());
        assertTrue(finding.text().en().contains("What the Union requires"), finding.text()::en);
        assertEquals("欧盟条例", finding.citation().title().zh());
        assertTrue(
                answer.coverage().stream().anyMatch(c -> c.toString().contains("blocking statute")),
                () -> answer.coverage().toString());
    }

    @Test
    void leavesWhatChinaAndTheUnitedStatesAnswerAsItIs() {
        List<String> moved = new ArrayList<>();
        int compared = 0;
        for (Case one : new Replay(published).cases()) {
            JsonNode asked = one.shipment().path("jurisdictions");
            List<List<String>> sets = asked.isArray()
                    ? List.of(JSON.convertValue(asked, List.class))
                    : List.of(List.of("CN"), List.of("US"), List.of("CN", "US"));
            for (List<String> jurisdictions : sets) {
                if (!(one.shipment() instanceof ObjectNode)) {
                    continue;
                }
                ObjectNode shipment = one.shipment().deepCopy();
                jurisdictions.forEach(shipment.putArray("jurisdictions")::add);
                String before = answer(published, shipment);
                if (!before.equals(answer(decisions, shipment))) {
                    moved.add(one.id() + " for " + jurisdictions);
                }
                compared++;
            }
        }
        assertEquals(List.of(), moved);
        assertTrue(compared > 500, "only " + compared + " answers");
    }

    /** Everything that an answer says, but for the ruleset that it names. */
    private static String answer(Decisions by, JsonNode shipment) {
        try {
            JsonNode answer = JSON.readTree(
                    CanonicalJson.write(by.decide(ReadOnce.reader(by).read(shipment))));
            ((ObjectNode) answer).remove("ruleset");
            return answer.toString();
        } catch (RefusedShipment refused) {
            return "refused";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void besideOthersMovesNoneOfThem() {
        List<String> moved = new ArrayList<>();
        for (Case one : new Replay(published).cases()) {
            JsonNode asked = one.shipment().path("jurisdictions");
            // a code without jurisdiction that two laws hold is unknown to both where both are asked for
            if (!asked.isArray() || one.shipment().toString().contains("3C001")) {
                continue;
            }
            ObjectNode more = one.shipment().deepCopy();
            ((com.fasterxml.jackson.databind.node.ArrayNode) more.path("jurisdictions")).add("EU");
            String before = parts(published, one.shipment());
            if (!before.equals(parts(decisions, more))) {
                moved.add(one.id());
            }
        }
        assertEquals(List.of(), moved);
    }

    /** What China and the United States say: outcome, review policy, range and findings. */
    private static String parts(Decisions by, JsonNode shipment) {
        try {
            Determination answer = by.decide(ReadOnce.reader(by).read(shipment));
            return answer.jurisdictions().stream()
                            .filter(j -> !j.jurisdiction().equals("EU"))
                            .map(j -> j.jurisdiction() + j.outcome() + j.reviewPolicy() + j.range())
                            .toList()
                    + answer.findings().stream()
                            .filter(f -> !f.jurisdiction().equals("EU"))
                            .map(f -> f.provision() + f.effect() + f.line() + f.party() + f.source())
                            .toList()
                            .toString();
        } catch (RefusedShipment refused) {
            return "refused";
        }
    }

    @Test
    void hasATimelineByItsOwnCalendar() {
        List<Stretch> stretches = new Timeline(decisions)
                .of(read(facts("3C001", "[]")), LocalDate.of(2025, 2, 1), LocalDate.of(2026, 12, 31));
        assertEquals(
                List.of(
                        "2025-02-01 NO_LICENSE_REQUIRED",
                        "2025-03-01 LICENSE_REQUIRED",
                        "2026-03-01 NO_LICENSE_REQUIRED",
                        "2026-06-01 LICENSE_REQUIRED"),
                stretches.stream().map(s -> s.from() + " " + s.outcome()).toList());
    }

    @Test
    void hasAlternativesFromItsOwnRows() {
        var answer = new Alternatives(decisions).of(read(facts("3C001", "[]")));
        assertTrue(
                answer.alternatives().stream()
                        .anyMatch(a -> a.fact().equals("/exportDate")
                                && String.valueOf(a.to()).equals("2026-03-01")
                                && a.outcome().equals("NO_LICENSE_REQUIRED")),
                () -> answer.alternatives().toString());
    }
}
