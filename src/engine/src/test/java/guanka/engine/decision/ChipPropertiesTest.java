package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.facts.Determination;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is unknown of a chip leaves open exactly what filling it in gives. */
class ChipPropertiesTest {

    private static final String PROVISION = "US-EAR/742.6-AC";
    private static final List<String> DENSITIES = List.of("5.92", "3.2", "1.6");

    /**
     * Facts of a shipment of one chip; null stands for unknown. Figures are in tenths.
     *
     * @param tpp  of the only rate, at 8 bits
     * @param area lower end of the die area, with its upper end
     */
    record Chip(int tpp, Integer area, Integer areaAtMost, Boolean datacenter, String destination, String parent) {

        Map<String, Object> facts() {
            Map<String, Object> computing = new LinkedHashMap<>();
            computing.put(
                    "rates",
                    List.of(Map.of(
                            "bits",
                            8,
                            "tops",
                            tenths(tpp).divide(BigDecimal.valueOf(8)).toPlainString())));
            if (area != null) {
                computing.put(
                        "applicableDieAreaMm2",
                        Map.of(
                                "atLeast",
                                tenths(area).toPlainString(),
                                "atMost",
                                tenths(areaAtMost).toPlainString()));
            }
            if (datacenter != null) {
                computing.put("designedOrMarketedForDatacenters", datacenter);
            }
            return computing;
        }

        private static BigDecimal tenths(int value) {
            return BigDecimal.valueOf(value, 1);
        }

        /** Every way in which the unknown facts can turn out that could matter. */
        List<Chip> filledIn() {
            Set<Integer> areas = new TreeSet<>();
            int least = area == null ? 1 : area;
            int most = area == null ? Integer.MAX_VALUE : areaAtMost;
            areas.add(least);
            areas.add(area == null ? 10 * tpp + 10 : most);
            for (String density : DENSITIES) {
                int at = tenths(tpp)
                        .divide(new BigDecimal(density), 1, RoundingMode.DOWN)
                        .movePointRight(1)
                        .intValueExact();
                for (int near : List.of(at, at + 1)) {
                    if (near >= least && near <= most) {
                        areas.add(near);
                    }
                }
            }
            List<Chip> all = new ArrayList<>();
            for (int filled : areas) {
                for (boolean is : datacenter == null ? List.of(true, false) : List.of(datacenter)) {
                    for (String of : parent == null ? List.of("CN", "MO", "SG") : List.of(parent)) {
                        all.add(new Chip(tpp, filled, filled, is, destination, of));
                    }
                }
            }
            return all;
        }

        /** What the rule of 2024 says of a chip of which all is known, written out by hand. */
        String written() {
            double total = tpp / 10.0;
            boolean a = total >= 4800 || datacenter && total >= 1600 && 592L * area <= 100L * tpp;
            boolean b = !a
                    && datacenter
                    && (total >= 2400 && 16L * area <= 10L * tpp || total >= 1600 && 32L * area <= 10L * tpp);
            boolean reached = List.of("CN", "VN").contains(destination)
                    || List.of("CN", "MO").contains(parent);
            return (a || b) && reached ? "LICENSE_REQUIRED" : "NONE";
        }

        String decided() {
            String shipment = """
                    {"exportDate": "2024-06-01", "exportFrom": "US", "destination": "%s", "jurisdictions": ["US"],
                     "parties": [{"id": "buyer", "name": "Aldervale Rechenwerke 12", "country": "%s",
                                  "roles": ["CONSIGNEE", "END_USER"], "military": false, "headquarters": "%s"}],
                     "ownership": [], "endUse": {"purposes": ["CIVIL"]},
                     "lines": [{"id": "1", "origin": "US", "subjectToEar": true}]}""".formatted(destination, destination, destination);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("/lines/0/computing", facts());
            if (parent != null) {
                facts.put("/parties/0/parentHeadquarters", parent);
            }
            Determination answer = Answers.of(TestRuleset.get(), shipment, facts);
            return answer.findings().stream()
                    .filter(f -> f.id().startsWith(PROVISION + ":") && f.id().contains("LICENSE_REQUIRED"))
                    .map(Determination.FindingAnswer::effect)
                    .findFirst()
                    .orElse("NONE");
        }
    }

    @Provide
    Arbitrary<Chip> chips() {
        Arbitrary<Integer> tpp = Arbitraries.oneOf(
                Arbitraries.integers().between(14_000, 52_000),
                Arbitraries.of(15_999, 16_000, 23_999, 24_000, 47_999, 48_000));
        Arbitrary<Integer> area = Arbitraries.integers().between(2_000, 32_000).injectNull(0.3);
        return Combinators.combine(
                        tpp,
                        area,
                        Arbitraries.integers().between(0, 6_000),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.of("CN", "VN", "SG"),
                        Arbitraries.of("CN", "SG").injectNull(0.3))
                .as((t, a, more, dc, to, parent) ->
                        new Chip(t, a, a == null ? null : a + more, dc, to, to.equals("CN") ? "CN" : parent));
    }

    @Property(tries = 150)
    void what_is_unknown_leaves_open_what_filling_it_in_gives(@ForAll("chips") Chip chip) {
        Set<String> ways = new LinkedHashSet<>();
        chip.filledIn().forEach(filled -> ways.add(filled.written()));
        String said = chip.decided();
        assertEquals(ways.size() == 1 ? ways.iterator().next() : "UNKNOWN", said, chip::toString);
    }

    @Property(tries = 60)
    void every_way_of_filling_it_in_is_decided_as_written(@ForAll("chips") Chip chip) {
        for (Chip filled : chip.filledIn()) {
            assertEquals(filled.written(), filled.decided(), filled::toString);
        }
    }

    @Property(tries = 40)
    void the_steps_of_the_answer_are_where_the_classification_turns(@ForAll("chips") Chip chip) {
        Chip known = new Chip(chip.tpp(), 8_000, 8_000, true, "CN", "CN");
        var computing = new LinkedHashMap<>(known.facts());
        String shipment = """
                {"exportDate": "2024-06-01", "exportFrom": "US", "destination": "CN", "jurisdictions": ["US"],
                 "lines": [{"id": "1", "origin": "US", "subjectToEar": true}]}""";
        var turns = classification(shipment, computing).computed().turns();
        for (Determination.Turn turn : turns) {
            if (turn.fact().endsWith("applicableDieAreaMm2")) {
                for (Determination.Step step : turn.steps()) {
                    for (String end : new String[] {step.atLeast(), step.atMost()}) {
                        if (end != null) {
                            computing.put("applicableDieAreaMm2", end);
                            assertEquals(
                                    step.codes(),
                                    classification(shipment, computing).codes(),
                                    end);
                        }
                    }
                }
                assertTrue(turn.steps().size() > 1);
            }
        }
    }

    private static Determination.Classification classification(String shipment, Map<String, Object> computing) {
        return Answers.of(TestRuleset.get(), shipment, Map.of("/lines/0/computing", computing))
                .lines()
                .get(0)
                .classification()
                .get(0);
    }
}
