package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Provision;
import guanka.workbench.impact.Selection.Pair;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Calendar rows reach shipments on days on which a provision is in another state, under whatever reading. */
final class CalendarReach implements Reach {

    /** Days from the first, up to and not including {@code before}, on which a provision may be in another state. */
    private record Stretch(LocalDate first, LocalDate before, Set<ChangedRow> rows) {

        boolean holds(LocalDate day) {
            return !day.isBefore(first) && day.isBefore(before);
        }
    }

    /** What a row says of a day. */
    private record Says(Object reading, String state) {}

    private final List<Stretch> stretches = new ArrayList<>();

    CalendarReach(List<Pair> pairs, Decisions draft, Decisions base) {
        Set<String> provisions = new TreeSet<>();
        base.ruleset().rows(Provision.class).forEach(p -> provisions.add(p.key()));
        draft.ruleset().rows(Provision.class).forEach(p -> provisions.add(p.key()));
        for (String provision : provisions) {
            List<CalendarRow> before = base.calendar().rowsOf(provision);
            List<CalendarRow> after = draft.calendar().rowsOf(provision);
            Set<ChangedRow> behind = new HashSet<>();
            for (Pair pair : pairs) {
                if (pair.sides().stream().anyMatch(side -> before.contains(side) || after.contains(side))) {
                    behind.add(pair.change());
                }
            }
            if (!behind.isEmpty()) {
                compare(before, after, behind);
            }
        }
    }

    private void compare(List<CalendarRow> before, List<CalendarRow> after, Set<ChangedRow> behind) {
        TreeSet<LocalDate> starts = new TreeSet<>(Set.of(LocalDate.MIN));
        for (List<CalendarRow> rows : List.of(before, after)) {
            for (CalendarRow row : rows) {
                starts.add(row.from());
                if (row.to() != null) {
                    starts.add(row.to().plusDays(1));
                }
            }
        }
        for (LocalDate start : starts) {
            if (!on(start, before).equals(on(start, after))) {
                LocalDate next = starts.higher(start);
                stretches.add(new Stretch(start, next == null ? LocalDate.MAX : next, behind));
            }
        }
    }

    private static Set<Says> on(LocalDate day, List<CalendarRow> rows) {
        Set<Says> said = new HashSet<>();
        for (CalendarRow row : rows) {
            boolean early = day.isBefore(row.from());
            boolean late = row.to() != null && day.isAfter(row.to());
            said.add(new Says(
                    row.reading(),
                    early ? "before" : late ? "after" : row.state().name()));
        }
        return said;
    }

    @Override
    public void collect(Look look, Set<ChangedRow> touched) {
        for (LocalDate day : look.days()) {
            for (Stretch stretch : stretches) {
                if (stretch.holds(day)) {
                    touched.addAll(stretch.rows());
                }
            }
        }
    }
}
