package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Determination;
import guanka.facts.EndUse;
import guanka.facts.Evaluation;
import guanka.facts.ExportDate;
import guanka.facts.Finding;
import guanka.facts.Known;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.ReviewPolicy;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.World;
import guanka.facts.rows.Provision;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The combination of findings against plain enumeration: small random sets of requirements, exemptions and review policies
 * hang on a few facts that may be unknown; every way to fill those in must stay inside the answer.
 */
class CombinationPropertiesTest {

    private static final Ruleset RULESET = TestRuleset.get();
    private static final Combination COMBINATION = new Combination(RULESET);
    private static final LocalDate DAY = LocalDate.of(2025, 10, 20);

    private static final List<String> OUTCOMES =
            List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED");
    private static final List<String> POLICIES =
            Stream.of(ReviewPolicy.values()).map(Enum::name).toList();

    private static final String EXEMPTION = "CN-2025-61/5";
    private static final String STRONGER = "CN-2025-61/2";
    private static final String GIVING_WAY = "CN-2025-61/5.denied-party";
    private static final String[] REQUIREMENTS = {"CN-2025-61/1.1", "CN-2025-61/1.3", "CN-2024-46/1"};
    private static final String[] REVIEWS = {STRONGER, "CN-2025-61/3.1", "CN-2025-61/4"};
    /** Readings on which conditions and calendars of these findings may depend: question to its other reading. */
    private static final Map<String, String> QUESTIONS =
            Map.of("CN-2025-61.regions", "INSIDE", "CN-2025-70.prolonged", "STATED");

    /** A sentence about facts: the fact of that number, negated, or joined; under a reading only, where a question is named. */
    record Sentence(int fact, boolean negated, List<Sentence> and, List<Sentence> or, String question) {

        boolean holds(boolean[] facts, World world) {
            if (question != null && !QUESTIONS.get(question).equals(world.reading(question))) {
                return false;
            }
            if (and != null) {
                return and.stream().allMatch(s -> s.holds(facts, world));
            }
            return or != null ? or.stream().anyMatch(s -> s.holds(facts, world)) : facts[fact] != negated;
        }

        @Override
        public String toString() {
            String plain = and != null
                    ? "(" + and.get(0) + " and " + and.get(1) + ")"
                    : or != null
                            ? "(" + or.get(0) + " or " + or.get(1) + ")"
                            : (negated ? "not " : "") + "fact " + fact;
            return question == null ? plain : plain + " under " + question;
        }

        Condition condition(Boolean[] facts) {
            Condition plain;
            if (and != null) {
                plain = Condition.allOf(
                        "all", and.stream().map(s -> s.condition(facts)).toList());
            } else if (or != null) {
                plain = Condition.anyOf(
                        "any", or.stream().map(s -> s.condition(facts)).toList());
            } else {
                var known = new Known<>(facts[fact], "/fact/" + fact);
                Condition is = Condition.settled("fact", known, true, known.is(f -> f));
                plain = negated ? is.negated("not") : is;
            }
            return question == null
                    ? plain
                    : Condition.byReading(
                            "read",
                            "/fact",
                            null,
                            Set.of(question),
                            world -> QUESTIONS.get(question).equals(world.reading(question))
                                    ? plain.in(world)
                                    : new Evaluation(Truth.FALSE, null, List.of()));
        }
    }

    /** What a requirement says of the items of its line. */
    enum Of {
        /** Nothing: it requires what it requires of whatever item. */
        ANY_ITEM,
        /** It requires it of an item of a list. */
        LISTED_ITEM,
        /** It is meant for items that no list requires anything of. */
        UNLISTED_ITEM
    }

    /** What is found: a requirement, with what stands upon it. {@code state} other than in force holds under the reading's default only. */
    record Clause(
            String provision,
            String line,
            List<Sentence> when,
            String state,
            String question,
            Of of,
            List<Clause> upon) {

        boolean inForce(World world) {
            return state.equals("IN_FORCE")
                    || question != null && QUESTIONS.get(question).equals(world.reading(question));
        }

        boolean holds(boolean[] facts, World world) {
            return inForce(world) && when.stream().allMatch(s -> s.holds(facts, world));
        }

        void addTo(List<Found> findings, Finding base, Boolean[] facts) {
            Law law = new Law(law(provision), validity(), true);
            Finding.Builder builder =
                    base == null ? law.finds().line(line).onlyUnlisted(of == Of.UNLISTED_ITEM) : law.treats(base);
            if (of == Of.LISTED_ITEM) {
                builder.of(item(line));
            }
            when.forEach(s -> builder.when(s.condition(facts)));
            Finding finding = builder.build();
            findings.add(new Found(finding, "rule of " + provision));
            upon.forEach(u -> u.addTo(findings, finding, facts));
        }

        private static ListedItem item(String line) {
            return new ListedItem(
                    "a list",
                    "CN-2025-18",
                    "CN-2025-18",
                    CombinationPropertiesTest.line(line),
                    Condition.settled("control code", "/lines", null, new Evaluation(Truth.TRUE, null, List.of())),
                    new Source("a.xlsx", "Items", 3, "item"),
                    LegalCalendar.always());
        }

        @Override
        public String toString() {
            return provision + (line == null ? "" : " on line " + line) + (of == Of.ANY_ITEM ? "" : " of " + of)
                    + " when " + when
                    + (state.equals("IN_FORCE") ? "" : " " + state) + (question == null ? "" : " but under " + question)
                    + (upon.isEmpty() ? "" : " with " + upon);
        }

        private Validity validity() {
            return new Validity() {
                @Override
                public Standing in(World world) {
                    return new Standing(inForce(world) ? State.IN_FORCE : State.valueOf(state), null, null);
                }

                @Override
                public Set<String> questions() {
                    return question == null ? Set.of() : Set.of(question);
                }
            };
        }
    }

    /** Outcome and review policy, each as its place in the order of strictness. */
    record Answer(int outcome, int policy) {
        static final Answer FREE = new Answer(0, -1);

        Answer and(Answer other) {
            int stricter = Math.max(outcome, other.outcome);
            int licensed = OUTCOMES.indexOf("LICENSE_REQUIRED");
            return new Answer(stricter, stricter == licensed ? Math.max(policy, other.policy) : -1);
        }
    }

    record Draw(Boolean[] facts, List<Clause> found) {
        Determination decide(World world) {
            return combined(world, findings());
        }

        List<Found> findings() {
            List<Found> findings = new ArrayList<>();
            found.forEach(f -> f.addTo(findings, null, facts));
            return findings;
        }

        /** Whether a requirement meant for unlisted items gives way to one for an item of a list on its line. */
        boolean givesWay(Clause requirement, boolean[] known, World world) {
            return requirement.of() == Of.UNLISTED_ITEM
                    && found.stream()
                            .anyMatch(other -> other.of() == Of.LISTED_ITEM
                                    && other.line().equals(requirement.line())
                                    && other.holds(known, world)
                                    && !isLifted(other, known, world));
        }

        @Override
        public String toString() {
            return "facts " + java.util.Arrays.toString(facts).replace("null", "?") + "\n"
                    + String.join("\n", found.stream().map(Clause::toString).toList());
        }
    }

    @Property(seed = "1", tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void however_the_unknown_facts_turn_out_outcome_and_policy_stay_inside_the_range(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Draw draw = draw(random);
            Determination said = draw.decide(RULESET.defaultWorld());
            for (boolean[] facts : assignments(draw.facts())) {
                Answer whole = answer(draw, facts, RULESET.defaultWorld(), null);
                assertTrue(
                        isInside(whole, said.range(), said.reviewPolicyRange(), said.outcome(), said.reviewPolicy()),
                        () -> text(whole) + " is outside " + said.outcome() + " " + said.range() + " "
                                + said.reviewPolicyRange() + "\n" + draw);
                for (Determination.LineAnswer line : said.lines()) {
                    Answer one = answer(draw, facts, RULESET.defaultWorld(), line.id());
                    assertTrue(
                            isInside(one, line.range(), null, line.outcome(), line.reviewPolicy()),
                            () -> text(one) + " is outside " + line + "\n" + draw);
                }
            }
        });
    }

    @Property(seed = "1", tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void every_fact_that_alone_can_move_outcome_or_policy_is_asked_for(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Draw draw = draw(random);
            Determination said = draw.decide(RULESET.defaultWorld());
            Set<String> asked = new TreeSet<>();
            said.missing().forEach(m -> asked.add(m.fact()));
            for (boolean[] facts : assignments(draw.facts())) {
                for (int i = 0; i < facts.length; i++) {
                    if (draw.facts()[i] == null) {
                        boolean[] flipped = facts.clone();
                        flipped[i] = !flipped[i];
                        Answer one = answer(draw, facts, RULESET.defaultWorld(), null);
                        Answer other = answer(draw, flipped, RULESET.defaultWorld(), null);
                        int fact = i;
                        assertTrue(
                                one.equals(other) || asked.contains("/fact/" + i),
                                () -> "fact " + fact + " moves " + text(one) + " to " + text(other) + ", asked are "
                                        + asked + "\n" + draw);
                    }
                }
            }
        });
    }

    @Property(seed = "1", tries = 1000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void where_every_fact_is_known_the_answer_is_the_one_that_follows_and_nothing_is_asked(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Draw open = draw(random);
            Boolean[] known = open.facts().clone();
            boolean[] facts = new boolean[known.length];
            for (int i = 0; i < known.length; i++) {
                facts[i] = known[i] != null ? known[i] : random.nextBoolean();
                known[i] = facts[i];
            }
            Draw draw = new Draw(known, open.found());
            for (World world : worlds()) {
                Determination said = draw.decide(world);
                Answer follows = answer(draw, facts, world, null);
                assertEquals(text(follows), said.outcome() + " " + said.reviewPolicy(), draw::toString);
                assertEquals(said.range().atLeast(), said.range().atMost());
                assertEquals(List.of(), said.missing());
            }
        });
    }

    @Property(seed = "1", tries = 1000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void a_question_is_told_exactly_where_one_of_its_readings_gives_another_outcome_or_policy(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Draw draw = draw(random);
            World base = RULESET.defaultWorld();
            Determination said = draw.decide(base);
            Set<String> questions = new TreeSet<>(QUESTIONS.keySet());
            questions.add(GIVING_WAY);
            for (String question : questions) {
                Determination other = draw.decide(base.with(question, other(question)));
                boolean differs = !text(said).equals(text(other));
                var told = said.readings().stream()
                        .filter(r -> r.question().equals(question))
                        .findAny();
                assertEquals(
                        differs,
                        told.isPresent(),
                        () -> question + ": " + text(said) + " or " + text(other) + "\n" + draw);
                told.ifPresent(reading -> {
                    assertEquals(base.reading(question), reading.applied());
                    var answers = new TreeMap<String, String>();
                    reading.answers().forEach(a -> answers.put(a.reading(), a.outcome() + " " + a.reviewPolicy()));
                    assertEquals(
                            Map.of(base.reading(question), text(said), other(question), text(other)),
                            answers,
                            draw::toString);
                });
            }
        });
    }

    @Property(seed = "1", tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void the_order_of_findings_does_not_matter(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            Draw draw = draw(random);
            List<Found> findings = draw.findings();
            World world = RULESET.defaultWorld();
            Determination one = combined(world, findings);
            java.util.Collections.shuffle(findings, random);
            assertEquals(one, combined(world, findings), draw::toString);
        });
    }

    @Example
    void a_fact_that_may_lift_the_requirement_with_the_stricter_policy_is_asked_for() {
        Sentence first = new Sentence(0, false, null, null, null);
        Clause lifted = inForce(
                "CN-2025-61/1.3",
                "1",
                List.of(),
                inForce(EXEMPTION, null, List.of(first)),
                inForce("CN-2025-61/4", null, List.of()));
        Clause routine = inForce("CN-2025-61/1.1", "1", List.of());
        Determination said = new Draw(new Boolean[1], List.of(lifted, routine)).decide(RULESET.defaultWorld());
        assertEquals(
                List.of("/fact/0"),
                said.missing().stream().map(Determination.MissingFact::fact).toList());
    }

    @Example
    void where_an_exemption_surely_holds_upon_an_open_requirement_the_range_ends_at_exempt() {
        Clause open = inForce(
                "CN-2025-61/1.3",
                "1",
                List.of(new Sentence(0, false, null, null, null)),
                inForce(EXEMPTION, null, List.of()));
        Determination said = new Draw(new Boolean[1], List.of(open)).decide(RULESET.defaultWorld());
        assertEquals(new Determination.Range("NO_LICENSE_REQUIRED", "EXEMPT"), said.range());
        assertEquals("UNDETERMINED", said.outcome());
    }

    @Example
    void a_catch_all_gives_way_where_its_line_surely_needs_a_license_as_a_listed_item_and_only_there() {
        Clause listed = new Clause("CN-2025-61/1.3", "1", List.of(), "IN_FORCE", null, Of.LISTED_ITEM, List.of());
        Clause catchAll = new Clause(
                "CN-2025-61/1.1",
                "1",
                List.of(),
                "IN_FORCE",
                null,
                Of.UNLISTED_ITEM,
                List.of(inForce(STRONGER, null, List.of())));
        Clause otherLine = new Clause("CN-2025-61/1.1", "2", List.of(), "IN_FORCE", null, Of.UNLISTED_ITEM, List.of());
        Determination said =
                new Draw(new Boolean[0], List.of(listed, catchAll, otherLine)).decide(RULESET.defaultWorld());
        assertEquals(
                List.of("1: ROUTINE", "2: ROUTINE"),
                said.lines().stream().map(l -> l.id() + ": " + l.reviewPolicy()).toList());
        assertEquals(
                List.of("CN-2025-61/1.1 on 2", "CN-2025-61/1.3 on 1"),
                said.findings().stream()
                        .filter(f -> f.effect().equals("LICENSE_REQUIRED"))
                        .map(f -> f.provision() + " on " + f.line())
                        .toList());
    }

    private static Clause inForce(String provision, String line, List<Sentence> when, Clause... upon) {
        return new Clause(provision, line, when, "IN_FORCE", null, Of.ANY_ITEM, List.of(upon));
    }

    private static Determination combined(World world, List<Found> findings) {
        return COMBINATION.of(
                shipment(world), new TreeMap<>(Map.of("CN", DAY)), new Decisions.Looked(findings, Map.of()), List.of());
    }

    private static boolean isInside(
            Answer answer, Determination.Range range, Determination.Range policies, String outcome, String policy) {
        int least = OUTCOMES.indexOf(range.atLeast());
        int most = OUTCOMES.indexOf(range.atMost());
        if (answer.outcome() < least || answer.outcome() > most) {
            return false;
        }
        boolean firm = least >= OUTCOMES.indexOf("LICENSE_REQUIRED") || least == most;
        if (!outcome.equals(firm ? range.atLeast() : "UNDETERMINED")) {
            return false;
        }
        if (answer.policy() < 0) {
            return true;
        }
        boolean mild =
                policies != null && policies.atMost() != null && answer.policy() > POLICIES.indexOf(policies.atMost());
        boolean strict = policies != null
                && outcome.equals("LICENSE_REQUIRED")
                && policies.atLeast() != null
                && answer.policy() < POLICIES.indexOf(policies.atLeast());
        return !mild && !strict && (policy == null || answer.policy() >= POLICIES.indexOf(policy));
    }

    private static boolean isLifted(Clause requirement, boolean[] facts, World world) {
        boolean givesWay = world.reading(GIVING_WAY).equals("DENIAL_HOLDS")
                && requirement.upon().stream().anyMatch(u -> u.provision().equals(STRONGER) && u.holds(facts, world));
        return !givesWay
                && requirement.upon().stream().anyMatch(u -> u.provision().equals(EXEMPTION) && u.holds(facts, world));
    }

    /** What follows where every fact is known: strictest of what holds and is not lifted. */
    private static Answer answer(Draw draw, boolean[] facts, World world, String line) {
        Answer whole = Answer.FREE;
        for (Clause requirement : draw.found()) {
            boolean concerns = line == null
                    || requirement.line() == null
                    || requirement.line().equals(line);
            if (!concerns || !requirement.holds(facts, world) || draw.givesWay(requirement, facts, world)) {
                continue;
            }
            String effect = isLifted(requirement, facts, world)
                    ? "EXEMPT"
                    : law(requirement.provision()).effect().name();
            int policy = -1;
            if (effect.equals("LICENSE_REQUIRED")) {
                policy = law(requirement.provision()).reviewPolicy().ordinal();
                for (Clause upon : requirement.upon()) {
                    if (!upon.provision().equals(EXEMPTION) && upon.holds(facts, world)) {
                        policy = Math.max(
                                policy, law(upon.provision()).effect().policy().ordinal());
                    }
                }
            }
            whole = whole.and(new Answer(OUTCOMES.indexOf(effect), policy));
        }
        return whole;
    }

    private static Draw draw(Random random) {
        Boolean[] facts = new Boolean[2 + random.nextInt(3)];
        for (int i = 0; i < facts.length; i++) {
            facts[i] = random.nextInt(4) == 0 ? Boolean.valueOf(random.nextBoolean()) : null;
        }
        List<Clause> found = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            List<Clause> upon = new ArrayList<>();
            for (int k = random.nextInt(4); k > 0; k--) {
                boolean exemption = random.nextInt(3) == 0;
                upon.add(found(
                        exemption ? EXEMPTION : REVIEWS[random.nextInt(REVIEWS.length)],
                        null,
                        Of.ANY_ITEM,
                        List.of(),
                        facts.length,
                        random));
            }
            String line = random.nextInt(4) == 0 ? null : random.nextBoolean() ? "1" : "2";
            Of of = line == null || random.nextBoolean()
                    ? Of.ANY_ITEM
                    : random.nextBoolean() ? Of.LISTED_ITEM : Of.UNLISTED_ITEM;
            found.add(found(REQUIREMENTS[random.nextInt(REQUIREMENTS.length)], line, of, upon, facts.length, random));
        }
        return new Draw(facts, found);
    }

    private static Clause found(String provision, String line, Of of, List<Clause> upon, int facts, Random random) {
        List<Sentence> when = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            when.add(sentence(facts, 2, random));
        }
        String state = random.nextInt(5) > 0 ? "IN_FORCE" : random.nextBoolean() ? "SUSPENDED" : "NOT_YET";
        return new Clause(
                provision,
                line,
                when,
                state,
                state.equals("IN_FORCE") || random.nextBoolean() ? null : question(random),
                of,
                upon);
    }

    private static Sentence sentence(int facts, int depth, Random random) {
        String question = random.nextInt(8) == 0 ? question(random) : null;
        int draw = depth == 0 ? 0 : random.nextInt(4);
        if (draw < 2) {
            return new Sentence(random.nextInt(facts), random.nextInt(3) == 0, null, null, question);
        }
        List<Sentence> parts = List.of(sentence(facts, depth - 1, random), sentence(facts, depth - 1, random));
        return draw == 2
                ? new Sentence(0, false, parts, null, question)
                : new Sentence(0, false, null, parts, question);
    }

    private static String question(Random random) {
        return random.nextBoolean() ? "CN-2025-61.regions" : "CN-2025-70.prolonged";
    }

    private static String other(String question) {
        return question.equals(GIVING_WAY) ? "EXEMPT" : QUESTIONS.get(question);
    }

    private static List<World> worlds() {
        List<World> worlds = new ArrayList<>(List.of(RULESET.defaultWorld()));
        for (String question : List.of(GIVING_WAY, "CN-2025-61.regions", "CN-2025-70.prolonged")) {
            for (World world : List.copyOf(worlds)) {
                worlds.add(world.with(question, other(question)));
            }
        }
        return worlds;
    }

    private static List<boolean[]> assignments(Boolean[] facts) {
        List<boolean[]> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << facts.length; bits++) {
            boolean[] one = new boolean[facts.length];
            boolean fits = true;
            for (int i = 0; i < facts.length; i++) {
                one[i] = (bits >> i & 1) == 1;
                fits &= facts[i] == null || facts[i] == one[i];
            }
            if (fits) {
                all.add(one);
            }
        }
        return all;
    }

    private static String text(Answer answer) {
        return OUTCOMES.get(answer.outcome()) + " " + (answer.policy() < 0 ? null : POLICIES.get(answer.policy()));
    }

    private static String text(Determination determination) {
        return determination.outcome() + " " + determination.reviewPolicy();
    }

    private static Provision law(String key) {
        return RULESET.rows(Provision.class).stream()
                .filter(p -> p.key().equals(key))
                .findAny()
                .orElseThrow();
    }

    private static Shipment shipment(World world) {
        return new Shipment(
                null,
                ExportDate.of(DAY),
                Known.unknown("/exportFrom"),
                Known.unknown("/destination"),
                "EXPORT",
                Known.unknown("/usNexus"),
                List.of(),
                Known.unknown("/ownership"),
                new EndUse(
                        Known.unknown("/endUse/purposes"),
                        Known.unknown("/endUse/logicNodeNm"),
                        Known.unknown("/endUse/memoryLayers"),
                        Known.unknown("/endUse/facilityCountry")),
                List.of(line("1"), line("2")),
                world.readings(),
                null,
                List.of(),
                List.of(),
                Map.of());
    }

    private static Line line(String id) {
        String at = "/lines/" + id;
        return new Line(
                id,
                at,
                "GOODS",
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                List.of(),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                Known.unknown(at),
                List.of(),
                Known.unknown(at),
                List.of());
    }
}
