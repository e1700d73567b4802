package guanka.engine.decision;

import guanka.facts.Condition;
import guanka.facts.Effect;
import guanka.facts.Finding;
import guanka.facts.Truth;
import guanka.facts.Validity.State;
import guanka.facts.World;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A finding that the answer tells, with the effect it has in the world of the answer. Of several findings that say the same of
 * the same line and party the most certain one is told; two rows of one list that name one party are both told.
 */
record Told(Finding finding, String rule, Effect effect, Truth truth, State state, String same, String id)
        implements Comparable<Told> {

    /** Effects that inform about a row itself: each row is worth telling. */
    private static final Set<Effect> OF_A_ROW =
            EnumSet.of(Effect.LISTED_PARTY, Effect.POSSIBLE_MATCH, Effect.CLEARED_BY_CALLER, Effect.LIST_NOT_CURRENT);

    /** Effects that say themselves that something is open. */
    private static final Set<Effect> ALSO_WHEN_OPEN = EnumSet.of(Effect.POSSIBLE_MATCH, Effect.EXCEPTION_AVAILABLE);

    /** Facts on which it hangs whether a jurisdiction looks at the shipment at all. */
    private static final Set<String> REACH = Set.of("/exportFrom", "/destination", "/movement");

    static List<Told> select(Collection<Finding> findings, Map<Finding, String> rules, Weighing weighing, World world) {
        Map<String, Told> best = new HashMap<>();
        var grounds = new Grounds(world);
        for (Finding finding : findings) {
            if (finding.duty() == null) {
                Told told = of(finding, rules.get(finding), weighing, world);
                if (told != null) {
                    best.merge(told.same(), told, (a, b) -> a.isBetterThan(b, grounds) ? a : b);
                }
            }
        }
        return new ArrayList<>(best.values());
    }

    private static Told of(Finding finding, String rule, Weighing weighing, World world) {
        Truth truth = finding.truth(world);
        State state = finding.standing(world).state();
        if (truth == Truth.FALSE) {
            Effect effect = onlyFailing(finding, world);
            return effect == null ? null : told(finding, rule, effect, truth, state);
        }
        if (truth == Truth.UNKNOWN && (state == State.NOT_YET || state == State.ENDED)) {
            return null;
        }
        if (state != State.IN_FORCE) {
            return told(finding, rule, state == State.SUSPENDED ? Effect.SUSPENDED : Effect.NOT_IN_FORCE, truth, state);
        }
        if (finding.isExemption()) {
            truth = weighing.exempts(finding);
            if (truth == Truth.FALSE) {
                return null;
            }
        }
        if (finding.isOnlyUnlisted() && weighing.inForce(finding) == Truth.FALSE) {
            return null;
        }
        // that a warning cannot be ruled out of everybody is no news; that a list is not held as a whole is said once
        if (truth == Truth.UNKNOWN && isWarningOfNobody(finding)) {
            return null;
        }
        boolean stays = truth == Truth.TRUE || ALSO_WHEN_OPEN.contains(finding.getEffect());
        if (finding.getEffect() == Effect.EXCEPTION_REFUSED && truth != Truth.TRUE
                || finding.getEffect() == Effect.EXCEPTION_AVAILABLE
                        && weighing.isBeyondExceptions(finding.getLine())) {
            return null;
        }
        return told(
                finding,
                rule,
                stays ? finding.getEffect() : finding.isModelled() ? Effect.UNKNOWN : Effect.NOT_MODELLED,
                truth,
                state);
    }

    private static boolean isWarningOfNobody(Finding finding) {
        return finding.getEffect() == Effect.RED_FLAG
                && finding.item() == null
                && finding.allConditions().stream().noneMatch(c -> c.row() != null);
    }

    private static Told told(Finding finding, String rule, Effect effect, Truth truth, State state) {
        StringBuilder of = new StringBuilder();
        if (finding.getLine() != null) {
            of.append("@line=").append(finding.getLine());
        }
        if (finding.getParty() != null) {
            of.append("@party=").append(finding.getParty());
        }
        if (finding.control() != null && finding.control().row() != null && finding.isRequirement()) {
            of.append("@control=").append(finding.control().row().key());
        }
        if (OF_A_ROW.contains(finding.getEffect())) {
            of.append("@row=").append(finding.row().key());
        }
        String same = finding.getProvision() + ":" + finding.getEffect() + of;
        String id = effect == finding.getEffect()
                ? same
                : finding.getProvision() + ":" + effect + ":" + finding.getEffect() + of;
        return new Told(finding, rule, effect, truth, state, same, id);
    }

    /**
     * Findings in force that miss by exactly one condition while every other one certainly holds, as far as that is news: a
     * shipment that starts or ends elsewhere is not nearly under a law, and who holds nothing nearly holds no threshold.
     *
     * @param told what is told already
     */
    static List<Told> nearly(
            Collection<Finding> findings, Map<Finding, String> rules, Collection<Told> told, World world) {
        Set<String> already = told.stream().map(Told::same).collect(Collectors.toSet());
        Map<String, Told> best = new HashMap<>();
        var grounds = new Grounds(world);
        for (Finding finding : findings) {
            if (finding.duty() == null
                    && finding.truth(world) == Truth.FALSE
                    && finding.standing(world).state() == State.IN_FORCE
                    && missesByOne(finding, world)) {
                Told nearly = told(finding, rules.get(finding), Effect.NEARLY, Truth.FALSE, State.IN_FORCE);
                if (!already.contains(nearly.same())) {
                    best.merge(nearly.same(), nearly, (a, b) -> a.isBetterThan(b, grounds) ? a : b);
                }
            }
        }
        return new ArrayList<>(best.values());
    }

    private static boolean missesByOne(Finding finding, World world) {
        Condition failing = null;
        for (Condition condition : conjuncts(finding)) {
            Truth truth = condition.in(world).truth();
            if (truth == Truth.UNKNOWN || truth == Truth.FALSE && failing != null) {
                return false;
            }
            failing = truth == Truth.FALSE ? condition : failing;
        }
        return failing != null
                && !(failing.fact() != null && REACH.contains(failing.fact()))
                && !isNothing(failing.in(world).actual(), failing.wanted());
    }

    /** Nothing at all is not near anything; but a claim that nobody makes is one word away. */
    private static boolean isNothing(Object actual, Object wanted) {
        if (actual == null) {
            return !(wanted instanceof Boolean);
        }
        try {
            return new BigDecimal(actual.toString()).signum() == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The conditions that must hold one and all, each once. */
    static Set<Condition> conjuncts(Finding finding) {
        Set<Condition> all = new LinkedHashSet<>();
        finding.allConditions().forEach(c -> all.addAll(c.conjuncts()));
        return all;
    }

    /** The effect of the one condition that alone keeps a finding from applying, where that is worth telling. */
    private static Effect onlyFailing(Finding finding, World world) {
        Effect effect = null;
        for (Condition condition : finding.allConditions()) {
            if (condition.in(world).truth() == Truth.FALSE) {
                if (condition.effectWhenFalse() == null || effect != null) {
                    return null;
                }
                effect = condition.effectWhenFalse();
            }
        }
        return effect;
    }

    /** In force before not in force, certain before uncertain, what holds before what fails. */
    private int weight() {
        if (truth == Truth.FALSE) {
            return 0;
        }
        return (state == State.IN_FORCE ? 2 : 0) + (truth == Truth.TRUE ? 2 : 1);
    }

    private boolean isBetterThan(Told other, Grounds grounds) {
        int order = order(other);
        return (order == 0 ? grounds.compare(finding, other.finding) : order) <= 0;
    }

    /** Below zero where this one is to be told, above where the other, zero where only what they rest on tells them apart. */
    private int order(Told other) {
        if (weight() != other.weight()) {
            return other.weight() - weight();
        }
        // of rows that require the same the one is told whose review policy holds
        int policy = Integer.compare(strictness(finding), strictness(other.finding));
        if (policy != 0) {
            return -policy;
        }
        int order = text(finding.row().key()).compareTo(text(other.finding.row().key()));
        return order == 0 ? text(rule).compareTo(text(other.rule)) : order;
    }

    private static int strictness(Finding finding) {
        return finding.reviewPolicy() == null ? -1 : finding.reviewPolicy().ordinal();
    }

    private static String text(String value) {
        return Objects.toString(value, "");
    }

    @Override
    public int compareTo(Told other) {
        return id.compareTo(other.id);
    }
}
