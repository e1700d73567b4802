package guanka.workbench.timeline;

import guanka.engine.decision.Decisions;
import guanka.facts.Claim;
import guanka.facts.Determination;
import guanka.facts.Determination.JurisdictionAnswer;
import guanka.facts.Holding;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.rows.Announcement;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How one shipment is decided over time. No day is tried for its own sake: the calendar and every other row that has days, the list
 * entries that its parties match and the holdings say on which days anything can change, and between two such days nothing does.
 */
public final class Timeline {

    private final Decisions decisions;
    private final Map<String, List<Pause>> pauses;

    /** How many days after a notice license exceptions open, by provision. */
    private final Map<String, Set<Integer>> noticeDays;

    /** For how many days a screening may be old, whatever the list. */
    private final Set<Integer> daysCurrent;

    /** The days on which the law of some jurisdictions changes. */
    private final Map<Set<String>, NavigableSet<LocalDate>> lawDays = new ConcurrentHashMap<>();

    public Timeline(Decisions decisions) {
        this.decisions = decisions;
        daysCurrent = decisions.ruleset().rows(Extent.class).stream()
                .filter(extent -> extent.kind() == Extent.Kind.PARTY_LIST && extent.daysCurrent() != null)
                .map(Extent::daysCurrent)
                .collect(Collectors.toSet());
        noticeDays = decisions.ruleset().rows(ExceptionRow.class).stream()
                .filter(row -> row.noticeDays() != null)
                .collect(Collectors.groupingBy(
                        ExceptionRow::provision, Collectors.mapping(ExceptionRow::noticeDays, Collectors.toSet())));
        pauses = decisions.ruleset().rows(Pause.class).stream().collect(Collectors.groupingBy(Pause::pause));
    }

    /**
     * The stretches of days from one day to another, both inclusive, without gap; the shipment's own export date is ignored.
     *
     * @throws IllegalArgumentException where the last day comes before the first
     */
    public List<Stretch> of(Shipment shipment, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the last day, " + to + ", comes before the first, " + from);
        }
        List<LocalDate> days = new ArrayList<>(boundaries(shipment).subSet(from, false, to, true));
        days.add(0, from);
        List<Stretch> stretches = new ArrayList<>();
        Determination before = null;
        for (int i = 0; i < days.size(); i++) {
            LocalDate last = i + 1 < days.size() ? days.get(i + 1).minusDays(1) : to;
            Determination now = decisions.decide(shipment.on(days.get(i)));
            Stretch next = stretch(days.get(i), last, now, List.of());
            Stretch previous = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (previous != null && previous.isAlike(next)) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(
                                previous.from(),
                                last,
                                previous.outcome(),
                                previous.reviewPolicy(),
                                previous.range(),
                                previous.jurisdictions(),
                                previous.readings(),
                                previous.changes()));
            } else {
                stretches.add(previous == null ? next : stretch(days.get(i), last, now, Change.between(before, now)));
            }
            before = now;
        }
        return stretches;
    }

    /** What was announced for these days under the law that is asked about and never became law; it changes nothing. */
    public List<Announcement> announced(Shipment shipment, LocalDate from, LocalDate to) {
        return decisions.ruleset().rows(Announcement.class).stream()
                .filter(row -> decisions.legalDays(shipment).containsKey(row.jurisdiction()) && row.isWithin(from, to))
                .sorted(Comparator.comparing(Announcement::announced).thenComparing(Announcement::key))
                .toList();
    }

    private static Stretch stretch(LocalDate from, LocalDate to, Determination day, List<Change> changes) {
        return new Stretch(
                from,
                to,
                day.outcome(),
                day.reviewPolicy(),
                day.range(),
                day.jurisdictions().stream()
                        .map(j -> new JurisdictionAnswer(
                                j.jurisdiction(), j.authority(), j.outcome(), j.reviewPolicy(), j.range(), null))
                        .toList(),
                day.readings(),
                changes);
    }

    /** Every day on which something that the shipment may depend on is not as it was the day before. */
    public NavigableSet<LocalDate> boundaries(Shipment shipment) {
        NavigableSet<LocalDate> days = ownDays(shipment);
        days.addAll(lawDays(decisions.legalDays(shipment).keySet()));
        return Collections.unmodifiableNavigableSet(days);
    }

    /**
     * For each jurisdiction that is asked the next day on which something may not be as on the shipment's legal day there; one in which
     * nothing changes any more is left out.
     */
    public Map<String, LocalDate> next(Shipment shipment) {
        Map<String, LocalDate> legal = decisions.legalDays(shipment);
        NavigableSet<LocalDate> own = ownDays(shipment);
        NavigableSet<LocalDate> law = lawDays(legal.keySet());
        Map<String, LocalDate> next = new TreeMap<>();
        legal.forEach((jurisdiction, day) -> {
            LocalDate first = own.higher(day);
            LocalDate second = law.higher(day);
            if (first != null || second != null) {
                next.put(jurisdiction, second == null || first != null && first.isBefore(second) ? first : second);
            }
        });
        return next;
    }

    private NavigableSet<LocalDate> lawDays(Set<String> of) {
        return lawDays.computeIfAbsent(Set.copyOf(of), decisions::changesOfLaw);
    }

    /** The days that come from the facts themselves and from the list entries that they name. */
    private NavigableSet<LocalDate> ownDays(Shipment shipment) {
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (Party party : shipment.parties()) {
            if (party.screenedOn() != null) {
                daysCurrent.forEach(
                        current -> add(days, null, party.screenedOn().plusDays(current)));
            }
        }
        shipment.clearances().forEach(clearance -> add(days, null, clearance.until()));
        for (Line line : shipment.lines()) {
            for (Claim claim : line.claims()) {
                if (claim.noticeDate() != null) {
                    noticeDays
                            .getOrDefault(claim.provision(), Set.of())
                            .forEach(after -> days.add(claim.noticeDate().plusDays(after)));
                }
            }
        }
        for (ListEntry entry : decisions.entriesOf(shipment)) {
            add(days, entry.from(), entry.until());
            if (entry.pause() != null) {
                for (Pause pause : pauses.getOrDefault(entry.pause(), List.of())) {
                    add(days, pause.from(), pause.to());
                }
            }
        }
        if (shipment.ownership().isKnown()) {
            for (Holding holding : shipment.ownership().value()) {
                add(days, holding.from(), holding.until());
            }
        }
        return days;
    }

    private static void add(NavigableSet<LocalDate> days, LocalDate first, LocalDate last) {
        if (first != null) {
            days.add(first);
        }
        if (last != null && last.isBefore(LocalDate.MAX)) {
            days.add(last.plusDays(1));
        }
    }
}
