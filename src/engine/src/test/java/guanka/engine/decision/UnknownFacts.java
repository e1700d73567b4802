package guanka.engine.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The unknown facts of a shipment, each with answers that a person might give. {@code publicDomain} is not among them: an
 * exemption must be claimed, so there alone unknown is no, and filling it in may make the answer milder than its range.
 */
final class UnknownFacts {

    /** The shipment with one unknown fact filled in. */
    record Filled(String pointer, Object value, Map<String, Object> facts) {}

    private final Map<String, Object> facts;
    private final List<Filled> all = new ArrayList<>();

    private UnknownFacts(Map<String, Object> facts) {
        this.facts = facts;
    }

    /** Every unknown fact with every answer that does not contradict the known facts. */
    static List<Filled> filled(Map<String, Object> facts) {
        UnknownFacts unknown = new UnknownFacts(facts);
        unknown.collect();
        return unknown.all;
    }

    static List<Filled> some(Map<String, Object> facts, int many, Random random) {
        List<Filled> all = new ArrayList<>(filled(facts));
        java.util.Collections.shuffle(all, random);
        return all.subList(0, Math.min(many, all.size()));
    }

    private void collect() {
        fill("/exportFrom", Shipments.COUNTRIES);
        fill("/destination", Shipments.COUNTRIES);
        fill("/usNexus", List.of(true, false));
        for (boolean applies : new boolean[] {true, false}) {
            fill(
                    "/assertions",
                    List.of(List.of(new LinkedHashMap<>(Map.of("provision", "US-EAR/738", "applies", applies)))));
        }
        fill(
                "/endUse/purposes",
                Shipments.PURPOSES.stream().map(p -> List.of((Object) p)).toList());
        fill("/endUse/purposes", List.of(List.of("CIVIL", "DISASTER_RELIEF"), List.of("MILITARY", "CIVIL")));
        fill("/endUse/facilityCountry", List.of("CN", "JP"));
        fill("/endUse/logicNodeNm", List.of("14", "14.0001", "5"));
        fill("/endUse/memoryLayers", List.of(255, 256));
        Facts.each(facts, "parties", "", this::party);
        newParty();
        ownership();
        Facts.each(facts, "lines", "", this::line);
    }

    private void fill(String pointer, List<?> values) {
        if (Facts.at(facts, pointer) == null) {
            for (Object value : values) {
                add(pointer, value, Facts.with(facts, pointer, Facts.copy(value)));
            }
        }
    }

    private void add(String pointer, Object value, Map<String, Object> filled) {
        if (isConsistent(filled)) {
            all.add(new Filled(pointer, value, filled));
        }
    }

    private void party(String at, Map<String, Object> of) {
        fill(
                at + "/roles",
                Shipments.ROLES.stream().map(r -> List.of((Object) r)).toList());
        fill(
                at + "/name",
                List.of(
                        Shipments.UNLISTED.get(0),
                        Shipments.LISTED.get(0),
                        Shipments.LISTED.get(Shipments.LISTED.size() / 2),
                        Shipments.LISTED.get(Shipments.LISTED.size() - 1)));
        fill(at + "/country", Shipments.COUNTRIES);
        fill(at + "/military", List.of(true, false));
        fill(at + "/notListed", List.of(true, false));
        fill(at + "/notListedOn", List.of(List.of("CN_UNRELIABLE"), List.of("CN_CONTROL", "US_ENTITY", "US_SDN")));
    }

    /** Whoever is not named yet: the end user, the exporter. */
    private void newParty() {
        List<Object> parties = Facts.cast(facts.getOrDefault("parties", List.of()));
        for (String role : List.of("END_USER", "EXPORTER")) {
            boolean named = parties.stream()
                    .anyMatch(p -> ((List<?>) Facts.map(p).getOrDefault("roles", List.of())).contains(role));
            for (String country : named ? List.<String>of() : List.of("DE", "US", "CN")) {
                for (String name : List.of(Shipments.UNLISTED.get(1), Shipments.LISTED.get(1))) {
                    List<Object> more = Facts.copy(parties);
                    more.add(new LinkedHashMap<>(Map.of(
                            "id",
                            "new",
                            "roles",
                            new ArrayList<>(List.of(role)),
                            "name",
                            name,
                            "country",
                            country,
                            "military",
                            country.equals("US"))));
                    add("/parties", role + " " + name, Facts.with(facts, "/parties", more));
                }
            }
        }
    }

    private void ownership() {
        fill("/ownership", List.of(List.of()));
        List<Object> parties = Facts.cast(facts.getOrDefault("parties", List.of()));
        for (int i = 0; parties.size() > 1 && i < parties.size(); i++) {
            String owner = (String) Facts.map(parties.get(i)).get("id");
            String owned =
                    (String) Facts.map(parties.get((i + 1) % parties.size())).get("id");
            fill(
                    "/ownership",
                    List.of(List.of(new LinkedHashMap<>(Map.of("owner", owner, "owned", owned, "percent", "50")))));
        }
        Facts.each(facts, "ownership", "", (at, of) -> {
            for (String share : of.containsKey("percent")
                    ? List.<String>of()
                    : List.of("0", "25", "25.01", "49.9999", "50", "75", "100")) {
                BigDecimal exact = new BigDecimal(share);
                boolean above = above(exact, of.get("percentAtLeast"), 0) && above(exact, of.get("percentMoreThan"), 1);
                boolean below = above(exact.negate(), negated(of.get("percentAtMost")), 0)
                        && above(exact.negate(), negated(of.get("percentLessThan")), 1);
                if (above && below) {
                    Map<String, Object> filled = Facts.with(facts, at + "/percent", share);
                    for (String end :
                            List.of("percentAtLeast", "percentMoreThan", "percentAtMost", "percentLessThan")) {
                        Facts.map(Facts.at(filled, at)).remove(end);
                    }
                    add(at + "/percent", share, filled);
                }
            }
        });
    }

    private static boolean above(BigDecimal share, Object end, int order) {
        return end == null || share.compareTo(new BigDecimal((String) end)) >= order;
    }

    private static String negated(Object end) {
        return end == null ? null : new BigDecimal((String) end).negate().toPlainString();
    }

    private void line(String at, Map<String, Object> of) {
        fill(at + "/form", List.of("MATERIAL", "MAGNET", "ELECTRONICS", "OTHER"));
        if (!of.containsKey("origin") && !"US".equals(facts.get("exportFrom"))) {
            // where origin, content and the place that it leaves settle it, it is not unknown
            fill(at + "/subjectToEar", List.of(true, false));
        }
        fill(at + "/directProductOfUsTechnology", List.of(true, false));
        fill(at + "/hsCode", List.of("850511"));
        fill(
                at + "/technologies",
                List.of(
                        List.of(),
                        List.of(Map.of("activity", "MAGNET_MANUFACTURING", "origin", "CN")),
                        List.of(Map.of("activity", "METAL_SMELTING", "origin", "JP"))));
        Facts.each(of, "technologies", at, (where, t) -> fill(where + "/origin", List.of("CN", "JP")));
        component(at, of);
    }

    private void component(String at, Map<String, Object> of) {
        fill(
                at + "/controlCodes",
                List.of(
                        List.of(),
                        List.of("1C905.a.1"),
                        List.of("1C905.a.4"),
                        List.of("3C001"),
                        List.of("US:3C001"),
                        List.of("EAR99"),
                        List.of("5A002"),
                        List.of("1E902.a")));
        fill(at + "/origin", List.of("CN", "JP"));
        fill(at + "/value", List.of("0", "0.5", "1", "300", "1000", "5000"));
        for (String value : List.of("0.5", "1", "300")) {
            fill(
                    at + "/content",
                    List.of(
                            List.of(),
                            List.of(new LinkedHashMap<>(Map.of(
                                    "controlCodes",
                                    List.of("1C905.a.1"),
                                    "origin",
                                    "CN",
                                    "value",
                                    value,
                                    "content",
                                    List.of())))));
        }
        Facts.each(of, "content", at, this::component);
    }

    /** Nothing is worth more than what it is part of, and no company is held beyond the whole. */
    private static boolean isConsistent(Map<String, Object> facts) {
        boolean[] fits = {true};
        Facts.each(facts, "lines", "", (at, line) -> worth(line, fits));
        Map<String, BigDecimal> held = new LinkedHashMap<>();
        Facts.each(
                facts,
                "ownership",
                "",
                (at, h) -> held.merge(
                        (String) h.get("owned"),
                        new BigDecimal((String) h.getOrDefault(
                                "percent", h.getOrDefault("percentAtLeast", h.getOrDefault("percentMoreThan", "0")))),
                        BigDecimal::add));
        return fits[0] && held.values().stream().allMatch(h -> h.compareTo(new BigDecimal(100)) <= 0);
    }

    private static BigDecimal worth(Map<String, Object> of, boolean[] fits) {
        BigDecimal[] parts = {BigDecimal.ZERO};
        Facts.each(of, "content", "", (at, c) -> parts[0] = parts[0].add(worth(c, fits)));
        if (of.get("value") == null) {
            return parts[0];
        }
        BigDecimal whole = new BigDecimal((String) of.get("value"));
        fits[0] &= whole.compareTo(parts[0]) >= 0;
        return whole;
    }
}
