package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Obligation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A value of law that changes on 1 February 2027 decides by its old words the day before and by its new ones on the day itself. */
@DisplayName("A row holds on its days")
class DatedLawTest {

    private static final String PROVISIONS = "provisions.xlsx";

    /** A dysprosium magnet of Chinese origin, for civil use, from Japan to an unlisted buyer in Germany. */
    private static final String MAGNET = """
            {"exportFrom": "JP", "destination": "DE", "movement": "REEXPORT", "jurisdictions": ["CN"],
             "parties": [{"id": "buyer", "name": "Muster Antriebe GmbH", "country": "DE", "roles": ["CONSIGNEE", "END_USER"], "military": false}],
             "ownership": [], "endUse": {"purposes": ["CIVIL"]},
             "lines": [{"id": "1", "controlCodes": ["1C905.a.4"], "form": "MAGNET", "origin": "CN",
                        "value": {"amount": "10000", "currency": "EUR"}, "content": [], "technologies": []}]}""";

    private static String on(Ruleset ruleset, String shipment, String day) {
        Determination answer = Answers.of(ruleset, shipment, Map.of("/exportDate", day));
        return answer.outcome() + (answer.reviewPolicy() == null ? "" : " " + answer.reviewPolicy());
    }

    private static void changes(EditedRuleset edited, String shipment, String before, String after) throws IOException {
        Ruleset ruleset = edited.load();
        assertEquals(before, on(TestRuleset.get(), shipment, "2027-02-01"), "without the edit");
        assertEquals(before, on(ruleset, shipment, "2027-01-31"), "the day before");
        assertEquals(after, on(ruleset, shipment, "2027-02-01"), "the day itself");
    }

    private static EditedRuleset ends(String sheet, String key) throws IOException {
        return new EditedRuleset().cell(PROVISIONS, sheet, key, "to", "2027-01-31");
    }

    @Test
    void aThreshold() throws IOException {
        changes(
                ends("Shares", "CN-2025-61/1.1")
                        .copy(
                                PROVISIONS,
                                "Shares",
                                "CN-2025-61/1.1",
                                Map.of(
                                        "key",
                                        "CN-2025-61/1.1/2027",
                                        "threshold percent",
                                        "0.2",
                                        "from",
                                        "2027-02-01",
                                        "to",
                                        "OPEN")),
                TestRuleset.shipment("cn61-11-exact").toString(),
                "LICENSE_REQUIRED ROUTINE",
                "NO_LICENSE_REQUIRED");
    }

    @Test
    void anEndUse() throws IOException {
        changes(
                ends("End uses", "CN-2025-61/3.1/WMD"),
                MAGNET.replace("CIVIL", "WMD"),
                "LICENSE_REQUIRED PRESUMPTION_OF_DENIAL",
                "LICENSE_REQUIRED ROUTINE");
    }

    @Test
    void anItem() throws IOException {
        changes(
                new EditedRuleset().cell("cn-items.xlsx", "Annex 1 of 61", "CN-2025-61/A1.2/03", "to", "2027-01-31"),
                MAGNET,
                "LICENSE_REQUIRED ROUTINE",
                "NO_LICENSE_REQUIRED");
    }

    @Test
    void aTerritory() throws IOException {
        // Germany joins those places of China from which a movement is no movement abroad
        changes(
                new EditedRuleset()
                        .copy(
                                PROVISIONS,
                                "Territories",
                                "CHINA_61/CN",
                                Map.of("key", "CHINA_61/DE", "country", "DE", "from", "2027-02-01")),
                MAGNET,
                "LICENSE_REQUIRED ROUTINE",
                "NO_LICENSE_REQUIRED");
    }

    @Test
    void aReviewMeasure() throws IOException {
        List<Measure> rows = TestRuleset.get().rows(Measure.class).stream()
                .filter(m -> m.provision().equals("CN-2025-61/3.1"))
                .toList();
        EditedRuleset edited = new EditedRuleset();
        for (Measure row : rows) {
            edited.cell(PROVISIONS, "Measures", row.key(), "to", "2027-01-31");
        }
        changes(
                edited,
                MAGNET.replace("CIVIL", "WMD"),
                "LICENSE_REQUIRED PRESUMPTION_OF_DENIAL",
                "LICENSE_REQUIRED ROUTINE");
    }

    @Test
    void anObligation() throws IOException {
        String relief = MAGNET.replace("CIVIL", "EMERGENCY_MEDICAL");
        Obligation duty = TestRuleset.get().rows(Obligation.class).stream()
                .filter(o -> o.provision().equals("CN-2025-61/5") && o.due() != null)
                .findFirst()
                .orElseThrow();
        Ruleset ruleset = ends("Obligations", duty.key()).load();
        assertEquals(1, duties(ruleset, relief, "2027-01-31", duty));
        assertEquals(0, duties(ruleset, relief, "2027-02-01", duty));
        assertEquals(1, duties(TestRuleset.get(), relief, "2027-02-01", duty));
    }

    private static long duties(Ruleset ruleset, String shipment, String day, Obligation duty) {
        return Answers.of(ruleset, shipment, Map.of("/exportDate", day)).obligations().stream()
                .filter(o -> o.provision().equals(duty.provision()) && o.text().equals(duty.text()))
                .count();
    }
}
