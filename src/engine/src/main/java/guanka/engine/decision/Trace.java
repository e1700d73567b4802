package guanka.engine.decision;

import guanka.facts.Determination;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.World;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a determination came about.
 *
 * @param fired   names of the rules that fired
 * @param applied names of the rules whose finding certainly holds, in force or not
 * @param open    names of the rules whose finding cannot be ruled out and does not certainly hold
 * @param failed  names of the rules that fired and whose finding does not hold
 * @param rows    rows that stand behind findings which hold or cannot be ruled out: their own, those of their conditions and
 *                calendars, and those that rules joined to reach them
 */
public record Trace(
        Determination determination,
        Set<String> fired,
        Set<String> applied,
        Set<String> open,
        Set<String> failed,
        Set<Source> rows) {

    static Trace of(
            Determination determination,
            Collection<SessionPool.Firing> firings,
            Collection<Found> findings,
            World world,
            Set<Source> rows) {
        Set<String> fired = new TreeSet<>();
        firings.forEach(firing -> fired.add(firing.rule()));
        Set<String> applied = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        Set<String> failed = new TreeSet<>();
        for (Found found : findings) {
            Truth truth = found.finding().truth(world);
            Set<String> rules = truth == Truth.TRUE ? applied : truth == Truth.UNKNOWN ? open : failed;
            rules.add(found.rule());
        }
        return new Trace(determination, fired, applied, open, failed, rows);
    }
}
