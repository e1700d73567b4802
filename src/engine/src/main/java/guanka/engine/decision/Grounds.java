package guanka.engine.decision;

import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Finding;
import guanka.facts.Validity;
import guanka.facts.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What findings rest on in a world, so that of several that differ in nothing else always the same one is told. Findings share
 * conditions, so each condition is put into words once.
 */
final class Grounds implements Comparator<Finding> {

    private final World world;
    private final Map<Condition, Ground> ofCondition = new IdentityHashMap<>();
    private final Map<Finding, String> standings = new IdentityHashMap<>();

    /** One condition: what decides it, in words that do not hang on the caller's order, and where those facts stand. */
    private record Ground(List<String> words, List<String> places) {}

    Grounds(World world) {
        this.world = world;
    }

    @Override
    public int compare(Finding one, Finding other) {
        int order = standing(one).compareTo(standing(other));
        if (order != 0) {
            return order;
        }
        return compare(one.allConditions(), other.allConditions());
    }

    /** Conditions alone, in the same order. */
    Comparator<Condition> ofConditions() {
        return (one, other) -> compare(List.of(one), List.of(other));
    }

    private int compare(List<Condition> one, List<Condition> other) {
        int order = new Text(one, Ground::words).compareTo(new Text(other, Ground::words));
        // places come last: they are the caller's own order, and decide only between equals
        return order == 0 ? new Text(one, Ground::places).compareTo(new Text(other, Ground::places)) : order;
    }

    /** The words of several conditions one after the other, found as they are read: most findings differ in the first. */
    private final class Text {

        private final List<Condition> conditions;
        private final Function<Ground, List<String>> of;
        private List<String> words = List.of();
        private int condition;
        private int word;

        Text(List<Condition> conditions, Function<Ground, List<String>> of) {
            this.conditions = conditions;
            this.of = of;
        }

        private boolean isBetweenConditions() {
            return word == words.size();
        }

        private Condition next() {
            return condition < conditions.size() ? conditions.get(condition) : null;
        }

        private boolean hasWord() {
            while (word == words.size() && condition < conditions.size()) {
                words = of.apply(ofCondition.computeIfAbsent(conditions.get(condition++), Grounds.this::ground));
                word = 0;
            }
            return word < words.size();
        }

        int compareTo(Text other) {
            while (true) {
                while (isBetweenConditions()
                        && other.isBetweenConditions()
                        && next() != null
                        && next() == other.next()) {
                    condition++;
                    other.condition++;
                }
                boolean more = hasWord();
                if (!more || !other.hasWord()) {
                    return Boolean.compare(more, other.hasWord());
                }
                int order = words.get(word++).compareTo(other.words.get(other.word++));
                if (order != 0) {
                    return order;
                }
            }
        }
    }

    private String standing(Finding finding) {
        return standings.computeIfAbsent(finding, x -> {
            Validity.Standing standing = finding.standing(world);
            return (finding.upon() == null ? null : finding.upon().getLine())
                    + standing.state()
                    + standing.from()
                    + (standing.row() == null ? null : standing.row().key());
        });
    }

    private Ground ground(Condition whole) {
        List<String> words = new ArrayList<>();
        List<String> places = new ArrayList<>();
        for (Condition condition : whole.deciding(world)) {
            Evaluation evaluation = condition.in(world);
            String fact = condition.fact();
            words.add(condition.name()
                    + condition.wanted()
                    + evaluation.truth()
                    + withoutOrder(evaluation.actual())
                    + (fact == null ? null : Pointers.pattern(fact)));
            places.add(String.valueOf(fact));
        }
        return new Ground(words, places);
    }

    /** A list whose order is the caller's own, in an order of ours. */
    private static Object withoutOrder(Object value) {
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).sorted().toList()
                : value;
    }
}
