package guanka.engine.decision;

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

/**
 * Collects which facts would settle findings, and which provisions ask for each. Where companies hold each other and nobody knows
 * the shares, thousands of conditions miss the same thousands of facts; so each list of facts is walked once for a provision, and
 * pointers are put in order once, at the end.
 */
final class MissingFacts {

    private final World world;
    private final Set<Finding> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<List<String>, Set<String>> walked = new IdentityHashMap<>();
    private final Map<String, Set<String>> provisions = new HashMap<>();

    MissingFacts(World world) {
        this.world = world;
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
