package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import guanka.engine.TestRuleset;
import guanka.facts.Determination;
import guanka.facts.ReviewPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * What holds for every shipment, whatever its facts. A failure is told with the smallest shipment that still shows it, in the
 * contract's JSON. System property {@code guanka.tries} multiplies the shipments behind every property.
 */
class DecisionPropertiesTest {

    private static final List<String> OUTCOMES =
            List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED");
    private static final List<String> POLICIES =
            Stream.of(ReviewPolicy.values()).map(Enum::name).toList();

    /** So many of the unknown facts of a shipment are filled in, one at a time. */
    private static final int SOME = 6;

    /** One engine for all properties, so that its sessions have decided thousands of other shipments. */
    private static final Decisions USED = new Decisions(TestRuleset.get());

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_order_of_lines_parties_holdings_components_and_codes_changes_nothing(@ForAll long seed) {
        each(seed, (facts, random) -> {
            String one = withoutOrder(facts, decide(facts));
            for (int i = 0; i < 2; i++) {
                Map<String, Object> shuffled = Facts.copy(facts);
                shuffle(shuffled, new Random(i));
                String other = withoutOrder(shuffled, decide(shuffled));
                if (!one.equals(other)) {
                    return "shuffled to " + Facts.json(shuffled) + "\n" + firstDifference(one, other);
                }
            }
            return null;
        });
    }

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void an_unknown_fact_filled_in_stays_inside_the_range_that_was_given_without_it(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Determination before = decide(facts);
            for (UnknownFacts.Filled filled :
                    random == null ? UnknownFacts.filled(facts) : UnknownFacts.some(facts, SOME, random)) {
                Determination after = decide(filled.facts());
                if (!isInside(after, before)) {
                    return filled.pointer() + " = " + Facts.json(filled.value()) + ": " + range(before) + " became "
                            + range(after);
                }
            }
            return null;
        });
    }

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_fact_that_is_not_asked_for_moves_neither_outcome_nor_review_policy(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Determination before = decide(facts);
            for (UnknownFacts.Filled filled :
                    random == null ? UnknownFacts.filled(facts) : UnknownFacts.some(facts, SOME, random)) {
                if (before.missing().stream().noneMatch(m -> m.fact().equals(filled.pointer()))) {
                    Determination after = decide(filled.facts());
                    if (!before.outcome().equals(after.outcome())
                            || !String.valueOf(before.reviewPolicy()).equals(String.valueOf(after.reviewPolicy()))) {
                        return filled.pointer() + " = " + Facts.json(filled.value()) + " is not asked for but moves "
                                + range(before) + " to " + range(after) + "; asked for are "
                                + before.missing().stream()
                                        .map(Determination.MissingFact::fact)
                                        .toList();
                    }
                }
            }
            return null;
        });
    }

    @Property(seed = "1", tries = 80, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_military_user_more_never_makes_the_answer_milder(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Map<String, Object> more = Facts.copy(facts);
            List<Object> parties = Facts.cast(more.computeIfAbsent("parties", x -> new ArrayList<>()));
            parties.add(new LinkedHashMap<>(Map.of(
                    "id",
                    "military",
                    "name",
                    "Oberes Amt",
                    "country",
                    "US",
                    "military",
                    true,
                    "roles",
                    new ArrayList<>(List.of("PURCHASER")))));
            return milder(decide(facts), decide(more));
        });
    }

    @Property(seed = "1", tries = 80, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_listed_owner_more_never_makes_the_answer_milder(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Map<String, Object> more = Facts.copy(facts);
            List<Object> parties = Facts.cast(more.getOrDefault("parties", List.of()));
            if (parties.isEmpty() || !more.containsKey("ownership")) {
                return null;
            }
            String owned = (String) Facts.map(parties.get(0)).get("id");
            List<Object> holdings = Facts.cast(more.get("ownership"));
            // the new owner buys from those who held the company, so that nobody holds beyond the whole
            boolean held =
                    holdings.stream().anyMatch(h -> Facts.map(h).get("owned").equals(owned));
            parties.add(new LinkedHashMap<>(Map.of(
                    "id",
                    "listed",
                    "name",
                    "Oberes Amt",
                    "country",
                    "US",
                    "military",
                    false,
                    "roles",
                    new ArrayList<>(List.of("OWNER")),
                    "listedOn",
                    new ArrayList<>(List.of("CN_CONTROL")))));
            holdings.add(
                    new LinkedHashMap<>(Map.of("owner", "listed", "owned", owned, "percent", held ? "0.5" : "60")));
            return milder(decide(facts), decide(more));
        });
    }

    @Property(seed = "1", tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void an_engine_that_has_decided_thousands_of_shipments_decides_as_a_fresh_one(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            for (int i = 0; i < 100; i++) {
                decide(Shipments.random(random));
            }
            Map<String, Object> facts = Shipments.random(random);
            try (Decisions fresh = new Decisions(TestRuleset.get())) {
                assertEquals(fresh.decide(Facts.shipment(facts)), decide(facts), () -> Facts.json(facts));
            }
        });
    }

    @Property(seed = "1", tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void two_threads_decide_as_one(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            List<Map<String, Object>> shipments = new ArrayList<>();
            List<Determination> alone = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                shipments.add(Shipments.random(random));
                alone.add(decide(shipments.get(i)));
            }
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<Determination>> together = new ArrayList<>();
                for (int round = 0; round < 2; round++) {
                    shipments.forEach(facts -> together.add(threads.submit(() -> decide(facts))));
                }
                for (int i = 0; i < together.size(); i++) {
                    int at = i % shipments.size();
                    assertEquals(alone.get(at), together.get(i).get(), () -> Facts.json(shipments.get(at)));
                }
            } catch (InterruptedException | ExecutionException e) {
                fail(e);
            } finally {
                threads.shutdown();
            }
        });
    }

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_line_given_twice_gets_the_same_answer_twice_and_changes_no_other(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Map<String, Object> twice = Facts.copy(facts);
            List<Object> lines = Facts.cast(twice.get("lines"));
            Map<String, Object> again = Facts.copy(Facts.map(lines.get(0)));
            again.put("id", "again");
            lines.add(again);
            Determination one = decide(facts);
            Determination two = decide(twice);
            Map<String, String> before = lines(one);
            Map<String, String> after = lines(two);
            String first = before.get((String) Facts.map(lines.get(0)).get("id"));
            if (!first.equals(after.remove("again")) || !before.equals(after)) {
                return before + " became " + lines(two);
            }
            return range(one).equals(range(two)) ? null : range(one) + " became " + range(two);
        });
    }

    @Property(seed = "1", tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_strictest_line_is_the_shipment_and_the_strictest_jurisdiction_as_well(@ForAll long seed) {
        each(seed, (facts, random) -> {
            Determination said = decide(facts);
            int line = said.lines().stream()
                    .mapToInt(l -> OUTCOMES.indexOf(l.range().atLeast()))
                    .max()
                    .orElse(0);
            int jurisdiction = said.jurisdictions().stream()
                    .mapToInt(j -> OUTCOMES.indexOf(j.range().atLeast()))
                    .max()
                    .orElse(0);
            int whole = OUTCOMES.indexOf(said.range().atLeast());
            return line == whole && jurisdiction == whole ? null : said.toString();
        });
    }

    // ---- how

    /** A property of one shipment: null where it holds, or what is wrong. Without a random source every case is looked at. */
    private interface Held {
        String wrong(Map<String, Object> facts, Random random);
    }

    private static void each(long seed, Held property) {
        TestRuleset.each(seed, random -> {
            Map<String, Object> facts = Shipments.random(random);
            if (property.wrong(facts, random) != null) {
                Map<String, Object> least = smallest(facts, f -> property.wrong(f, null));
                String wrong = property.wrong(least, null);
                fail((wrong == null ? property.wrong(facts, null) : wrong) + "\n" + Facts.json(least));
            }
        });
    }

    /** The shipment without whatever can be left out while something stays wrong. */
    private static Map<String, Object> smallest(
            Map<String, Object> facts, Function<Map<String, Object>, String> wrong) {
        Map<String, Object> least = facts;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (Map<String, Object> candidate : Facts.smaller(least)) {
                boolean decidable = !((List<?>) candidate.get("lines")).isEmpty();
                if (decidable && stillWrong(candidate, wrong)) {
                    least = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return least;
    }

    private static boolean stillWrong(Map<String, Object> facts, Function<Map<String, Object>, String> wrong) {
        try {
            return wrong.apply(facts) != null;
        } catch (RuntimeException e) {
            // another failure than the one that is made smaller
            return false;
        }
    }

    private static Determination decide(Map<String, Object> facts) {
        return USED.decide(Facts.shipment(facts));
    }

    private static String range(Determination determination) {
        return determination.outcome() + " " + determination.reviewPolicy() + " ["
                + determination.range().atLeast() + ".." + determination.range().atMost() + "] policies "
                + determination.reviewPolicyRange();
    }

    private static Map<String, String> lines(Determination determination) {
        Map<String, String> lines = new TreeMap<>();
        determination.lines().forEach(l -> lines.put(l.id(), l.outcome() + " " + l.reviewPolicy() + " " + l.range()));
        return lines;
    }

    private static boolean isInside(Determination after, Determination before) {
        boolean outcome = OUTCOMES.indexOf(after.range().atLeast())
                        >= OUTCOMES.indexOf(before.range().atLeast())
                && OUTCOMES.indexOf(after.range().atMost())
                        <= OUTCOMES.indexOf(before.range().atMost());
        if (!outcome
                || after.reviewPolicyRange() == null
                || !after.range().atMost().equals("LICENSE_REQUIRED")) {
            return outcome;
        }
        var was = before.reviewPolicyRange();
        var is = after.reviewPolicyRange();
        if (was == null) {
            return false;
        }
        boolean strict = POLICIES.indexOf(is.atMost()) <= POLICIES.indexOf(was.atMost());
        boolean mild = was.atLeast() == null
                || is.atLeast() != null && POLICIES.indexOf(is.atLeast()) >= POLICIES.indexOf(was.atLeast());
        return strict && mild;
    }

    private static String milder(Determination before, Determination after) {
        boolean outcome = OUTCOMES.indexOf(after.range().atLeast())
                        < OUTCOMES.indexOf(before.range().atLeast())
                || OUTCOMES.indexOf(after.outcome()) < OUTCOMES.indexOf(before.outcome());
        boolean policy = before.reviewPolicy() != null
                && after.outcome().equals("LICENSE_REQUIRED")
                && POLICIES.indexOf(after.reviewPolicy()) < POLICIES.indexOf(before.reviewPolicy());
        return outcome || policy ? range(before) + " became " + range(after) : null;
    }

    /** Lists whose order is the caller's own; the order of purposes and roles is shuffled as well. */
    private static void shuffle(Object at, Random random) {
        if (at instanceof Map<?, ?> map) {
            map.values().forEach(v -> shuffle(v, random));
        } else if (at instanceof List<?> list) {
            Collections.shuffle(list, random);
            list.forEach(v -> shuffle(v, random));
        }
    }

    /**
     * The answer in an order of its own, with pointers of missing facts replaced by what they point at. Reasons are compared
     * without their indices: between lines or parties that say the same the caller's own order may choose which is named.
     */
    private static String withoutOrder(Map<String, Object> facts, Determination said) {
        TreeSet<String> lines = new TreeSet<>();
        said.lines()
                .forEach(l -> lines.add(
                        l.id() + " " + l.outcome() + " " + l.reviewPolicy() + " " + l.range() + " " + l.findings()));
        List<String> findings = new ArrayList<>();
        said.findings()
                .forEach(f -> findings.add(f.id() + " " + f.effect() + " " + f.line() + " " + f.party() + " "
                        + f.wouldBe() + " " + f.source() + " "
                        + new TreeSet<>(f.because().stream()
                                .map(b -> Pointers.pattern(b.fact()) + " " + sorted(b.value()) + " "
                                        + sorted(b.compared()))
                                .toList())));
        TreeSet<String> missing = new TreeSet<>();
        said.missing().forEach(m -> missing.add(stable(facts, m.fact()) + " " + m.provisions()));
        return String.join(
                "\n",
                range(said),
                said.jurisdictions().toString(),
                String.join("\n", lines),
                String.join("\n", findings),
                String.join("\n", missing),
                said.readings().toString(),
                said.obligations().toString(),
                String.valueOf(said.asOf()));
    }

    private static Object sorted(Object value) {
        return value instanceof List<?> list
                ? new TreeSet<>(list.stream().map(String::valueOf).toList())
                : value;
    }

    /** A pointer with every index replaced by the sorted content of what stands there. */
    private static String stable(Map<String, Object> facts, String pointer) {
        StringBuilder stable = new StringBuilder();
        StringBuilder walked = new StringBuilder();
        for (String key : pointer.split("/")) {
            if (!key.isEmpty()) {
                walked.append('/').append(key);
                boolean index = Pointers.isNumber(key);
                stable.append('/').append(index ? canonical(Facts.at(facts, walked.toString())) : key);
            }
        }
        return stable.toString();
    }

    private static String canonical(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((k, v) -> sorted.put(String.valueOf(k), canonical(v)));
            return sorted.toString();
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(DecisionPropertiesTest::canonical)
                    .sorted()
                    .toList()
                    .toString();
        }
        return String.valueOf(value);
    }

    private static String firstDifference(String one, String other) {
        String[] left = one.split("\n");
        String[] right = other.split("\n");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            if (!left[i].equals(right[i])) {
                return left[i] + "\n  became\n" + right[i];
            }
        }
        return one.length() > other.length() ? "lost: " + left[right.length] : "gained: " + right[left.length];
    }
}
