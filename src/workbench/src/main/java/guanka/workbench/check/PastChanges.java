package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Rows;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.Dated;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.WorkingDaysRow;
import guanka.workbench.impact.ChangedRow;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for rows by which a draft changes what held on past days, and for the recorded shipments of those days that meet them. A row
 * without days of its own holds on every day, a provision from the first day of which its calendar speaks, and so does a measure; a row
 * that is new and has no days does nothing by itself, but through rows that have.
 */
final class PastChanges {

    /** Records that are looked at, from the newest on: a check is waited for. */
    static final int RECORDS_MOST = 10_000;

    private static final Set<String> DAYS = Set.of("from", "to", "until");
    private static final Text NOT_LOOKED =
            new Text("no records were at hand to count the shipments that it meets", "此处没有可供统计的决定记录");

    private final Decisions draft;
    private final Decisions base;
    private final LocalDate day;
    private final Map<Selection.Pair, Met> changed = new LinkedHashMap<>();
    private final Met all = new Met(null);
    private int looked;
    private boolean none;
    private boolean more;

    /** Days from the first to the last, both included; null where there is no end on that side. */
    private record Days(LocalDate first, LocalDate last) {

        boolean holds(LocalDate day) {
            return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
        }
    }

    /** Recorded shipments that meet a change. */
    private static final class Met {

        private final Days days;
        private int shipments;
        private LocalDate first;
        private LocalDate last;

        Met(Days days) {
            this.days = days;
        }

        void add(LocalDate on) {
            shipments++;
            first = first == null || on.isBefore(first) ? on : first;
            last = last == null || on.isAfter(last) ? on : last;
        }
    }

    /**
     * @param records facts of recorded shipments, the newest first; null where no records are at hand
     */
    PastChanges(Decisions draft, Decisions base, LocalDate day, Selection selection, Iterator<byte[]> records) {
        this.draft = draft;
        this.base = base;
        this.day = day;
        for (Selection.Pair pair : selection.pairs()) {
            Days days = changedDays(pair);
            if (days != null) {
                changed.put(pair, new Met(days));
            }
        }
        none = records == null;
        if (!none && !changed.isEmpty()) {
            count(selection, records);
        }
    }

    List<CheckFinding> findings() {
        List<CheckFinding> findings = new ArrayList<>();
        changed.forEach((pair, met) -> findings.add(Flaw.CHANGES_THE_PAST.at(
                Place.of(Rows.source(pair.any())),
                "change",
                Flaw.change(pair),
                "days",
                days(met.days),
                "records",
                records(met))));
        return findings;
    }

    /** What all changes meet together; null where the past is left alone or no records are at hand. */
    PastRecords records() {
        return none || changed.isEmpty() ? null : new PastRecords(looked, !more, all.shipments, all.first, all.last);
    }

    private Text days(Days days) {
        return days.first() == null
                ? new Text("up to " + days.last(), days.last() + " 及之前")
                : days.first().equals(days.last())
                        ? new Text("on " + days.first(), days.first() + " ")
                        : new Text(
                                "from " + days.first() + " to " + days.last(),
                                days.first() + " 至 " + days.last() + " ");
    }

    private Text records(Met met) {
        if (none) {
            return NOT_LOOKED;
        }
        Text of = more
                ? new Text("of the newest " + looked + " recorded shipments", "最近 " + looked + " 份记录中")
                : new Text("of the " + looked + " recorded shipments", "全部 " + looked + " 份记录中");
        if (met.shipments == 0) {
            return new Text(of.en() + " none meets it", of.zh() + "没有与之相关的货物");
        }
        String on = met.first.equals(met.last) ? met.first.toString() : null;
        return new Text(
                of.en() + " " + met.shipments + (met.shipments == 1 ? " meets it, of " : " meet it, of ")
                        + (on == null ? met.first + " to " + met.last : on),
                of.zh() + "有 " + met.shipments + " 份与之相关，出口日期为 " + (on == null ? met.first + " 至 " + met.last : on));
    }

    // records

    private void count(Selection selection, Iterator<byte[]> records) {
        ShipmentReader reader = new ShipmentReader(base.ruleset());
        while (records.hasNext()) {
            if (looked == RECORDS_MOST) {
                more = true;
                return;
            }
            looked++;
            try {
                count(selection, reader.read(records.next()));
            } catch (RefusedShipment | NotJson noLonger) {
                // what cannot be read by the law of now was decided by another vocabulary
            }
        }
    }

    private void count(Selection selection, Shipment shipment) {
        Collection<LocalDate> on = base.legalDays(shipment).values();
        if (on.stream().noneMatch(one -> one.isBefore(day))) {
            return;
        }
        Set<ChangedRow> touching = selection.touching(shipment);
        LocalDate left = null;
        for (var change : changed.entrySet()) {
            if (touching.contains(change.getKey().change())) {
                LocalDate met = on.stream()
                        .filter(change.getValue().days::holds)
                        .min(LocalDate::compareTo)
                        .orElse(null);
                if (met != null) {
                    change.getValue().add(met);
                    left = met;
                }
            }
        }
        if (left != null) {
            all.add(left);
        }
    }

    // rows

    /** The past days on which a row says something else than before, null where there are none. */
    private Days changedDays(Selection.Pair pair) {
        Days before = pair.base() == null ? null : past(daysOf(pair.base(), base));
        Days after = pair.draft() == null ? null : past(daysOf(pair.draft(), draft));
        if (pair.base() == null) {
            return hasDays(pair.draft()) ? after : null;
        }
        if (pair.draft() == null || after == null) {
            return before;
        }
        if (before == null) {
            return after;
        }
        return DAYS.containsAll(Rows.differences(pair.base(), pair.draft()))
                ? between(before, after)
                : new Days(
                        before.first() == null || after.first() == null ? null : min(before.first(), after.first()),
                        max(before.last(), after.last()));
    }

    /** The days that one of both has and the other has not, and those that lie between such days. */
    private static Days between(Days one, Days other) {
        boolean beginsAlike = Objects.equals(one.first(), other.first());
        boolean endsAlike = one.last().equals(other.last());
        if (beginsAlike && endsAlike) {
            return null;
        }
        LocalDate first = beginsAlike
                ? min(one.last(), other.last()).plusDays(1)
                : one.first() == null || other.first() == null ? null : min(one.first(), other.first());
        LocalDate last = endsAlike
                ? (one.first() == null
                                ? other.first()
                                : other.first() == null ? one.first() : max(one.first(), other.first()))
                        .minusDays(1)
                : max(one.last(), other.last());
        return new Days(first, last);
    }

    private static LocalDate min(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
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
        LocalDate yesterday = day.minusDays(1);
        LocalDate last = days.last() == null || days.last().isAfter(yesterday) ? yesterday : days.last();
        return days.first() != null && last.isBefore(days.first()) ? null : new Days(days.first(), last);
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
