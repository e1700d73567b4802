package guanka.engine.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.TestRuleset;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.Determination.Hold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Of each requirement the license on file is named that covers it, or the term that fails")
class LicensesOnFileTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final String LISTED = "CN-2025-18";
    private static final Decisions DECISIONS = new Decisions(RULESET);
    private static final ShipmentReader READER = new ShipmentReader(RULESET);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MAGNETS = """
            {"exportDate": "2025-12-01", "exportFrom": "CN", "destination": "DE", "jurisdictions": ["CN"],
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": ["1C905.a.4"], "form": "MATERIAL", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "quantity": {"amount": "20.5", "unit": "KGM"},
                        "content": [], "technologies": []}]}""";

    static Map<String, Object> license(Object... changes) {
        Map<String, Object> license = new LinkedHashMap<>();
        license.put("number", "25-18-001");
        license.put("jurisdiction", "CN");
        license.put("kind", "SINGLE");
        license.put("controlCodes", List.of("1C905.a"));
        license.put("destinations", List.of("DE"));
        license.put("endUsers", List.of("buyer"));
        license.put("validFrom", "2025-06-01");
        license.put("validUntil", "2025-12-01");
        license.put(
                "remaining",
                Map.of(
                        "quantity", Map.of("amount", "20.50", "unit", "KGM"),
                        "value", Map.of("amount", "10000", "currency", "EUR")));
        for (int i = 0; i < changes.length; i += 2) {
            license.put((String) changes[i], changes[i + 1]);
        }
        return license;
    }

    private static Hold hold(Map<String, Object> facts) {
        return requirements(Answers.of(RULESET, MAGNETS, facts)).get(0);
    }

    private static List<Hold> requirements(Determination answer) {
        return answer.holds().stream().filter(h -> h.code().equals("LICENSE")).toList();
    }

    private static Hold hold(List<Map<String, Object>> licenses) {
        return hold(Map.of("/lines/0/licenses", licenses));
    }

    private static void covers(String number, Hold hold) {
        assertEquals(LISTED, hold.provision());
        assertEquals(number, hold.coveredBy());
        assertNull(hold.notCoveredBecause());
    }

    private static void fails(String term, Hold hold) {
        assertEquals(LISTED, hold.provision());
        assertEquals(term, hold.notCoveredBecause());
        assertNull(hold.coveredBy());
    }

    @Test
    @DisplayName("a license whose every term holds covers it, on its last day and to its last gram")
    void covered() {
        covers("25-18-001", hold(List.of(license())));
    }

    static Stream<Arguments> failing() {
        Map<String, Object> grams = Map.of("quantity", Map.of("amount", "20.499999999999999999", "unit", "KGM"));
        Map<String, Object> euros = Map.of("value", Map.of("amount", "9999.99", "currency", "EUR"));
        return Stream.of(
                Arguments.of("JURISDICTION", "jurisdiction", "US"),
                Arguments.of("CODE", "controlCodes", List.of("1C905.b", "1C905.a.1", "US:1C905")),
                Arguments.of("DESTINATION", "destinations", List.of("FR", "AT")),
                Arguments.of("END_USER", "endUsers", List.of("Muster Antrieb GmbH")),
                Arguments.of("NOT_YET_VALID", "validFrom", "2025-12-01"),
                Arguments.of("EXPIRED", "validUntil", "2025-11-30"),
                Arguments.of("QUANTITY", "remaining", grams),
                Arguments.of("VALUE", "remaining", euros),
                Arguments.of("UNKNOWN", "controlCodes", null),
                Arguments.of("UNKNOWN", "controlCodes", List.of()),
                Arguments.of("UNKNOWN", "destinations", null),
                Arguments.of("UNKNOWN", "endUsers", List.of()),
                Arguments.of("UNKNOWN", "validFrom", null),
                Arguments.of("UNKNOWN", "validUntil", null),
                Arguments.of("UNKNOWN", "remaining", null),
                Arguments.of("UNKNOWN", "remaining", Map.of()),
                Arguments.of("UNKNOWN", "remaining", Map.of("quantity", Map.of("amount", "99", "unit", "TNE"))),
                Arguments.of("UNKNOWN", "remaining", Map.of("value", Map.of("amount", "99999", "currency", "CNY"))));
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @MethodSource
    void failing(String term, String name, Object value) {
        String day = term.equals("NOT_YET_VALID") ? "2025-11-30" : "2025-12-01";
        fails(term, hold(Map.of("/exportDate", day, "/lines/0/licenses", List.of(license(name, value)))));
    }

    @Test
    @DisplayName(
            "a license without kind, or a general one, has the same terms; one balance alone limits it by that alone")
    void kinds() {
        covers("25-18-001", hold(List.of(license("kind", null))));
        covers("25-18-001", hold(List.of(license("kind", "GENERAL"))));
        fails("UNKNOWN", hold(List.of(license("kind", "GENERAL", "endUsers", null))));
        covers(
                "25-18-001",
                hold(List.of(license("remaining", Map.of("quantity", Map.of("amount", "3e1", "unit", "KGM"))))));
    }

    private static Hold holdOfWatched(Object kind, Object... changes) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("/exportDate", "2026-03-02");
        facts.put("/parties/0/name", "FUJI Aerospace Technology Co., Ltd.");
        facts.put("/parties/0/country", "JP");
        facts.put("/destination", "JP");
        for (int i = 0; i < changes.length; i += 2) {
            facts.put((String) changes[i], changes[i + 1]);
        }
        facts.put(
                "/lines/0/licenses",
                List.of(license("kind", kind, "destinations", List.of("JP", "DE"), "validUntil", "2026-12-31")));
        return hold(facts);
    }

    @Test
    @DisplayName(
            "a general license does not cover what goes to a party on the watch list; where nobody knows, that stays open")
    void watchList() {
        covers("25-18-001", holdOfWatched("SINGLE"));
        fails("END_USER", holdOfWatched("GENERAL"));
        fails("UNKNOWN", holdOfWatched(null));
        covers("25-18-001", holdOfWatched("GENERAL", "/exportDate", "2026-02-23"));
        covers("25-18-001", holdOfWatched("GENERAL", "/parties/0/name", "Muster Antriebe GmbH"));
        fails("UNKNOWN", holdOfWatched("GENERAL", "/parties/0/name", "FUJI Aerospace Technologies"));
    }

    @Test
    @DisplayName("a general license does not cover drones for the United States from the day of the announcement")
    void drones() {
        Object[] drone = {
            "/parties/0/name", "Example Farms Inc.",
            "/parties/0/country", "US",
            "/destination", "US",
            "/lines/0/controlCodes", List.of("CN:9A012.a.1"),
            "/exportDate", "2026-08-05"
        };
        assertEquals("DESTINATION", holdOfDrone("GENERAL", drone).notCoveredBecause());
        assertEquals("25-18-001", holdOfDrone("SINGLE", drone).coveredBy());
        drone[9] = "2026-08-04";
        assertEquals("25-18-001", holdOfDrone("GENERAL", drone).coveredBy());
    }

    private static Hold holdOfDrone(String kind, Object... drone) {
        Map<String, Object> facts = new HashMap<>();
        for (int i = 0; i < drone.length; i += 2) {
            facts.put((String) drone[i], drone[i + 1]);
        }
        facts.put(
                "/lines/0/licenses",
                List.of(license(
                        "kind",
                        kind,
                        "controlCodes",
                        List.of("9A012"),
                        "destinations",
                        List.of("US"),
                        "validUntil",
                        "2026-12-31")));
        return hold(facts);
    }

    @Test
    @DisplayName("the last day is one of the jurisdiction that requires the license, not of the caller")
    void legalDay() {
        List<Object> licenses = List.of(license());
        fails("EXPIRED", hold(Map.of("/exportDate", "2025-12-01T16:00:00Z", "/lines/0/licenses", licenses)));
        covers("25-18-001", hold(Map.of("/exportDate", "2025-12-01T15:59:59Z", "/lines/0/licenses", licenses)));
    }

    @Test
    @DisplayName("an end user may be named as the license writes the name, but for letters that are one")
    void names() {
        covers("25-18-001", hold(List.of(license("endUsers", List.of("Other", "MUSTER  ANTRIEBE, G.m.b.H.")))));
        Map<String, Object> facts = new HashMap<>();
        facts.put("/lines/0/licenses", List.of(license()));
        facts.put(
                "/parties",
                List.of(
                        Map.of(
                                "id",
                                "p1",
                                "name",
                                "buyer",
                                "country",
                                "DE",
                                "roles",
                                List.of("END_USER"),
                                "military",
                                false),
                        Map.of(
                                "id",
                                "buyer",
                                "name",
                                "B",
                                "country",
                                "DE",
                                "roles",
                                List.of("CONSIGNEE"),
                                "military",
                                false)));
        fails("END_USER", hold(facts));
    }

    @Test
    @DisplayName("every end user must be named, and it must be known who they are")
    void endUsers() {
        Map<String, Object> other = Map.of(
                "id", "p2", "name", "Zweite GmbH", "country", "DE", "roles", List.of("END_USER"), "military", false);
        Map<String, Object> somebody = Map.of("id", "p2", "name", "Zweite GmbH", "country", "DE", "military", false);
        Map<String, Object> buyer =
                Map.of("id", "buyer", "name", "B", "country", "DE", "roles", List.of("END_USER"), "military", false);
        List<Object> licenses = List.of(license());
        fails("END_USER", hold(Map.of("/parties", List.of(buyer, other), "/lines/0/licenses", licenses)));
        fails("UNKNOWN", hold(Map.of("/parties", List.of(buyer, somebody), "/lines/0/licenses", licenses)));
    }

    @Test
    @DisplayName(
            "of several that cover the first to expire is named, of several that fail the term of the one that comes furthest")
    void several() {
        List<Map<String, Object>> licenses = new ArrayList<>(List.of(
                license("number", "C", "validUntil", "2026-03-01"),
                license("number", "B", "validUntil", "2026-02-01"),
                license("number", "A", "validUntil", "2026-02-01"),
                license("number", "0", "destinations", List.of("FR"))));
        for (int i = 0; i < licenses.size(); i++) {
            Collections.rotate(licenses, 1);
            covers("A", hold(licenses));
        }
        List<Map<String, Object>> failing = new ArrayList<>(List.of(
                license("jurisdiction", "US"),
                license("destinations", List.of("FR")),
                license("controlCodes", List.of("1C902"))));
        fails("DESTINATION", hold(failing));
        Collections.reverse(failing);
        fails("DESTINATION", hold(failing));
    }

    @Test
    @DisplayName("lines that give the same license share what is left of it")
    void shared() throws JsonProcessingException {
        Map<String, Object> facts = JSON.readValue(MAGNETS, new TypeReference<>() {});
        List<Object> lines = Facts.cast(facts.get("lines"));
        Map<String, Object> first = Facts.map(lines.get(0));
        first.put("licenses", new ArrayList<>(List.of(license())));
        Map<String, Object> second = Facts.copy(first);
        second.put("id", "2");
        lines.add(second);
        Determination both = decide(facts);
        requirements(both).forEach(hold -> fails("QUANTITY", hold));
        assertEquals(2, requirements(both).size());
        // a line that the license is not for draws nothing
        second.put("controlCodes", List.of("1C905.b"));
        assertEquals(
                List.of("25-18-001", "CODE"),
                requirements(decide(facts)).stream()
                        .map(h -> Objects.requireNonNullElse(h.coveredBy(), h.notCoveredBecause()))
                        .toList());
    }

    @Test
    @DisplayName("a line under several codes of one provision needs a license for each of them")
    void severalCodes() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("/lines/0/controlCodes", List.of("1C905.a.4", "1C905.b"));
        facts.put("/lines/0/licenses", List.of(license()));
        fails("CODE", hold(facts));
        facts.put("/lines/0/licenses", List.of(license("controlCodes", List.of("1C905"))));
        covers("25-18-001", hold(facts));
    }

    @Test
    @DisplayName("where no license is on file nothing is said, and a ban is covered by none")
    void none() {
        Hold hold = hold(Map.of());
        assertNull(hold.coveredBy());
        assertNull(hold.notCoveredBecause());
        Determination banned = Answers.of(
                RULESET,
                MAGNETS,
                Map.of("/parties/0/listedOn", List.of("CN_CONTROL"), "/lines/0/licenses", List.of(license())));
        assertEquals("PROHIBITED", banned.outcome());
        assertTrue(banned.holds().stream()
                .filter(h -> h.code().equals("PROHIBITED"))
                .allMatch(h -> h.coveredBy() == null && h.notCoveredBecause() == null));
    }

    private static Determination decide(Map<String, Object> facts) {
        return DECISIONS.decide(READER.read(Facts.json(facts).getBytes(UTF_8)));
    }
}
