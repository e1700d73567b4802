package guanka.engine.decision;

import guanka.facts.Condition;
import guanka.facts.Determination;
import guanka.facts.Finding;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.World;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a determination came about.
 *
 * @param fired   names of the rules that fired
 * @param applied names of the rules whose finding certainly holds, in force or not
 * @param open    names of the rules whose finding cannot be ruled out and does not certainly hold
 * @param failed  names of the rules that fired and whose finding does not hold
 * @param rows    rows that stand behind findings, conditions and calendars which hold
 */
public record Trace(
        Determination determination,
        Set<String> fired,
        Set<String> applied,
        Set<String> open,
        Set<String> failed,
        Set<Source> rows) {

    private static final Comparator<Source> BY_PLACE =
            Comparator.comparing(Source::workbook).thenComparing(Source::sheet).thenComparing(Source::row);

    static Trace of(Determination determination, Set<String> fired, Collection<Finding> findings, World world) {
        Set<String> applied = new TreeSet<>();
        Set<String> open = new TreeSet<>();
        Set<String> failed = new TreeSet<>();
        Set<Source> rows = new TreeSet<>(BY_PLACE);
        for (Finding finding : findings) {
            Truth truth = finding.truth(world);
            if (truth == Truth.TRUE) {
                applied.add(finding.rule());
            } else if (truth == Truth.UNKNOWN) {
                open.add(finding.rule());
            } else {
                failed.add(finding.rule());
            }
            if (truth.possible()) {
                add(rows, finding.row());
                add(rows, finding.standing(world).row());
                finding.allConditions().stream()
                        .filter(c -> c.in(world).truth().possible())
                        .map(Condition::row)
                        .forEach(row -> add(rows, row));
            }
        }
        return new Trace(determination, fired, applied, open, failed, rows);
    }

    private static void add(Set<Source> rows, Source row) {
        if (row != null) {
            rows.add(row);
        }
    }
}
