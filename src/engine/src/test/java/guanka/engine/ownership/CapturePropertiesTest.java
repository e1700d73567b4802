package guanka.engine.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ownership.OwnershipGraphs.Graph;
import guanka.facts.Aggregate;
import guanka.facts.Evaluation;
import guanka.facts.Party;
import guanka.facts.Truth;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The engine's captures against a naive fixed point and against every way to fill in what is unknown. */
class CapturePropertiesTest {

    private static final BigDecimal TINY = new BigDecimal("0.0000001");
    private static final BigDecimal TWO = new BigDecimal(2);

    @Property(seed = "1", tries = 2000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_engine_catches_the_companies_that_the_naive_fixed_point_catches(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, random.nextInt(6));
            Capture capture = graph.capture();
            OwnershipOracle oracle = graph.oracle();
            Set<String> certain = oracle.certain(graph.listed());
            Set<String> possible = oracle.possible(graph.listed());
            for (Party party : graph.parties()) {
                String entity = oracle.entityOf(party.id());
                Truth expected =
                        certain.contains(entity) ? Truth.TRUE : possible.contains(entity) ? Truth.UNKNOWN : Truth.FALSE;
                assertEquals(expected, capture.of(party.id()).truth(), () -> party.id() + " in\n" + graph);
            }
        });
    }

    @Property(seed = "1", tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatever_the_unknown_shares_and_listings_are_the_answer_encloses_what_follows(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 4);
            Capture capture = graph.capture();
            for (World world : worlds(graph)) {
                for (Party party : graph.parties()) {
                    boolean caught = world.caught().contains(graph.oracle().entityOf(party.id()));
                    Truth said = capture.of(party.id()).truth();
                    assertTrue(
                            said == Truth.UNKNOWN || said == Truth.of(caught),
                            () -> party.id() + " is said to be " + said + " with " + world + " in\n" + graph);
                }
            }
        });
    }

    @Property(seed = "1", tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void every_share_or_listing_whose_value_alone_can_decide_is_asked_for(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 4);
            Capture capture = graph.capture();
            List<World> worlds = worlds(graph);
            for (Party party : graph.parties()) {
                Evaluation said = capture.of(party.id());
                if (said.truth() == Truth.UNKNOWN) {
                    Set<String> decisive = decisive(
                            worlds, w -> w.caught().contains(graph.oracle().entityOf(party.id())));
                    assertTrue(
                            said.missing().containsAll(decisive),
                            () -> party.id() + ": asked " + said.missing() + ", decisive " + decisive + " in\n"
                                    + graph);
                } else {
                    assertEquals(List.of(), said.missing());
                }
            }
        });
    }

    @Property(seed = "1", tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatever_is_unknown_the_answer_through_which_list_a_company_is_caught_encloses_what_follows(
            @ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 3);
            Capture capture = graph.capture();
            for (String list : List.of("US_ENTITY", "US_MEU")) {
                for (World world : worlds(graph)) {
                    for (Party party : graph.parties()) {
                        boolean caught = world.caughtThrough()
                                .get(list)
                                .contains(graph.oracle().entityOf(party.id()));
                        Truth said = capture.of(party.id(), list).truth();
                        assertTrue(
                                said == Truth.UNKNOWN || said == Truth.of(caught),
                                () -> party.id() + " is said to be " + said + " through " + list + " with " + world
                                        + " in\n" + graph);
                    }
                }
            }
        });
    }

    @Property(seed = "1", tries = 400, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void every_fact_that_alone_decides_through_which_list_a_company_is_caught_is_asked_for(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 3);
            Capture capture = graph.capture();
            List<World> worlds = worlds(graph);
            for (String list : List.of("US_ENTITY", "US_MEU")) {
                for (Party party : graph.parties()) {
                    Evaluation said = capture.of(party.id(), list);
                    if (said.truth() == Truth.UNKNOWN) {
                        Set<String> decisive = decisive(
                                worlds,
                                w -> w.caughtThrough()
                                        .get(list)
                                        .contains(graph.oracle().entityOf(party.id())));
                        assertTrue(
                                said.missing().containsAll(decisive),
                                () -> party.id() + " through " + list + ": asked " + said.missing() + ", decisive "
                                        + decisive + " in\n" + graph);
                    }
                }
            }
        });
    }

    @Property(seed = "1", tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_order_of_holdings_and_parties_does_not_matter(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 3);
            var holdings = new ArrayList<>(graph.holdings());
            var parties = new ArrayList<>(graph.parties());
            java.util.Collections.shuffle(holdings, random);
            java.util.Collections.shuffle(parties, random);
            Capture capture = graph.capture();
            Capture shuffled = new Graph(parties, holdings, graph.truth(), graph.listed(), graph.rule()).capture();
            for (Party party : graph.parties()) {
                Evaluation one = capture.of(party.id());
                Evaluation other = shuffled.of(party.id());
                assertEquals(one.truth(), other.truth(), graph::toString);
                assertEquals(Set.copyOf(one.missing()), Set.copyOf(other.missing()), graph::toString);
                if (graph.rule().aggregate() == Aggregate.SUM) {
                    assertEquals(one.actual(), other.actual(), graph::toString);
                }
            }
        });
    }

    @Property(seed = "1", tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void one_more_listed_company_never_frees_another(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Graph graph = OwnershipGraphs.random(random, 3);
            Map<String, Truth> more = new TreeMap<>(graph.listed());
            more.put("c" + random.nextInt(2), Truth.TRUE);
            Capture before = graph.capture();
            Capture after = new Graph(graph.parties(), graph.holdings(), graph.truth(), more, graph.rule()).capture();
            for (Party party : graph.parties()) {
                assertTrue(
                        before.of(party.id())
                                        .truth()
                                        .compareTo(after.of(party.id()).truth())
                                <= 0,
                        () -> party.id() + " listed " + more + "\n" + graph);
            }
        });
    }

    /** One way to fill in all that is unknown, and who is caught then. */
    private record World(Map<String, String> facts, Set<String> caught, Map<String, Set<String>> caughtThrough) {}

    /** All ways to fill in the ends and the middle of every unknown share, and both answers to every unknown listing. */
    private static List<World> worlds(Graph graph) {
        List<World> worlds = new ArrayList<>();
        OwnershipOracle oracle = graph.oracle();
        List<String> unsure = graph.listed().entrySet().stream()
                .filter(e -> e.getValue() == Truth.UNKNOWN)
                .map(Map.Entry::getKey)
                .toList();
        List<OwnershipOracle.Stake> open = oracle.stakes.stream()
                .filter(s -> s.least().amount().compareTo(s.most().amount()) != 0)
                .toList();
        for (int bits = 0; bits < 1 << unsure.size(); bits++) {
            Set<String> listed = new TreeSet<>();
            Map<String, String> facts = new TreeMap<>();
            graph.listed().forEach((entity, is) -> {
                if (is == Truth.TRUE) {
                    listed.add(entity);
                }
            });
            for (int i = 0; i < unsure.size(); i++) {
                boolean is = (bits >> i & 1) == 1;
                facts.put("/parties/" + unsure.get(i) + "/notListed", String.valueOf(!is));
                if (is) {
                    listed.add(unsure.get(i));
                }
            }
            fill(oracle, open, 0, listed, new HashMap<>(), facts, worlds);
        }
        // the true shares as well: they need not lie at an end or in the middle
        Set<String> listed = new HashSet<>();
        graph.listed().forEach((entity, is) -> {
            if (is == Truth.TRUE) {
                listed.add(entity);
            }
        });
        worlds.add(world(oracle, Map.of("the truth", ""), listed, graph.truth()));
        return worlds;
    }

    private static void fill(
            OwnershipOracle oracle,
            List<OwnershipOracle.Stake> open,
            int next,
            Set<String> listed,
            Map<String, BigDecimal> shares,
            Map<String, String> facts,
            List<World> worlds) {
        if (next == open.size()) {
            if (fits(oracle, shares)) {
                worlds.add(world(oracle, new TreeMap<>(facts), listed, shares));
            }
            return;
        }
        OwnershipOracle.Stake stake = open.get(next);
        BigDecimal least = stake.least().side() > 0
                ? stake.least().amount().add(TINY)
                : stake.least().amount();
        BigDecimal most = stake.most().side() < 0
                ? stake.most().amount().subtract(TINY)
                : stake.most().amount();
        for (BigDecimal share : new TreeSet<>(Set.of(least, least.add(most).divide(TWO), most))) {
            shares.put(stake.pointer(), share);
            facts.put(stake.pointer(), share.toPlainString());
            fill(oracle, open, next + 1, listed, shares, facts, worlds);
        }
        shares.remove(stake.pointer());
        facts.remove(stake.pointer());
    }

    private static World world(
            OwnershipOracle oracle, Map<String, String> facts, Set<String> listed, Map<String, BigDecimal> shares) {
        Set<String> caught = oracle.caught(listed, shares);
        Map<String, Set<String>> through = new TreeMap<>();
        for (String list : List.of("US_ENTITY", "US_MEU")) {
            Set<String> onList = new TreeSet<>(listed);
            onList.removeIf(entity -> !Graph.listsOf(entity).contains(list));
            through.put(list, oracle.caughtThrough(onList, caught, shares));
        }
        return new World(facts, caught, through);
    }

    /** Nobody holds more than the whole of a company. */
    private static boolean fits(OwnershipOracle oracle, Map<String, BigDecimal> shares) {
        Map<String, BigDecimal> totals = new HashMap<>();
        oracle.stakes.forEach(s -> totals.merge(
                s.owned(), shares.getOrDefault(s.pointer(), s.least().amount()), BigDecimal::add));
        return totals.values().stream().allMatch(t -> t.compareTo(new BigDecimal(100)) <= 0);
    }

    /** Facts that, all others being equal, decide whether a company is caught. */
    private static Set<String> decisive(List<World> worlds, Predicate<World> isCaught) {
        Map<Map<String, String>, Set<Boolean>> answers = new HashMap<>();
        Set<String> decisive = new TreeSet<>();
        for (World world : worlds) {
            for (String fact : world.facts().keySet()) {
                Map<String, String> others = new TreeMap<>(world.facts());
                others.put(fact, "*");
                Set<Boolean> seen = answers.computeIfAbsent(others, x -> new HashSet<>());
                seen.add(isCaught.test(world));
                if (seen.size() == 2) {
                    decisive.add(fact);
                }
            }
        }
        return decisive;
    }
}
