package guanka.engine.decision;

import guanka.facts.Assertions;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Finding;
import guanka.facts.Truth;
import guanka.facts.World;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Collects which facts would settle findings, and which provisions ask for each. Where companies hold each other and nobody knows
 * the shares, thousands of conditions miss the same thousands of facts; so each list of facts is walked once for a provision, and
 * pointers are put in order once, at the end.
 */
final class MissingFacts {

    /** Most decisions miss little or nothing. */
    private static final int FEW = 4;

    private final World world;
    private final Set<Finding> done = Collections.newSetFromMap(new IdentityHashMap<>(FEW));
    private final Map<List<String>, Set<String>> walked = new IdentityHashMap<>(FEW);
    private final Map<String, Set<String>> provisions = new HashMap<>();

    /** Findings whose assertions nobody is asked for. */
    private final Set<Finding> notAsserted = Collections.newSetFromMap(new IdentityHashMap<>(FEW));

    MissingFacts(World world) {
        this.world = world;
    }

    /**
     * Asks for no assertion where that moves nothing: while it is not known where an item falls, another requirement stays open
     * by the same fact that is as strict, whatever is asserted of the first. Once the fact is given, the assertion is asked for
     * if it still matters.
     *
     * @param requirements those upon one line that are uncertain, with what each may make of it
     */
    void leaveAssertionsOut(Map<Finding, Verdict> requirements) {
        // lists are kept as they are: thousands of findings that miss the same thousands of facts share them
        Map<Finding, Set<List<String>>> facts = new IdentityHashMap<>();
        requirements.keySet().forEach(finding -> facts.put(finding, missedBy(finding)));
        Set<Finding> asserted = Collections.newSetFromMap(new IdentityHashMap<>());
        facts.forEach((finding, lists) -> {
            if (isAny(lists, MissingFacts::isAssertion)) {
                asserted.add(finding);
            }
        });
        for (Finding finding : asserted) {
            Set<String> missed = new HashSet<>();
            facts.get(finding).forEach(missed::addAll);
            boolean covered = requirements.entrySet().stream()
                    .anyMatch(other -> other.getValue().reachesAsFarAs(requirements.get(finding))
                            && !asserted.contains(other.getKey())
                            && isAny(facts.get(other.getKey()), missed::contains));
            if (covered) {
                notAsserted.add(finding);
            }
        }
    }

    private static boolean isAny(Set<List<String>> lists, Predicate<String> wanted) {
        for (List<String> list : lists) {
            Budget.step();
            for (String one : list) {
                if (wanted.test(one)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The lists of facts that conditions of a finding miss, each of them once. */
    private Set<List<String>> missedBy(Finding finding) {
        Set<List<String>> missed = Collections.newSetFromMap(new IdentityHashMap<>(4));
        for (Condition condition : finding.allConditions()) {
            Budget.step();
            Evaluation evaluation = condition.in(world);
            if (evaluation.truth() == Truth.UNKNOWN) {
                missed.add(evaluation.missing());
            }
        }
        return missed;
    }

    private static boolean isAssertion(String pointer) {
        return pointer.startsWith(Assertions.POINTER);
    }

    /** Adds what a finding misses in the world. */
    void of(Finding finding) {
        if (!done.add(finding)) {
            return;
        }
        String provision = finding.getProvision();
        for (Condition condition : finding.allConditions()) {
            Budget.step();
            Evaluation evaluation = condition.in(world);
            if (evaluation.truth() == Truth.UNKNOWN
                    && walked.computeIfAbsent(evaluation.missing(), x -> new HashSet<>(2))
                            .add(provision)) {
                for (String pointer : evaluation.missing()) {
                    if (isAssertion(pointer) && notAsserted.contains(finding)) {
                        continue;
                    }
                    provisions.computeIfAbsent(pointer, x -> new HashSet<>(2)).add(provision);
                }
            }
        }
    }

    /** By pointer, in the order in which answers list them. */
    Map<String, Set<String>> provisions() {
        Map<String, Set<String>> ordered = new TreeMap<>(Pointers.ORDER);
        provisions.forEach((pointer, of) -> ordered.put(pointer, new TreeSet<>(of)));
        return ordered;
    }
}
