package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.TestRuleset;
import guanka.facts.Determination;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real chips by their published figures, on four days to six destinations: what each is, and what it needs. */
@DisplayName("Real chips are classified and licensed as published")
class ChipTableTest {

    private static final String RULE_OF_2022 = "2022-11-01";
    private static final String RULE_OF_2023 = "2023-12-01";
    private static final String RULE_OF_2024 = "2024-05-01";
    private static final String TODAY = "2026-11-28";
    private static final String PROVISION = "US-EAR/742.6-AC";

    /** @param parent where the buyer's ultimate parent is headquartered */
    private record Buyer(String country, String parent) {}

    private static final List<Buyer> BUYERS = List.of(
            new Buyer("CN", "CN"),
            new Buyer("MO", "MO"),
            new Buyer("VN", "VN"),
            new Buyer("DE", "DE"),
            new Buyer("SG", "CN"),
            new Buyer("AE", "AE"));

    /** A row of the table; what is blank there is not known. */
    record Chip(
            String name,
            String rates,
            String area,
            String tpp,
            String datacenter,
            String memory,
            String entryOf2022,
            String paragraphs) {

        @Override
        public String toString() {
            return name;
        }

        private boolean mayReach(String limit) {
            String[] ends = tpp.split("\\.\\.");
            return new BigDecimal(ends[ends.length - 1]).compareTo(new BigDecimal(limit)) >= 0;
        }

        Map<String, Object> computing() {
            Map<String, Object> facts = new LinkedHashMap<>();
            List<Object> stated = new ArrayList<>();
            for (String rate : rates.split(" ")) {
                String[] of = rate.split("x");
                stated.add(Map.of("bits", Integer.parseInt(of[0]), "tops", figure(of[1])));
            }
            facts.put("rates", stated);
            if (!area.isEmpty()) {
                facts.put("applicableDieAreaMm2", figure(area));
            }
            if (!datacenter.isEmpty()) {
                facts.put("designedOrMarketedForDatacenters", datacenter.equals("YES"));
            }
            facts.put("memoryBandwidthGBs", figure(memory));
            if (!entryOf2022.isEmpty()) {
                facts.put("ioBandwidthGBs", entryOf2022.equals("YES") ? "600" : "400");
            }
            return facts;
        }

        private static Object figure(String text) {
            String[] ends = text.split("\\.\\.");
            return ends.length == 1 ? text : Map.of("atLeast", ends[0], "atMost", ends[1]);
        }

        /** What it is on a day, by the table. */
        Set<String> codes(String day) {
            Set<String> codes = new TreeSet<>();
            if (day.equals(RULE_OF_2022)) {
                boolean mayBe = mayReach("4800") && !entryOf2022.equals("NO");
                if (mayBe) {
                    codes.add("3A090");
                }
                if (!mayBe || entryOf2022.isEmpty()) {
                    codes.add("3A991.p");
                }
                return codes;
            }
            for (String paragraph : paragraphs.split(" ")) {
                codes.add(paragraph.equals("none") ? "3A991.p" : "3A090." + paragraph);
            }
            return codes;
        }
    }

    static Stream<Chip> chips() throws IOException {
        try (var lines = new BufferedReader(
                new InputStreamReader(ChipTableTest.class.getResourceAsStream("chips.csv"), StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(c -> new Chip(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("chips")
    void aChipIsWhatItsFiguresMakeItAndNeedsWhatTheRuleOfTheDaySays(Chip chip) {
        for (String day : List.of(RULE_OF_2022, RULE_OF_2023, RULE_OF_2024, TODAY)) {
            for (Buyer buyer : BUYERS) {
                Determination answer = answer(chip, day, buyer);
                String where = chip + " to " + buyer + " on " + day;
                Set<String> codes = chip.codes(day);
                assertEquals(
                        codes,
                        new TreeSet<>(
                                answer.lines().get(0).classification().get(0).codes()),
                        where);
                String need = need(codes, day, buyer);
                assertEquals(need, need(answer), where);
                if (need.equals("LICENSE_REQUIRED") && codes.size() == 1) {
                    String policy = policy(chip, codes.iterator().next(), day, buyer);
                    if (policy == null || !policy.equals("?")) {
                        assertEquals(policy, answer.reviewPolicy(), where);
                    }
                }
            }
        }
    }

    /** The license requirement, written out by hand. */
    private static String need(Set<String> codes, String day, Buyer buyer) {
        boolean reached = day.equals(RULE_OF_2022)
                ? buyer.country().equals("CN")
                : !buyer.country().equals("DE");
        boolean free = codes.contains("3A991.p");
        return !reached || free && codes.size() == 1 ? "NONE" : free ? "UNKNOWN" : "LICENSE_REQUIRED";
    }

    private static String need(Determination answer) {
        return answer.findings().stream()
                .filter(f -> f.provision().equals(PROVISION))
                .filter(f -> f.id().contains(":LICENSE_REQUIRED"))
                .map(Determination.FindingAnswer::effect)
                .findFirst()
                .orElse("NONE");
    }

    /** The review policy, written out by hand; a question mark where the figures leave it open. */
    private static String policy(Chip chip, String code, String day, Buyer buyer) {
        boolean a = !code.equals("3A090.b");
        return switch (buyer.country()) {
            case "CN", "MO" ->
                switch (day) {
                    case RULE_OF_2024 ->
                        chip.datacenter().isEmpty()
                                ? "?"
                                : a && chip.datacenter().equals("YES") ? "PRESUMPTION_OF_DENIAL" : "CASE_BY_CASE";
                    case TODAY -> {
                        String[] memory = chip.memory().split("\\.\\.");
                        boolean above = chip.mayReach("21000")
                                || new BigDecimal(memory[memory.length - 1]).compareTo(new BigDecimal("6500")) >= 0;
                        yield above ? "PRESUMPTION_OF_DENIAL" : "CASE_BY_CASE";
                    }
                    default -> "PRESUMPTION_OF_DENIAL";
                };
            case "SG" -> day.equals(TODAY) && a ? "PRESUMPTION_OF_DENIAL" : "CASE_BY_CASE";
            case "AE" -> {
                if (day.equals(TODAY)) {
                    yield a ? null : "CASE_BY_CASE";
                }
                yield a || day.equals(RULE_OF_2023) ? "PRESUMPTION_OF_APPROVAL" : "CASE_BY_CASE";
            }
            default -> a || day.equals(RULE_OF_2023) ? "PRESUMPTION_OF_APPROVAL" : "CASE_BY_CASE";
        };
    }

    private static Determination answer(Chip chip, String day, Buyer buyer) {
        String shipment = """
                {"exportDate": "%s", "exportFrom": "US", "destination": "%s", "jurisdictions": ["US"],
                 "parties": [{"id": "buyer", "name": "Aldervale Rechenwerke 12", "country": "%s", "kind": "ORGANISATION",
                              "roles": ["CONSIGNEE", "END_USER"], "military": false,
                              "headquarters": "%s", "parentHeadquarters": "%s"}],
                 "ownership": [], "endUse": {"purposes": ["CIVIL"]},
                 "lines": [{"id": "1", "origin": "US", "subjectToEar": true}]}""".formatted(day, buyer.country(), buyer.country(), buyer.country(), buyer.parent());
        return Answers.of(TestRuleset.get(), shipment, Map.of("/lines/0/computing", chip.computing()));
    }
}
