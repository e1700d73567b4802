package guanka.engine.decision;

import guanka.engine.TestRuleset;
import guanka.engine.items.ControlCodes;
import guanka.engine.items.ItemLists;
import guanka.engine.ruleset.ClosedWorld;
import guanka.facts.Assertion;
import guanka.facts.Content;
import guanka.facts.ControlCode;
import guanka.facts.DeclaredShare;
import guanka.facts.EndUse;
import guanka.facts.ExportDate;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Money;
import guanka.facts.Party;
import guanka.facts.PartyKind;
import guanka.facts.Shipment;
import guanka.facts.TechnologyUsed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A shipment as plain maps and lists in the shape of the contract's JSON, which is easy to shuffle, to fill in and to make
 * smaller. What is absent is unknown. Amounts and percents are text.
 */
public final class Facts {

    private static final ItemLists ITEMS = new ItemLists(TestRuleset.get(), new ClosedWorld(TestRuleset.get()));

    private Facts() {}

    public static Shipment shipment(Map<String, Object> facts) {
        String date = (String) facts.get("exportDate");
        ExportDate day = date.contains("T")
                ? new ExportDate(date, null, OffsetDateTime.parse(date))
                : ExportDate.of(LocalDate.parse(date));
        Map<String, Object> use = map(facts.getOrDefault("endUse", Map.of()));
        List<Party> parties = new ArrayList<>();
        each(facts, "parties", "", (at, of) -> parties.add(party(of, at)));
        List<Line> lines = new ArrayList<>();
        each(facts, "lines", "", (at, of) -> lines.add(line(of, at)));
        List<Assertion> assertions = new ArrayList<>();
        each(facts, "assertions", "", (at, of) -> assertions.add(assertion(of, at)));
        List<Holding> holdings = new ArrayList<>();
        each(facts, "ownership", "", (at, of) -> holdings.add(holding(of, at)));
        return new Shipment(
                (String) facts.get("reference"),
                day,
                known(facts, "exportFrom", ""),
                known(facts, "destination", ""),
                (String) facts.getOrDefault("movement", "EXPORT"),
                known(facts, "usNexus", ""),
                parties,
                new Known<>(facts.containsKey("ownership") ? holdings : null, "/ownership"),
                new EndUse(
                        known(use, "purposes", "/endUse"),
                        known(use, "logicNodeNm", "/endUse", v -> new BigDecimal((String) v)),
                        known(use, "memoryLayers", "/endUse"),
                        known(use, "facilityCountry", "/endUse")),
                lines,
                new TreeMap<>(Facts.<Map<String, String>>cast(facts.getOrDefault("readings", Map.of()))),
                Facts.<List<String>>cast(facts.get("jurisdictions")),
                assertions,
                List.of(),
                Map.of());
    }

    private static Party party(Map<String, Object> of, String at) {
        List<Party.ClearedMatch> cleared = new ArrayList<>();
        each(
                of,
                "clearedMatches",
                at,
                (where, c) ->
                        cleared.add(new Party.ClearedMatch((String) c.get("entry"), (String) c.get("reason"), null)));
        return new Party(
                (String) of.get("id"),
                at,
                known(of, "roles", at),
                known(of, "name", at),
                Facts.cast(of.getOrDefault("aliases", List.of())),
                known(of, "country", at),
                Map.of(),
                known(of, "military", at),
                Facts.cast(of.getOrDefault("listedOn", List.of())),
                known(of, "notListed", at),
                (String) of.get("branchOf"),
                of.containsKey("kind") ? PartyKind.valueOf((String) of.get("kind")) : null,
                known(of, "address", at),
                known(of, "headquarters", at),
                known(of, "parentHeadquarters", at),
                Facts.cast(of.getOrDefault("notListedOn", List.of())),
                day(of.get("screenedOn")),
                cleared);
    }

    private static Assertion assertion(Map<String, Object> of, String at) {
        return new Assertion(
                (String) of.get("provision"),
                (Boolean) of.get("applies"),
                (String) of.get("line"),
                (String) of.get("party"),
                null,
                null,
                at);
    }

    /** A control code as the reader of shipments takes it, where nothing is wrong with it. */
    public static ControlCode code(String given) {
        int colon = given.indexOf(':');
        String code = ControlCodes.normal(given.substring(colon + 1));
        return new ControlCode(
                given,
                colon < 0 ? null : given.substring(0, colon),
                code,
                !ITEMS.basketOf(code).isEmpty());
    }

    private static Known<List<ControlCode>> codes(Map<String, Object> of, String at) {
        return known(
                of,
                "controlCodes",
                at,
                all -> Facts.<List<String>>cast(all).stream().map(Facts::code).toList());
    }

    private static Holding holding(Map<String, Object> of, String at) {
        String exact = (String) of.get("percent");
        String least = exact != null
                ? exact
                : (String) of.getOrDefault("percentMoreThan", of.getOrDefault("percentAtLeast", "0"));
        String most = exact != null
                ? exact
                : (String) of.getOrDefault("percentLessThan", of.getOrDefault("percentAtMost", "100"));
        return new Holding(
                (String) of.get("owner"),
                (String) of.get("owned"),
                at + "/percent",
                new BigDecimal(least),
                exact == null && of.containsKey("percentMoreThan"),
                new BigDecimal(most),
                exact == null && of.containsKey("percentLessThan"),
                (String) of.getOrDefault("interest", Holding.SHAREHOLDING),
                day(of.get("from")),
                day(of.get("until")));
    }

    private static Line line(Map<String, Object> of, String at) {
        List<DeclaredShare> shares = new ArrayList<>();
        each(
                of,
                "declaredShares",
                at,
                (where, s) -> shares.add(new DeclaredShare(
                        (String) s.get("provision"), new BigDecimal((String) s.get("percent")), where)));
        List<TechnologyUsed> technologies = new ArrayList<>();
        each(
                of,
                "technologies",
                at,
                (where, t) ->
                        technologies.add(new TechnologyUsed((String) t.get("activity"), known(t, "origin", where))));
        return new Line(
                (String) of.get("id"),
                at,
                (String) of.getOrDefault("kind", "GOODS"),
                codes(of, at),
                known(of, "hsCode", at),
                known(of, "form", at),
                known(of, "origin", at),
                money(of, at),
                content(of, at),
                shares,
                new Known<>(of.containsKey("technologies") ? technologies : null, at + "/technologies"),
                known(of, "subjectToEar", at),
                known(of, "publicDomain", at),
                known(of, "directProductOfUsTechnology", at),
                known(of, "informedByAuthority", at),
                Known.unknown(at + "/computing"),
                List.of(),
                Known.unknown(at + "/quantity"),
                List.of());
    }

    private static Known<List<Content>> content(Map<String, Object> of, String at) {
        List<Content> content = new ArrayList<>();
        each(
                of,
                "content",
                at,
                (where, c) -> content.add(new Content(
                        where,
                        codes(c, where),
                        known(c, "origin", where),
                        money(c, where),
                        content(c, where),
                        Known.unknown(where + "/computing"))));
        return new Known<>(of.containsKey("content") ? content : null, at + "/content");
    }

    private static Known<Money> money(Map<String, Object> of, String at) {
        return known(of, "value", at, v -> new Money(new BigDecimal((String) v), "USD"));
    }

    private static LocalDate day(Object text) {
        return text == null ? null : LocalDate.parse((String) text);
    }

    private static <T> Known<T> known(Map<String, Object> of, String key, String at) {
        return known(of, key, at, Facts::cast);
    }

    private static <T> Known<T> known(Map<String, Object> of, String key, String at, Function<Object, T> how) {
        Object value = of.get(key);
        return new Known<>(value == null ? null : how.apply(value), at + "/" + key);
    }

    interface Visit {
        void at(String pointer, Map<String, Object> of);
    }

    public static void each(Map<String, Object> of, String key, String at, Visit visit) {
        List<Object> all = cast(of.getOrDefault(key, List.of()));
        for (int i = 0; i < all.size(); i++) {
            visit.at(at + "/" + key + "/" + i, map(all.get(i)));
        }
    }

    @SuppressWarnings("unchecked")
    public static <T> T cast(Object value) {
        return (T) value;
    }

    public static Map<String, Object> map(Object value) {
        return cast(value);
    }

    /** A copy that shares nothing with the original. */
    public static <T> T copy(T value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k, copy(v)));
            return cast(copy);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(copy(v)));
            return cast(copy);
        }
        return value;
    }

    /** A copy with a value at a pointer; the objects above it must exist. */
    public static Map<String, Object> with(Map<String, Object> facts, String pointer, Object value) {
        Map<String, Object> copy = copy(facts);
        String[] keys = pointer.substring(1).split("/");
        Object at = copy;
        for (int i = 0; i < keys.length - 1; i++) {
            Object next = at instanceof List<?> list ? list.get(Integer.parseInt(keys[i])) : map(at).get(keys[i]);
            if (next == null) {
                next = new LinkedHashMap<String, Object>();
                map(at).put(keys[i], next);
            }
            at = next;
        }
        map(at).put(keys[keys.length - 1], value);
        return copy;
    }

    /** The value at a pointer, or null. */
    public static Object at(Map<String, Object> facts, String pointer) {
        Object at = facts;
        for (String key : pointer.substring(1).split("/")) {
            if (at instanceof List<?> list) {
                int index = Integer.parseInt(key);
                at = index < list.size() ? list.get(index) : null;
            } else if (at instanceof Map<?, ?> map) {
                at = map.get(key);
            } else {
                return null;
            }
        }
        return at;
    }

    /** All copies that lack one thing: an entry of a list, or an optional fact. */
    public static List<Map<String, Object>> smaller(Map<String, Object> facts) {
        List<Map<String, Object>> all = new ArrayList<>();
        collectSmaller(facts, facts, all);
        return all;
    }

    private static void collectSmaller(Map<String, Object> root, Object at, List<Map<String, Object>> all) {
        if (at instanceof Map<?, ?> map) {
            Map<String, Object> facts = cast(map);
            for (String key : List.copyOf(facts.keySet())) {
                Object value = facts.get(key);
                if (!List.of("id", "exportDate", "lines", "owner", "owned", "activity", "provision", "percent")
                        .contains(key)) {
                    facts.remove(key);
                    all.add(copy(root));
                    facts.put(key, value);
                }
                collectSmaller(root, value, all);
            }
        } else if (at instanceof List<?> list) {
            List<Object> entries = cast(list);
            for (int i = 0; i < entries.size(); i++) {
                Object entry = entries.remove(i);
                all.add(copy(root));
                entries.add(i, entry);
                collectSmaller(root, entry, all);
            }
        }
    }

    /** The facts in JSON, for whoever looks into a failure. */
    public static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return "{"
                    + String.join(
                            ", ",
                            map.entrySet().stream()
                                    .map(e -> "\"" + e.getKey() + "\": " + json(e.getValue()))
                                    .toList())
                    + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(Facts::json).toList()) + "]";
        }
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }
}
