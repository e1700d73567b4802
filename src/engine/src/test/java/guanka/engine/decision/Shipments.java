package guanka.engine.decision;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Reading;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random shipments whose facts lie where the rows draw their lines: days, codes, names, shares, purposes, and unknown ones. */
public final class Shipments {

    private static final Ruleset RULESET = TestRuleset.get();

    static final List<String> COUNTRIES = List.of("CN", "JP", "US", "DE", "HK", "MY");
    static final List<String> PURPOSES = List.copyOf(RULESET.vocabulary("purposes"));
    static final List<String> FORMS = List.copyOf(RULESET.vocabulary("forms"));
    static final List<String> ACTIVITIES = List.copyOf(RULESET.vocabulary("activities"));
    static final List<String> ROLES = List.of("EXPORTER", "CONSIGNEE", "END_USER", "PURCHASER", "OWNER");
    /** Codes on which much depends, a heading, one that may be listed, one on no list of the tables. */
    static final List<String> TELLING_CODES = List.of(
            "1C905.a.1",
            "1C905.a.4",
            "1C904.a.4",
            "1C905.b",
            "1C902.a.3.a",
            "1C905",
            "1C904.a.2",
            "3C001",
            "6C002",
            "1E902.a",
            "1E902.b",
            "9Z999",
            "CN:3C001",
            "US:3C001",
            "EAR99",
            "CN:NONE");

    private static final List<String> ALL_CODES = codes();
    private static final List<LocalDate> DAYS = days();
    static final List<String> LISTED = RULESET.rows(ListEntry.class).stream()
            .map(e -> e.name().en())
            .filter(n -> n != null && !n.equals("?"))
            .toList();
    /** Among all names one in a hundred would be theirs. */
    private static final List<String> LISTED_IN_CHINA = RULESET.rows(ListEntry.class).stream()
            .filter(e -> e.list().startsWith("CN_"))
            .map(e -> e.name().en())
            .filter(n -> n != null && !n.equals("?"))
            .toList();

    static final List<String> UNLISTED =
            List.of("Nordlicht Antriebe GmbH", "Kaede Magnetics K.K.", "Prairie Motor Works");
    private static final List<Reading> READINGS = RULESET.rows(Reading.class);

    private final Random random;
    private final int unknown;

    private Shipments(Random random) {
        this.random = random;
        unknown = random.nextInt(4) * 12;
    }

    public static Map<String, Object> random(Random random) {
        return new Shipments(random).shipment();
    }

    public static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T one(List<T> all) {
        return one(all, random);
    }

    private Map<String, Object> shipment() {
        Map<String, Object> shipment = new LinkedHashMap<>();
        LocalDate day = one(DAYS);
        shipment.put(
                "exportDate", chance(15) ? day + (chance(50) ? "T00:30:00+09:00" : "T23:30:00-05:00") : day.toString());
        put(shipment, "exportFrom", chance(50) ? "CN" : one(COUNTRIES));
        put(shipment, "destination", one(COUNTRIES));
        shipment.put("movement", chance(75) ? "EXPORT" : one(List.of("REEXPORT", "TRANSIT", "DEEMED_EXPORT")));
        List<Object> parties = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parties.add(party("p" + i, parties));
        }
        shipment.put("parties", parties);
        if (!chance(unknown)) {
            shipment.put("ownership", holdings(parties));
        }
        shipment.put("endUse", endUse());
        List<Object> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            lines.add(line("l" + i));
        }
        shipment.put("lines", lines);
        if (chance(15)) {
            Reading reading = one(READINGS);
            shipment.put("readings", new LinkedHashMap<>(Map.of(reading.question(), reading.reading())));
        }
        return shipment;
    }

    private void put(Map<String, Object> of, String key, Object value) {
        if (!chance(unknown)) {
            of.put(key, value);
        }
    }

    private Map<String, Object> party(String id, List<Object> others) {
        Map<String, Object> party = new LinkedHashMap<>();
        party.put("id", id);
        put(
                party,
                "roles",
                chance(40) ? new ArrayList<>(List.of("CONSIGNEE", "END_USER")) : new ArrayList<>(List.of(one(ROLES))));
        put(party, "name", chance(45) ? name() : one(UNLISTED));
        put(party, "country", one(COUNTRIES));
        put(party, "military", chance(20));
        if (chance(10)) {
            party.put("listedOn", new ArrayList<>(List.of(one(List.of("CN_CONTROL", "CN_WATCH", "CN_UNRELIABLE")))));
        }
        if (chance(15)) {
            party.put("notListed", chance(70));
        }
        if (chance(10)) {
            party.put("kind", one(List.of("ORGANISATION", "PERSON")));
        }
        if (chance(10)) {
            party.put("notListedOn", new ArrayList<>(List.of(one(List.of("CN_UNRELIABLE", "US_ENTITY")))));
        }
        if (!others.isEmpty() && chance(10)) {
            party.put("branchOf", Facts.map(one(others)).get("id"));
        }
        return party;
    }

    /** A listed name, or one so like it that a person must look. */
    private String name() {
        String name = one(chance(60) ? LISTED_IN_CHINA : LISTED);
        int at = name.length() / 2;
        return chance(30) && name.length() > 12 ? name.substring(0, at) + name.substring(at + 1) : name;
    }

    private List<Object> holdings(List<Object> parties) {
        List<Object> holdings = new ArrayList<>();
        if (parties.size() > 1 && chance(70)) {
            for (Object owned : parties) {
                BigDecimal room = new BigDecimal(100);
                for (Object owner : parties) {
                    if (owner != owned && chance(40)) {
                        Map<String, Object> holding = new LinkedHashMap<>();
                        holding.put("owner", Facts.map(owner).get("id"));
                        holding.put("owned", Facts.map(owned).get("id"));
                        String share = one(List.of("10", "24.9", "25", "30", "49.9999", "50", "60"));
                        if (new BigDecimal(share).compareTo(room) > 0) {
                            share = room.toPlainString();
                        }
                        room = room.subtract(new BigDecimal(share));
                        if (chance(unknown)) {
                            if (chance(50) && room.compareTo(new BigDecimal(25)) >= 0) {
                                holding.put(chance(50) ? "percentMoreThan" : "percentAtLeast", "25");
                                holding.put(chance(50) ? "percentLessThan" : "percentAtMost", "50");
                                room = room.subtract(new BigDecimal(25));
                            }
                        } else {
                            holding.put("percent", share);
                        }
                        holdings.add(holding);
                    }
                }
            }
        }
        return holdings;
    }

    private Map<String, Object> endUse() {
        Map<String, Object> use = new LinkedHashMap<>();
        List<Object> purposes = new ArrayList<>(Set.of(chance(40) ? "CIVIL" : one(PURPOSES)));
        String second = one(PURPOSES);
        if (chance(25) && !purposes.contains(second)) {
            purposes.add(second);
        }
        put(use, "purposes", purposes);
        put(use, "logicNodeNm", one(List.of("14", "14.0001", "7", "28")));
        put(use, "memoryLayers", one(List.of(255, 256, 64)));
        return use;
    }

    private String code() {
        return chance(80) ? one(TELLING_CODES) : one(ALL_CODES);
    }

    private List<Object> codesOf(int none) {
        List<Object> codes = new ArrayList<>();
        if (!chance(none)) {
            codes.add(code());
            String second = code();
            if (chance(15) && !codes.contains(second)) {
                codes.add(second);
            }
        }
        return codes;
    }

    private Map<String, Object> line(String id) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("kind", chance(80) ? "GOODS" : "TECHNOLOGY");
        put(line, "controlCodes", codesOf(15));
        put(line, "form", one(FORMS));
        put(line, "origin", one(List.of("CN", "CN", "JP", "MY", "US")));
        put(line, "value", "1000");
        put(line, "content", content(new BigDecimal(1000), 3));
        List<Object> technologies = new ArrayList<>();
        if (chance(40)) {
            Map<String, Object> technology = new LinkedHashMap<>(Map.of("activity", one(ACTIVITIES)));
            put(technology, "origin", one(List.of("CN", "JP")));
            technologies.add(technology);
        }
        put(line, "technologies", technologies);
        if (chance(20)) {
            line.put("publicDomain", chance(50));
        }
        if (chance(10)) {
            line.put(
                    "declaredShares",
                    new ArrayList<>(List.of(new LinkedHashMap<>(
                            Map.of("provision", "CN-2025-61/1.1", "percent", one(List.of("0.1", "0.09", "5")))))));
        }
        return line;
    }

    private List<Object> content(BigDecimal room, int depth) {
        List<Object> content = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
            BigDecimal value = chance(40)
                    ? new BigDecimal(one(List.of("1", "0.9999", "0.5", "0")))
                    : room.multiply(new BigDecimal("0.3")).setScale(4, RoundingMode.DOWN);
            value = value.min(room);
            Map<String, Object> component = new LinkedHashMap<>();
            put(component, "controlCodes", codesOf(40));
            put(component, "origin", one(List.of("CN", "JP")));
            if (!chance(unknown)) {
                component.put("value", value.toPlainString());
                room = room.subtract(value);
            }
            put(component, "content", content(component.containsKey("value") ? value : BigDecimal.ZERO, depth - 1));
            content.add(component);
        }
        return content;
    }

    private static List<String> codes() {
        Set<String> codes = new TreeSet<>();
        RULESET.rows(ItemRow.class)
                .forEach(r -> r.codes().stream().filter(c -> !c.equals("?")).forEach(codes::add));
        return List.copyOf(codes);
    }

    /** Each first and last day of a row, the day before and the day after. */
    private static List<LocalDate> days() {
        Set<LocalDate> days = new TreeSet<>();
        List<LocalDate> marks = new ArrayList<>();
        RULESET.rows(CalendarRow.class).forEach(r -> {
            marks.add(r.from());
            marks.add(r.to());
        });
        RULESET.rows(Pause.class).forEach(r -> {
            marks.add(r.from());
            marks.add(r.to());
        });
        RULESET.rows(ListEntry.class).forEach(e -> marks.add(e.from()));
        marks.stream()
                .filter(d -> d != null && d.getYear() >= 2023)
                .forEach(d -> days.addAll(List.of(d.minusDays(1), d, d.plusDays(1))));
        List<LocalDate> all = new ArrayList<>(days);
        // the weeks in which most is in force weigh more
        for (int i = 0; i < all.size() / 2; i++) {
            all.add(i % 2 == 0 ? LocalDate.of(2025, 10, 20) : LocalDate.of(2027, 3, 1));
        }
        return all;
    }
}
