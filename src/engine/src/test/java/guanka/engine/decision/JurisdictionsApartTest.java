package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import guanka.engine.TestRuleset;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.facts.rows.Measure;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever is added to, taken from or changed in the rows of one jurisdiction, the other's answer stays byte for byte. */
@DisplayName("Rows of one jurisdiction never move another's answer")
class JurisdictionsApartTest {

    private static final LocalDate LAST_DAY = LocalDate.parse("2025-10-19");
    private static final String PROVISIONS = "provisions.xlsx";
    /** The long run, {@code -Dguanka.tries=N}, tries more of them. */
    private static final int SHIPMENTS = 90 * Integer.getInteger("guanka.tries", 1);

    /** The law of a jurisdiction with a row more, rows less and a cell changed of many kinds. */
    private static Ruleset edited(String jurisdiction) throws IOException {
        boolean us = jurisdiction.equals("US");
        EditedRuleset edited = new EditedRuleset();
        for (Measure row : TestRuleset.get().rows(Measure.class)) {
            if (row.provision().startsWith(jurisdiction) && row.isAlone()) {
                boolean later = row.from() != null && row.from().isAfter(LAST_DAY);
                edited.cell(PROVISIONS, "Measures", row.key(), later ? "from" : "to", LAST_DAY.toString());
            }
        }
        return us
                ? edited.cell(PROVISIONS, "Shares", "US-EAR/734.4/general", "threshold percent", "1")
                        .cell(PROVISIONS, "Holdings", "PARTY_LIST/US_ENTITY", "held", "NOT_HELD")
                        .cell(PROVISIONS, "Holdings", "ITEM_LIST/US-CCL", "held", "PARTIAL")
                        .cell(PROVISIONS, "Holdings", "LAW/US", "from", "2024-01-01")
                        .cell(PROVISIONS, "Holdings", "LAW/US/before", "to", "2023-12-31")
                        .copy(
                                "us-items.xlsx",
                                "Commerce Control List",
                                "US-CCL/0A002",
                                Map.of("key", "US-CCL/copied", "control codes", "1C905.a.1"))
                        .load()
                : edited.cell(PROVISIONS, "Shares", "CN-2025-61/1.1", "threshold percent", "1")
                        .cell(PROVISIONS, "Holdings", "PARTY_LIST/CN_CONTROL", "held", "PARTIAL")
                        .cell(PROVISIONS, "End uses", "CN-2025-61/3.1/WMD", "to", "2025-01-01")
                        .cell("cn-items.xlsx", "Annex 1 of 61", "CN-2025-61/A1.2/03", "to", "2025-01-01")
                        .copy(
                                "cn-items.xlsx",
                                "Control list",
                                "CN-2023-23/3C002/02",
                                Map.of("key", "CN-2023-23/copied", "control codes", "0A002"))
                        .load();
    }

    private static byte[] part(Determination of) {
        return CanonicalJson.write(new Determination(
                null,
                of.reference(),
                of.outcome(),
                of.reviewPolicy(),
                of.range(),
                of.reviewPolicyRange(),
                of.jurisdictions(),
                of.lines(),
                of.findings().stream().map(JurisdictionsApartTest::withoutRow).toList(),
                of.missing(),
                of.readings(),
                of.obligations(),
                null,
                of.asOf(),
                null,
                of.coverage(),
                of.lists(),
                of.holds(),
                of.authorities(),
                of.references(),
                of.extensions()));
    }

    /** A row of another sheet may have moved: the key says which it is. */
    private static Determination.FindingAnswer withoutRow(Determination.FindingAnswer f) {
        return new Determination.FindingAnswer(
                f.id(),
                f.provision(),
                f.jurisdiction(),
                f.effect(),
                f.line(),
                f.party(),
                f.wouldBe(),
                f.because(),
                new Determination.FoundAt(
                        f.source().file(),
                        f.source().sheet(),
                        0,
                        f.source().rule(),
                        f.source().key()),
                f.citation(),
                f.text(),
                f.clearance(),
                f.conditions());
    }

    /** The same shipment for one jurisdiction, with its codes named as that one's where it asks of two. */
    private static Map<String, Object> alone(Map<String, Object> facts, String jurisdiction) {
        Map<String, Object> alone = Facts.copy(facts);
        alone.put("jurisdictions", new ArrayList<>(List.of(jurisdiction)));
        return alone;
    }

    private static void apart(String edited, String other) throws IOException {
        int moved = 0;
        try (var before = new Decisions(TestRuleset.get());
                var after = new Decisions(edited(edited))) {
            for (int i = 0; i < SHIPMENTS; i++) {
                Map<String, Object> facts = Shipments.random(new Random(i * 7919L));
                var shipment = Facts.shipment(alone(facts, other));
                assertArrayEquals(part(before.decide(shipment)), part(after.decide(shipment)), () -> Facts.json(facts));
                var prefixed = Facts.shipment(prefixed(facts, other));
                assertArrayEquals(
                        of(other, before.decide(prefixed)), of(other, after.decide(prefixed)), () -> Facts.json(facts));
                var own = Facts.shipment(alone(facts, edited));
                moved += Arrays.equals(part(before.decide(own)), part(after.decide(own))) ? 0 : 1;
            }
        }
        assertFalse(moved == 0, "the edit of " + edited + " moves nothing of its own");
    }

    /** The shipment for both jurisdictions, where every code names its own. */
    private static Map<String, Object> prefixed(Map<String, Object> facts, String jurisdiction) {
        Map<String, Object> named = Facts.copy(facts);
        named.remove("jurisdictions");
        prefix(named, jurisdiction);
        return named;
    }

    private static void prefix(Object at, String jurisdiction) {
        if (at instanceof Map<?, ?> map) {
            Map<String, Object> of = Facts.cast(map);
            if (of.get("controlCodes") instanceof List<?> codes) {
                of.put(
                        "controlCodes",
                        new ArrayList<>(codes.stream()
                                .map(c -> c.toString().contains(":") || c.equals("EAR99") || c.equals("NONE")
                                        ? c
                                        : (Object) (jurisdiction + ":" + c))
                                .toList()));
            }
            of.values().forEach(value -> prefix(value, jurisdiction));
        } else if (at instanceof List<?> list) {
            list.forEach(value -> prefix(value, jurisdiction));
        }
    }

    /** What an answer says of one jurisdiction. */
    private static byte[] of(String jurisdiction, Determination answer) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put(
                "verdict",
                answer.jurisdictions().stream()
                        .filter(j -> j.jurisdiction().equals(jurisdiction))
                        .toList()
                        .toString());
        part.put(
                "findings",
                answer.findings().stream()
                        .filter(f -> f.jurisdiction().equals(jurisdiction))
                        .map(JurisdictionsApartTest::withoutRow)
                        .toList()
                        .toString());
        return part.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void rowsOfTheUnitedStatesMoveNothingOfChina() throws IOException {
        apart("US", "CN");
    }

    @Test
    void rowsOfChinaMoveNothingOfTheUnitedStates() throws IOException {
        apart("CN", "US");
    }
}
