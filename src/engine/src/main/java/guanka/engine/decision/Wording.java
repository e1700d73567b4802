package guanka.engine.decision;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Determination.Because;
import guanka.facts.Determination.Citation;
import guanka.facts.Determination.ClearedBy;
import guanka.facts.Determination.ConditionAnswer;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Determination.WouldBe;
import guanka.facts.Effect;
import guanka.facts.Evaluation;
import guanka.facts.Finding;
import guanka.facts.Outcome;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.StandingClearance;
import guanka.facts.Text;
import guanka.facts.Truth;
import guanka.facts.Validity.Standing;
import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Question;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Puts findings and questions into the words of the tables. */
final class Wording {

    /** What is told of a provision from which no later day is known on which it is in force. */
    private static final String NO_DAY = "—";

    private final Map<String, Text> findingTexts;
    /** By provision and effect, with no later day: the same is told in answer after answer. */
    private final Map<String, Map<Effect, Text>> told = new ConcurrentHashMap<>();

    private final Map<String, Text> questions;

    /** What to ask about a provision that is not modelled, or of which a person may assert whether it applies. */
    private final Map<String, Text> assertions;

    Wording(Ruleset ruleset) {
        findingTexts =
                ruleset.rows(FindingText.class).stream().collect(Collectors.toMap(FindingText::key, FindingText::text));
        questions = ruleset.rows(Question.class).stream().collect(Collectors.toMap(Question::key, Question::question));
        assertions = ruleset.rows(Coverage.class).stream()
                .filter(Coverage::isAbleToBite)
                .collect(Collectors.toMap(Coverage::provision, Coverage::question, (a, b) -> a));
        ruleset.rows(Question.class).stream()
                .filter(question -> question.assertedProvision() != null)
                .forEach(question -> assertions.putIfAbsent(question.assertedProvision(), question.question()));
    }

    /** @param explained whether to tell each condition with its verdict */
    FindingAnswer finding(Told told, Shipment shipment, World world, LocalDate day, boolean explained) {
        Finding finding = told.finding();
        Provision law = finding.law().provision();
        Standing standing = finding.standing(world);
        return new FindingAnswer(
                told.id(),
                law.key(),
                law.jurisdiction(),
                told.effect().name(),
                finding.getLine(),
                party(finding),
                wouldBe(told, standing),
                because(finding, told, standing, world, day),
                new FoundAt(
                        finding.row().workbook(),
                        finding.row().sheet(),
                        finding.row().row(),
                        told.rule(),
                        finding.row().key()),
                new Citation(law.title(), law.article(), law.url()),
                text(told.effect(), law, standing),
                clearedBy(finding, shipment, world),
                explained ? conditions(finding, standing, world) : null);
    }

    private Text text(Effect effect, Provision law, Standing standing) {
        return standing.from() == null
                ? told.computeIfAbsent(law.key(), x -> new ConcurrentHashMap<>())
                        .computeIfAbsent(effect, x -> text(effect, law, NO_DAY))
                : text(effect, law, standing.from().toString());
    }

    private Text text(Effect effect, Provision law, String from) {
        return findingTexts
                .getOrDefault(effect.name(), new Text("{law}", "{law}"))
                .with("law", law.text())
                .with("from", from);
    }

    /** Whether it is in force, and every condition; of alternatives the one that decides. */
    private static List<ConditionAnswer> conditions(Finding finding, Standing standing, World world) {
        Set<ConditionAnswer> answers = new LinkedHashSet<>();
        answers.add(new ConditionAnswer(
                "in force",
                cell(standing.row()),
                State.IN_FORCE.name(),
                standing.state().name(),
                Truth.of(standing.state() == State.IN_FORCE).name()));
        for (Condition condition : Told.conjuncts(finding)) {
            Condition deciding = condition.deciding(world).stream().findFirst().orElse(condition);
            answers.add(new ConditionAnswer(
                    condition.name(),
                    cell(deciding.row() == null ? condition.row() : deciding.row()),
                    plain(deciding.wanted()),
                    plain(deciding.in(world).actual()),
                    condition.in(world).truth().name()));
        }
        return new ArrayList<>(answers);
    }

    private static String cell(Source row) {
        return row == null ? null : row.workbook() + "!" + row.sheet() + "!row " + row.row();
    }

    /** The standing clearance on which a finding rests, or null. */
    private static ClearedBy clearedBy(Finding finding, Shipment shipment, World world) {
        if (finding.getEffect() != Effect.CLEARED_BY_CALLER) {
            return null;
        }
        for (Condition condition : finding.allConditions()) {
            for (Condition deciding : condition.deciding(world)) {
                String fact = deciding.fact();
                if (fact != null && fact.startsWith(StandingClearances.POINTER)) {
                    StandingClearance by = shipment.clearances()
                            .get(Integer.parseInt(fact.substring(StandingClearances.POINTER.length())));
                    return new ClearedBy(by.id(), by.askedBy(), by.approvedBy(), by.until());
                }
            }
        }
        return null;
    }

    private static String party(Finding finding) {
        return Roles.NOT_NAMED.equals(finding.getParty()) ? null : finding.getParty();
    }

    private static WouldBe wouldBe(Told told, Standing standing) {
        Finding finding = told.finding();
        if (told.state() == State.IN_FORCE || told.truth() == Truth.FALSE) {
            return null;
        }
        boolean treatment = finding.reviewPolicy() != null;
        if (!treatment && !finding.isRequirement() && !finding.isExemption()) {
            return null;
        }
        String outcome = told.truth() == Truth.UNKNOWN
                ? Outcome.UNDETERMINED.name()
                : finding.isRequirement() || finding.isExemption()
                        ? finding.getEffect().name()
                        : Outcome.LICENSE_REQUIRED.name();
        return new WouldBe(
                outcome, told.truth() == Truth.TRUE ? Combination.name(finding.reviewPolicy()) : null, standing.from());
    }

    private static List<Because> because(Finding finding, Told told, Standing standing, World world, LocalDate day) {
        Set<Because> because = new LinkedHashSet<>();
        if (standing.row() != null) {
            because.add(
                    new Because("/exportDate", day.toString(), standing.row().key()));
        }
        // of an exception what it lacks is told, and not the requirement that it would lift
        boolean exception = told.effect() == Effect.EXCEPTION_AVAILABLE || told.effect() == Effect.EXCEPTION_REFUSED;
        for (Condition whole : exception ? finding.conditions() : finding.allConditions()) {
            for (Condition condition : whole.deciding(world)) {
                Evaluation evaluation = condition.in(world);
                if (told.effect() == Effect.EXCEPTION_AVAILABLE && evaluation.truth() != Truth.UNKNOWN) {
                    continue;
                }
                if (condition.fact() != null && (evaluation.truth().possible() || told.truth() == Truth.FALSE)) {
                    because.add(new Because(condition.fact(), plain(evaluation.actual()), plain(condition.wanted())));
                }
            }
        }
        return new ArrayList<>(because);
    }

    /** Values as JSON shows them exactly: decimals as text. */
    static Object plain(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof Set<?> set ? List.copyOf(set) : value;
    }

    /** The question to ask for a missing fact, in the words of the tables. */
    Text question(String pointer, Shipment shipment) {
        String asserted = Pointers.about(pointer);
        if (asserted != null && assertions.containsKey(asserted)) {
            return assertions.get(asserted);
        }
        Text question = questions.getOrDefault(Pointers.pattern(Pointers.place(pointer)), new Text(pointer, pointer));
        String[] tokens = pointer.split("/");
        if (tokens.length > 2 && Pointers.isNumber(tokens[2])) {
            int index = Integer.parseInt(tokens[2]);
            if (tokens[1].equals("lines") && index < shipment.lines().size()) {
                return question.with("line", shipment.lines().get(index).id());
            }
            if (tokens[1].equals("parties") && index < shipment.parties().size()) {
                var party = shipment.parties().get(index);
                return question.with(
                        "party", party.name().isKnown() ? party.name().value() : party.id());
            }
        }
        return question;
    }
}
