package guanka.engine.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.items.ShareOracle.Node;
import guanka.engine.items.ShareOracle.Outcome;
import guanka.engine.ruleset.ClosedWorld;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Comparison;
import guanka.facts.DeclaredShare;
import guanka.facts.Evaluation;
import guanka.facts.Guard;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Side;
import guanka.facts.Territory;
import guanka.facts.Truth;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** The value share of Announcement 61 article 1(1), against every way in which the unknown facts of a bill of materials may turn out. */
class ValueSharePropertiesTest {

    private static final String PROVISION = "CN-2025-61/1.1";
    private static final Ruleset RULESET = TestRuleset.get();
    private static final ItemLists ITEMS = new ItemLists(RULESET, new ClosedWorld(RULESET));
    private static final ValueShares SHARES =
            new ValueShares(RULESET.rows(ShareRow.class), RULESET.rows(ShareNumerator.class), territories());
    private static final LocalDate DAY = LocalDate.of(2026, 11, 11);
    private static final Set<String> ASKED = Set.of("CN", "US");
    private static final CodeOracle ORACLE = new CodeOracle(RULESET, "CN", ASKED, DAY);
    private static final List<World> WORLDS =
            List.of(RULESET.defaultWorld(), RULESET.defaultWorld().with("CN-2025-61/1.1.numerator", "PART_1_ONLY"));
    private static final List<String> CODES =
            List.of("1C905.a.1", "1C905.a.4", "1C904.a.2", "1C906.a", "1C905", "3C001", "9Z999");
    private static final BigDecimal WHOLE = new BigDecimal(1000);
    /** How many bills of materials were looked at in every way, and how many had too many. */
    private static final int[] WRITTEN_OUT = new int[2];

    private record Bill(BigDecimal value, List<Node> content) {}

    @Property(seed = "1", tries = 250, edgeCases = EdgeCasesMode.NONE)
    void however_the_unknown_parts_turn_out_the_share_is_where_it_is_said_to_be(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Bill bill = bill(random);
            for (World world : WORLDS) {
                Evaluation said = said(bill, List.of(), world);
                for (Outcome outcome : outcomes(bill, world)) {
                    assertTrue(
                            said.truth() == Truth.UNKNOWN || said.truth() == Truth.of(outcome.reaches()),
                            () -> said.truth() + " but " + outcome + "\n" + bill + "\n" + world.readings());
                }
            }
        });
    }

    @Property(seed = "1", tries = 250, edgeCases = EdgeCasesMode.NONE)
    void where_every_part_is_known_the_share_is_the_sum_of_what_counts(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Bill bill = new Bill(WHOLE, content(WHOLE, 3, new int[] {0}, random));
            for (World world : WORLDS) {
                Evaluation said = said(bill, List.of(), world);
                Set<Boolean> follow = new HashSet<>();
                outcomes(bill, world).forEach(o -> follow.add(o.reaches()));
                if (follow.isEmpty()) {
                    continue;
                }
                // codes of which the tables do not say whether they are listed may leave it open
                assertEquals(
                        follow.size() == 2 ? Truth.UNKNOWN : Truth.of(follow.contains(true)),
                        said.truth(),
                        () -> bill + "\n" + world.readings());
            }
        });
    }

    @Property(seed = "1", tries = 250, edgeCases = EdgeCasesMode.NONE)
    void every_fact_that_alone_can_move_the_share_over_the_threshold_is_asked_for(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Bill bill = bill(random);
            for (World world : WORLDS) {
                Evaluation said = said(bill, List.of(), world);
                Set<String> decisive = decisive(outcomes(bill, world));
                decisive.removeIf(f -> f.endsWith(" on lists"));
                if (said.truth() == Truth.UNKNOWN) {
                    assertTrue(
                            said.missing().containsAll(decisive),
                            () -> "asked " + said.missing() + ", decisive " + decisive + "\n" + bill);
                } else {
                    assertEquals(List.of(), said.missing());
                }
            }
        });
    }

    @Property(seed = "1", tries = 150, edgeCases = EdgeCasesMode.NONE)
    void a_stated_share_decides_where_the_bill_is_empty_or_open_and_never_talks_away_what_the_bill_reaches(
            @ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Bill bill = bill(random);
            boolean enough = random.nextBoolean();
            var stated = new DeclaredShare(
                    PROVISION, new BigDecimal(enough ? "0.1" : "0.0999999"), "/lines/0/declaredShares/0");
            var other = new DeclaredShare(
                    "CN-2025-61/1.2", new BigDecimal(enough ? "0" : "100"), "/lines/0/declaredShares/1");
            for (World world : WORLDS) {
                Truth alone = said(bill, List.of(), world).truth();
                boolean open = alone == Truth.UNKNOWN
                        || bill.content() != null && bill.content().isEmpty();
                boolean contradicts = !open && alone != Truth.of(enough);
                ValueShare share = share(bill, List.of(stated, other));
                Evaluation said = share.reaches().in(world);
                boolean reached = !open && alone == Truth.TRUE;
                assertEquals(
                        reached ? Truth.TRUE : contradicts ? Truth.UNKNOWN : Truth.of(enough),
                        said.truth(),
                        bill::toString);
                assertEquals(
                        contradicts && !reached ? List.of("/lines/0/content", "/lines/0/declaredShares/0") : List.of(),
                        said.missing());
                assertEquals(
                        Truth.of(contradicts), share.contradicted().in(world).truth(), bill::toString);
            }
        });
    }

    @Property(seed = "1", tries = 150, edgeCases = EdgeCasesMode.NONE)
    void the_order_of_parts_does_not_matter(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Bill bill = bill(random);
            Bill shuffled = new Bill(bill.value(), shuffled(bill.content(), random));
            for (World world : WORLDS) {
                Evaluation one = said(bill, List.of(), world);
                Evaluation other = said(shuffled, List.of(), world);
                assertEquals(
                        one.truth() + " " + one.actual() + " " + one.missing().size(),
                        other.truth() + " " + other.actual() + " "
                                + other.missing().size(),
                        bill::toString);
            }
        });
    }

    @Example
    void a_chinese_magnet_of_unknown_value_is_worth_at_least_the_metal_in_it() {
        var metal = new Node(List.of("1C905.a.1"), "CN", new BigDecimal(10), List.of());
        var magnet = new Node(List.of("1C905.a.4"), "CN", null, List.of(metal));
        assertEquals(
                Truth.TRUE,
                said(new Bill(WHOLE, List.of(magnet)), List.of(), RULESET.defaultWorld())
                        .truth());
    }

    @Example
    void a_reading_of_what_counts_is_a_question_only_where_something_may_count_by_it() {
        var steel = new Node(List.of(), "JP", BigDecimal.TEN, List.of());
        var magnet = new Node(List.of("1C905.a.4"), "JP", BigDecimal.TEN, List.of());
        var unknown = new Node(List.of(), "JP", BigDecimal.TEN, null);
        assertEquals(Set.of(), readingsAsked(new Bill(WHOLE, List.of(steel))));
        assertEquals(Set.of("CN-2025-61/1.1.numerator"), readingsAsked(new Bill(WHOLE, List.of(steel, magnet))));
        assertEquals(Set.of(), readingsAsked(new Bill(WHOLE, List.of(unknown))));
        // what is worth nothing with metal in it: only where the metal counts and what holds it does not, the share is
        // reached
        var metal = new Node(List.of("1C905.a.1"), "JP", BigDecimal.TEN, List.of());
        var worthless = new Node(List.of("1C905.a.4"), "JP", BigDecimal.ZERO, List.of(metal));
        assertEquals(Set.of("CN-2025-61/1.1.numerator"), readingsAsked(new Bill(WHOLE, List.of(worthless))));
    }

    /** Where what comes from Japan counts by the rows of the provision, of which some hang on a reading. */
    private static Set<String> readingsAsked(Bill bill) {
        Map<String, Territory> territories = territories();
        territories.put("JAPAN", new Territory("JAPAN", Map.of("JP", List.of(Guard.ANY)), null));
        ShareRow row = RULESET.rows(ShareRow.class).stream()
                .filter(r -> r.provision().equals(PROVISION))
                .findAny()
                .orElseThrow();
        var ofJapan = new ShareRow(
                row.source(),
                row.key(),
                PROVISION,
                row.percent(),
                row.comparison(),
                "JAPAN",
                null,
                null,
                Side.ANY,
                null,
                null);
        var shares = new ValueShares(List.of(ofJapan), RULESET.rows(ShareNumerator.class), territories);
        Line line = line(bill, List.of());
        var way = new ValueShares.Way(Known.unknown("/exportFrom"), Known.unknown("/destination"));
        return shares.of(line, new Composition(line, ITEMS, "CN", ASKED, DAY), way)
                .get(0)
                .reaches()
                .questions();
    }

    @Example
    void a_line_without_value_with_chinese_content_is_not_below_the_threshold() {
        var metal = new Node(List.of("1C905.a.1"), "CN", BigDecimal.ZERO, List.of());
        assertEquals(
                Truth.UNKNOWN,
                said(new Bill(BigDecimal.ZERO, List.of(metal)), List.of(), RULESET.defaultWorld())
                        .truth());
        var steel = new Node(List.of(), "CN", BigDecimal.ZERO, List.of());
        assertEquals(
                Truth.FALSE,
                said(new Bill(BigDecimal.ZERO, List.of(steel)), List.of(), RULESET.defaultWorld())
                        .truth());
    }

    @Example
    void what_counts_for_other_destinations_is_left_out_unless_somebody_states_it() {
        Map<String, Territory> territories = territories();
        territories.put("US_E1_E2", new Territory("US_E1_E2", Map.of("CU", List.of(Guard.ANY)), null));
        var shares = new ValueShares(RULESET.rows(ShareRow.class), RULESET.rows(ShareNumerator.class), territories);
        DeclaredShare stated = new DeclaredShare("US-EAR/734.4", BigDecimal.TEN, "/lines/0/declaredShares/0");
        assertEquals(Set.of(Side.OUT), sides(shares, "DE", List.of()));
        assertEquals(Set.of(Side.IN), sides(shares, "CU", List.of()));
        assertEquals(Set.of(Side.IN, Side.OUT), sides(shares, null, List.of()));
        assertEquals(Set.of(Side.IN, Side.OUT), sides(shares, "DE", List.of(stated)));
    }

    private static Set<Side> sides(ValueShares shares, String destination, List<DeclaredShare> declared) {
        Line line = line(new Bill(WHOLE, List.of()), declared);
        var way = new ValueShares.Way(Known.unknown("/exportFrom"), new Known<>(destination, "/destination"));
        return shares.onTheWay(line, new Composition(line, ITEMS, "US", ASKED, DAY), way).stream()
                .map(ValueShare::share)
                .filter(share -> share.provision().equals("US-EAR/734.4")
                        && share.destination().equals("US_E1_E2"))
                .map(ShareRow::destinationSide)
                .collect(Collectors.toSet());
    }

    @AfterContainer
    static void most_bills_of_materials_were_looked_at_in_every_way() {
        assertTrue(WRITTEN_OUT[0] > 4 * WRITTEN_OUT[1], () -> java.util.Arrays.toString(WRITTEN_OUT));
    }

    private static Bill bill(Random random) {
        int[] unknown = {1 + random.nextInt(4)};
        BigDecimal value = random.nextInt(10) == 0 ? null : WHOLE;
        return new Bill(value, random.nextInt(20) == 0 ? null : content(WHOLE, 3, unknown, random));
    }

    private static List<Node> content(BigDecimal room, int depth, int[] unknown, Random random) {
        List<Node> content = new ArrayList<>();
        for (int i = depth == 0 ? 0 : random.nextInt(4); i > 0; i--) {
            BigDecimal value =
                    switch (random.nextInt(6)) {
                        case 0 -> BigDecimal.ONE;
                        case 1 -> new BigDecimal("0.9999");
                        case 2 -> new BigDecimal("0.5");
                        case 3 -> room;
                        default -> room.multiply(new BigDecimal("0.4"));
                    };
            value = value.min(room);
            room = room.subtract(value);
            List<String> codes = random.nextInt(3) == 0 ? List.of() : List.of(CODES.get(random.nextInt(CODES.size())));
            content.add(new Node(
                    hidden(unknown, random) ? null : codes,
                    hidden(unknown, random) ? null : random.nextInt(3) > 0 ? "CN" : "JP",
                    hidden(unknown, random) ? null : value,
                    hidden(unknown, random) ? null : content(value, depth - 1, unknown, random)));
        }
        return content;
    }

    private static boolean hidden(int[] unknown, Random random) {
        return unknown[0] > 0 && random.nextInt(4) == 0 && unknown[0]-- > 0;
    }

    private static List<Node> shuffled(List<Node> nodes, Random random) {
        if (nodes == null) {
            return null;
        }
        List<Node> shuffled = new ArrayList<>();
        nodes.forEach(n -> shuffled.add(new Node(n.codes(), n.origin(), n.value(), shuffled(n.content(), random))));
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static List<Outcome> outcomes(Bill bill, World world) {
        ShareRow row = RULESET.rows(ShareRow.class).stream()
                .filter(s -> s.provision().equals(PROVISION))
                .findAny()
                .orElseThrow();
        List<ShareNumerator> numerators = RULESET.rows(ShareNumerator.class).stream()
                .filter(n -> n.provision().equals(PROVISION))
                .toList();
        List<String> lists = numerators.stream()
                .map(ShareNumerator::list)
                .distinct()
                .sorted()
                .toList();
        List<Outcome> outcomes = new ShareOracle(
                        ORACLE, lists, numerators, world, row.percent(), row.comparison() == Comparison.AT_LEAST)
                .outcomes(bill.value(), bill.content());
        WRITTEN_OUT[outcomes.isEmpty() ? 1 : 0]++;
        return outcomes;
    }

    private static Set<String> decisive(List<Outcome> outcomes) {
        Map<Map<String, String>, Set<Boolean>> answers = new HashMap<>();
        Set<String> decisive = new TreeSet<>();
        for (Outcome outcome : outcomes) {
            for (String fact : outcome.facts().keySet()) {
                Map<String, String> others = new TreeMap<>(outcome.facts());
                others.put(fact, "*");
                Set<Boolean> seen = answers.computeIfAbsent(others, x -> new HashSet<>());
                seen.add(outcome.reaches());
                if (seen.size() == 2) {
                    decisive.add(fact);
                }
            }
        }
        return decisive;
    }

    private static Evaluation said(Bill bill, List<DeclaredShare> declared, World world) {
        return share(bill, declared).reaches().in(world);
    }

    private static ValueShare share(Bill bill, List<DeclaredShare> declared) {
        Line line = line(bill, declared);
        var composition = new Composition(line, ITEMS, "CN", ASKED, DAY);
        return SHARES
                .of(line, composition, new ValueShares.Way(Known.unknown("/exportFrom"), Known.unknown("/destination")))
                .stream()
                .filter(s -> s.provision().equals(PROVISION))
                .findAny()
                .orElseThrow();
    }

    private static Line line(Bill bill, List<DeclaredShare> declared) {
        String at = "/lines/0";
        return new Line(
                "1",
                at,
                "GOODS",
                Known.unknown(at + "/controlCodes"),
                Known.unknown(at + "/hsCode"),
                Known.unknown(at + "/form"),
                Known.unknown(at + "/origin"),
                Node.money(bill.value(), at + "/value"),
                Node.facts(bill.content(), at + "/content"),
                declared,
                Known.unknown(at + "/technologies"),
                Known.unknown(at + "/subjectToEar"),
                Known.unknown(at + "/publicDomain"),
                Known.unknown(at + "/directProductOfUsTechnology"),
                Known.unknown(at + "/informedByAuthority"),
                Known.unknown(at + "/computing"),
                List.of(),
                Known.unknown(at + "/quantity"),
                List.of());
    }

    private static Map<String, Territory> territories() {
        Map<String, Map<String, List<Guard>>> countries = new TreeMap<>();
        RULESET.rows(TerritoryRow.class)
                .forEach(r -> countries
                        .computeIfAbsent(r.territory(), x -> new LinkedHashMap<>())
                        .computeIfAbsent(r.country(), x -> new ArrayList<>())
                        .add(r.reading()));
        Map<String, Territory> territories = new TreeMap<>();
        countries.forEach((id, of) -> territories.put(id, new Territory(id, of, null)));
        territories.put(Territory.ANYWHERE.id(), Territory.ANYWHERE);
        // territories that are made of others are of no concern to Chinese law
        RULESET.rows(ShareNumerator.class).stream()
                .flatMap(row -> Stream.of(row.destination(), row.sendersOutside()))
                .filter(Objects::nonNull)
                .forEach(id -> territories.computeIfAbsent(id, x -> new Territory(x, Map.of(), null)));
        return territories;
    }
}
