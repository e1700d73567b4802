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
import java.util.Iterator;
import java.util.List;
import java.util.Map;

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
        List<Ground> ofOne = grounds(one);
        List<Ground> ofOther = grounds(other);
        order = compare(words(ofOne), words(ofOther));
        // places come last: they are the caller's own order, and decide only between equals
        return order == 0 ? compare(places(ofOne), places(ofOther)) : order;
    }

    private static int compare(Iterator<String> one, Iterator<String> other) {
        while (one.hasNext() && other.hasNext()) {
            int order = one.next().compareTo(other.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(one.hasNext(), other.hasNext());
    }

    private static Iterator<String> words(List<Ground> grounds) {
        return grounds.stream().flatMap(ground -> ground.words().stream()).iterator();
    }

    private static Iterator<String> places(List<Ground> grounds) {
        return grounds.stream().flatMap(ground -> ground.places().stream()).iterator();
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

    private List<Ground> grounds(Finding finding) {
        List<Ground> grounds = new ArrayList<>();
        for (Condition whole : finding.allConditions()) {
            grounds.add(ofCondition.computeIfAbsent(whole, this::ground));
        }
        return grounds;
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
