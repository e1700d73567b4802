package guanka.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.EditedRuleset;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Shipment;
import guanka.workbench.alternatives.Alternatives;
import guanka.workbench.timeline.Stretch;
import guanka.workbench.timeline.Timeline;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jurisdictions are data: an invented law of Norway comes in by rows and one rule, and everything answers for it. */
@DisplayName("A third jurisdiction")
@Tag("compiles-rules")
class ThirdJurisdictionTest {

    private static final String LAW = """
            package guanka.no.troll_act;

            import guanka.facts.*;
            import guanka.facts.rows.*;

            rule "NO-TROLL: an item on the troll list needs a license when it leaves Norway"
                ruleflow-group "require"
            when
                $norway : Territory(id == "NORWAY")
                $item   : ListedItem(list == "NO-TROLL")
                $law    : Provision(key == $item.provision)
                $move   : Movement(jurisdiction == $law.jurisdiction)
            then
                insert(Finding.under($law, $move).by(drools.getRule().getName()).line($item.line()).at($item.row())
                    .when($item.condition()).when($move.startsIn($norway)).when($move.endsOutside($norway)));
            end
            """;

    private static Decisions decisions;

    @BeforeAll
    static void load() throws IOException {
        var edited = new EditedRuleset()
                .copy(
                        "provisions.xlsx",
                        "Jurisdictions",
                        "CN",
                        Map.of(
                                "key", "NO",
                                "name en", "Norway",
                                "name zh", "挪威",
                                "authority en", "Troll Directorate",
                                "authority zh", "巨魔管理局",
                                "time zone", "Europe/Oslo"))
                .copy(
                        "provisions.xlsx",
                        "Provisions",
                        "CN-2025-18",
                        provision("NO-TROLL", "LICENSE_REQUIRED", "ROUTINE"))
                .copy("provisions.xlsx", "Provisions", "CN-2025-18", provision("NO-TROLL-LIST", "NONE", "NONE"))
                .copy(
                        "provisions.xlsx",
                        "Calendar",
                        "CN-2025-18.a",
                        calendar("a", "IN_FORCE", "2025-03-01", "2026-02-28"))
                .copy(
                        "provisions.xlsx",
                        "Calendar",
                        "CN-2025-18.a",
                        calendar("b", "SUSPENDED", "2026-03-01", "2026-05-31"))
                .copy("provisions.xlsx", "Calendar", "CN-2025-18.a", calendar("c", "IN_FORCE", "2026-06-01", "OPEN"))
                .copy(
                        "provisions.xlsx",
                        "Territories",
                        "CHINA_61/CN",
                        Map.of("key", "NORWAY/NO", "territory", "NORWAY", "country", "NO"))
                .copy(
                        "provisions.xlsx",
                        "Item lists",
                        "CN-2025-61/A1.1",
                        Map.of(
                                "key", "NO-TROLL",
                                "jurisdiction", "NO",
                                "dual use", "YES",
                                "looked for inside", "NO",
                                "name en", "Troll list",
                                "name zh", "巨魔清单"))
                .copy(
                        "provisions.xlsx",
                        "Coverage",
                        "CN-835",
                        Map.of(
                                "key", "NO-giants",
                                "jurisdiction", "NO",
                                "not modelled en", "What the Troll Act says of giants.",
                                "not modelled zh", "巨魔法关于巨人的规定。"))
                .copy(
                        "cn-items.xlsx",
                        "Control list",
                        "CN-2023-23/3C001/01",
                        Map.of(
                                "key", "NO-TROLL/1",
                                "list", "NO-TROLL",
                                "provision", "NO-TROLL",
                                "control codes", "9T001",
                                "name en", "Troll gold",
                                "name zh", "巨魔金"))
                .copy(
                        "vocabularies.xlsx",
                        "Vocabulary",
                        "lists:CN_CONTROL",
                        Map.of(
                                "key", "lists:NO_TROLLS",
                                "code", "NO_TROLLS",
                                "text en", "List of trolls",
                                "text zh", "巨魔名单"))
                .copy(
                        "parties.xlsx",
                        "Lists",
                        "CN_CONTROL",
                        Map.of(
                                "key", "NO_TROLLS",
                                "jurisdiction", "NO",
                                "provision", "NO-TROLL-LIST",
                                "name en", "List of trolls",
                                "name zh", "巨魔名单"))
                .copy(
                        "parties.xlsx",
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        Map.of(
                                "key", "NO_TROLLS-1",
                                "list", "NO_TROLLS",
                                "name en", "Dovregubben Bergverk",
                                "country", "SE",
                                "from", "2025-03-01"))
                .rules(RuleCompiler.of("guanka/no/troll_act/license.drl", LAW));
        decisions = new Decisions(edited.load());
    }

    @AfterAll
    static void close() {
        decisions.close();
    }

    private static Map<String, String> provision(String key, String effect, String reviewPolicy) {
        return Map.of(
                "key", key,
                "jurisdiction", "NO",
                "measure", "NO-TROLL",
                "effect", effect,
                "review policy", reviewPolicy,
                "calendar of", "NO-TROLL",
                "starts", "2025-03-01",
                "title en", "Troll Act",
                "title zh", "巨魔法",
                "text en", "What trolls made needs a license to leave Norway.");
    }

    private static Map<String, String> calendar(String part, String state, String from, String to) {
        return Map.of(
                "key",
                "NO-TROLL." + part,
                "provisions",
                "NO-TROLL",
                "state",
                state,
                "from",
                from,
                "to",
                to,
                "instrument",
                "Troll Act");
    }

    private static Shipment shipment(String exportDate, String buyer) {
        try {
            return new ShipmentReader(decisions.ruleset())
                    .read(new ObjectMapper().readTree("""
                                    {"exportDate": "%s", "exportFrom": "NO", "destination": "SE", "movement": "EXPORT",
                                     "jurisdictions": ["CN", "NO"],
                                     "parties": [{"id": "buyer", "name": "%s", "country": "SE",
                                                  "roles": ["CONSIGNEE", "END_USER"], "military": false}],
                                     "ownership": [], "endUse": {"purposes": ["CIVIL"]},
                                     "lines": [{"id": "1", "controlCodes": ["9T001"], "form": "MATERIAL", "origin": "NO",
                                                "value": {"amount": "100", "currency": "EUR"}, "content": [],
                                                "technologies": []}]}
                                    """.formatted(exportDate, buyer)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> outcomes(List<JurisdictionAnswer> answers) {
        return answers.stream()
                .collect(Collectors.toMap(JurisdictionAnswer::jurisdiction, JurisdictionAnswer::outcome));
    }

    @Test
    void decidesAsItsLawSaysAndLeavesTheOthersAsTheyAre() {
        Determination answer = decisions.decide(shipment("2025-10-01", "Lindqvist Handel AB"));
        assertEquals("LICENSE_REQUIRED", answer.outcome());
        assertEquals("ROUTINE", answer.reviewPolicy());
        assertEquals(Map.of("NO", "LICENSE_REQUIRED", "CN", "NO_LICENSE_REQUIRED"), outcomes(answer.jurisdictions()));
        FindingAnswer finding = answer.findings().stream()
                .filter(f -> f.provision().equals("NO-TROLL"))
                .findFirst()
                .orElseThrow();
        assertEquals("NO-TROLL/1", finding.source().key());
        assertTrue(finding.text().en().contains("What trolls made needs a license"), finding.text()::en);
        assertEquals("巨魔法", finding.citation().title().zh());
        assertTrue(
                answer.coverage().stream().anyMatch(c -> c.toString().contains("giants")),
                () -> answer.coverage().toString());
    }

    @Test
    void tellsWhoIsOnItsListByItsRowsAlone() {
        Determination answer = decisions.decide(shipment("2025-10-01", "Dovregubben Bergverk"));
        assertEquals(
                Set.of("NO-TROLL LICENSE_REQUIRED", "NO-TROLL-LIST LISTED_PARTY"),
                answer.findings().stream()
                        .filter(f -> f.jurisdiction().equals("NO"))
                        .map(f -> f.provision() + " " + f.effect())
                        .collect(Collectors.toSet()));
    }

    @Test
    void hasATimelineByItsOwnCalendar() {
        List<Stretch> stretches = new Timeline(decisions)
                .of(
                        shipment("2025-10-01", "Lindqvist Handel AB"),
                        LocalDate.of(2025, 2, 1),
                        LocalDate.of(2026, 12, 31));
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
        var answer = new Alternatives(decisions).of(shipment("2025-10-01", "Lindqvist Handel AB"));
        assertTrue(
                answer.alternatives().stream()
                        .anyMatch(a -> a.fact().equals("/exportDate")
                                && String.valueOf(a.to()).equals("2026-03-01")
                                && a.outcome().equals("NO_LICENSE_REQUIRED")),
                () -> answer.alternatives().toString());
    }
}
