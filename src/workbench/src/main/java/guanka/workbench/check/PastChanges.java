package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Dated;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.WorkingDaysRow;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for rows by which a draft changes what held on past days. A row without days of its own holds on every day, a provision
 * from the first day of which its calendar speaks, and so does a measure; a row that is new and has no days does nothing by itself, but through rows that have.
 */
final class PastChanges {

    private static final Set<String> DAYS = Set.of("from", "to", "until");
    private final Decisions draft;
    private final Decisions base;
    private final LocalDate day;

    /** Days from the first to the last, both included; null where there is no end on that side. */
    private record Days(LocalDate first, LocalDate last) {}

    PastChanges(Decisions draft, Decisions base, LocalDate day) {
        this.draft = draft;
        this.base = base;
        this.day = day;
    }

    List<CheckFinding> of(List<Selection.Pair> pairs) {
        List<CheckFinding> findings = new ArrayList<>();
        for (Selection.Pair pair : pairs) {
            if (changesThePast(pair)) {
                findings.add(Flaw.CHANGES_THE_PAST.at(
                        Place.of(Rows.source(pair.any())), "change", Flaw.change(pair), "day", day));
            }
        }
        return findings;
    }

    private boolean changesThePast(Selection.Pair pair) {
        Days before = pair.base() == null ? null : past(daysOf(pair.base(), base));
        Days after = pair.draft() == null ? null : past(daysOf(pair.draft(), draft));
        if (pair.base() == null) {
            return after != null && hasDays(pair.draft());
        }
        if (pair.draft() == null) {
            return before != null;
        }
        return DAYS.containsAll(Rows.differences(pair.base(), pair.draft()))
                ? !Objects.equals(before, after)
                : before != null || after != null;
    }

    private static boolean hasDays(Object row) {
        return row instanceof Dated
                || row instanceof CalendarRow
                || row instanceof ListEntry
                || row instanceof Pause
                || row instanceof WorkingDaysRow
                || row instanceof Provision;
    }

    /** The past ones of some days, or null where there are none. */
    private Days past(Days days) {
        if (days.first() != null && !days.first().isBefore(day)) {
            return null;
        }
        return days.last() == null || !days.last().isBefore(day.minusDays(1)) ? new Days(days.first(), null) : days;
    }

    private static Days daysOf(Object row, Decisions of) {
        if (row instanceof Measure measure) {
            LocalDate begins = firstDay(measure.provision(), of);
            boolean late = measure.from() == null || measure.from().isBefore(begins);
            return new Days(late ? begins : measure.from(), measure.to());
        }
        if (row instanceof Dated dated) {
            return new Days(dated.from(), dated.to());
        }
        if (row instanceof CalendarRow calendar) {
            return new Days(calendar.from(), calendar.to());
        }
        if (row instanceof ListEntry entry) {
            return new Days(entry.from(), entry.until());
        }
        if (row instanceof Pause pause) {
            return new Days(pause.from(), pause.to());
        }
        if (row instanceof WorkingDaysRow days) {
            return new Days(days.from(), days.to());
        }
        if (row instanceof Provision provision) {
            return new Days(firstDay(provision.key(), of), null);
        }
        return new Days(null, null);
    }

    /** The first day of which the calendar speaks. */
    private static LocalDate firstDay(String provision, Decisions of) {
        return of.calendar().rowsOf(provision).stream()
                .map(CalendarRow::from)
                .min(LocalDate::compareTo)
                .orElse(LocalDate.MAX);
    }
}
