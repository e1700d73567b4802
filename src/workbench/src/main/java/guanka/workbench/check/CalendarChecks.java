package guanka.workbench.check;

import guanka.engine.ruleset.LegalCalendar;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for days without a state or with two, per provision and so per jurisdiction, under every reading, and for pauses that have
 * no end or swallow what they pause. The reader refuses most of it where the columns are declared to be a calendar; this holds
 * whatever a kjar declares.
 *
 * <p>The gap analysis of kie-dmn-validation is not used: it takes a DMN model whose columns are unary tests over literals, treats
 * each table as one hyper-rectangle problem, and knows neither a subject that owns its rows, nor a row for several provisions, nor
 * readings under which rows hold; each provision and reading would have to be written out as a table of its own, to find the
 * neighbours in a sorted list of periods.
 */
final class CalendarChecks {

    private static final int WORLDS_MOST = 256;

    private final Ruleset ruleset;
    private final LegalCalendar calendar;
    private final List<CheckFinding> findings = new ArrayList<>();

    CalendarChecks(Ruleset ruleset, LegalCalendar calendar) {
        this.ruleset = ruleset;
        this.calendar = calendar;
    }

    List<CheckFinding> findings() {
        Map<String, List<CalendarRow>> byProvision = new TreeMap<>();
        for (CalendarRow row : ruleset.rows(CalendarRow.class)) {
            if (!endsEarly(row.from(), row.to(), row.source())) {
                row.provisions()
                        .forEach(p -> byProvision
                                .computeIfAbsent(p, x -> new ArrayList<>())
                                .add(row));
            }
        }
        byProvision.forEach(this::joints);
        provisions();
        pauses();
        entries();
        return findings;
    }

    private boolean endsEarly(LocalDate from, LocalDate to, Source row) {
        boolean early = from != null && to != null && to.isBefore(from);
        if (early) {
            findings.add(Flaw.ENDS_BEFORE_IT_BEGINS.at(Place.of(row, "from", ruleset), "from", from, "to", to));
        }
        return early;
    }

    private void provisions() {
        for (Provision provision : ruleset.rows(Provision.class)) {
            List<CalendarRow> rows = calendar.rowsOf(provision.key());
            if (rows.isEmpty()) {
                findings.add(Flaw.NO_CALENDAR.at(
                        Place.of(provision.source(), "calendar of", ruleset), "provision", provision.key()));
            } else if (rows.stream().noneMatch(row -> row.state() == State.IN_FORCE)) {
                findings.add(Flaw.NEVER_IN_FORCE.at(Place.of(provision.source()), "provision", provision.key()));
            } else if (provision.starts() != null) {
                starts(provision, rows);
            }
        }
    }

    /** A slip in a date or a calendar left from the copied row would have the law begin too late, or too early. */
    private void starts(Provision provision, List<CalendarRow> rows) {
        LocalDate starts = provision.starts();
        boolean stands = rows.stream()
                .anyMatch(row -> (row.state() == State.IN_FORCE || row.state() == State.SUSPENDED)
                        && !row.from().isAfter(starts)
                        && (row.to() == null || !row.to().isBefore(starts)));
        LocalDate first = rows.stream()
                .filter(row -> row.state() == State.IN_FORCE)
                .map(CalendarRow::from)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (!stands || first.isBefore(starts)) {
            Text what = stands
                    ? new Text("it is in force since " + first, "自 " + first + " 起已经生效")
                    : new Text("it is neither in force nor suspended on that day", "该日既未生效也未暂停");
            findings.add(Flaw.STARTS_OTHERWISE.with(
                    Place.of(provision.source(), "starts", ruleset),
                    Place.of(rows.get(0).source(), "from", ruleset),
                    null,
                    "provision",
                    provision.key(),
                    "starts",
                    starts,
                    "what",
                    what));
        }
    }

    private void joints(String provision, List<CalendarRow> rows) {
        List<CalendarRow> byDay = new ArrayList<>(rows);
        byDay.sort(Comparator.comparing(CalendarRow::from).thenComparing(CalendarRow::key));
        Set<String> questions = new TreeSet<>();
        rows.forEach(row -> questions.addAll(row.reading().questions()));
        var told = new HashSet<List<Object>>();
        for (World world : worlds(questions)) {
            List<CalendarRow> holding =
                    byDay.stream().filter(row -> row.reading().holdsIn(world)).toList();
            Text readings = readings(questions, world);
            CalendarRow last = null;
            for (CalendarRow row : holding) {
                if (last != null && told.add(List.of(last.source(), row.source()))) {
                    joint(provision, last, row, readings);
                }
                if (last == null
                        || last.to() != null && (row.to() == null || row.to().isAfter(last.to()))) {
                    last = row;
                }
            }
            if (last != null && last.to() != null && told.add(List.of(last.source()))) {
                findings.add(Flaw.CALENDAR_ENDS.at(
                        Place.of(last.source(), "to", ruleset),
                        "provision",
                        provision,
                        "to",
                        last.to(),
                        "readings",
                        readings));
            }
        }
    }

    private void joint(String provision, CalendarRow before, CalendarRow row, Text readings) {
        Flaw flaw;
        LocalDate from;
        LocalDate to;
        if (before.to() == null || !row.from().isAfter(before.to())) {
            flaw = Flaw.CALENDAR_OVERLAP;
            from = row.from();
            to = before.to() == null || row.to() != null && row.to().isBefore(before.to()) ? row.to() : before.to();
        } else if (row.from().isAfter(before.to().plusDays(1))) {
            flaw = Flaw.CALENDAR_GAP;
            from = before.to().plusDays(1);
            to = row.from().minusDays(1);
        } else {
            return;
        }
        findings.add(flaw.with(
                Place.of(row.source(), "from", ruleset),
                Place.of(before.source(), "to", ruleset),
                null,
                "provision",
                provision,
                "from",
                from,
                "to",
                to == null ? new Text("further notice", "另行通知") : to,
                "readings",
                readings));
    }

    /** The default and every other combination of the readings of some questions, as far as they can be counted. */
    private List<World> worlds(Set<String> questions) {
        List<World> worlds = List.of(ruleset.defaultWorld());
        for (String question : questions) {
            List<World> more = new ArrayList<>();
            for (World world : worlds) {
                for (Reading reading : ruleset.rows(Reading.class)) {
                    if (reading.question().equals(question) && more.size() < WORLDS_MOST) {
                        more.add(world.with(question, reading.reading()));
                    }
                }
            }
            worlds = more;
        }
        return worlds;
    }

    private static Text readings(Set<String> questions, World world) {
        if (questions.isEmpty()) {
            return new Text("", "");
        }
        String named = questions.stream().map(q -> q + "=" + world.reading(q)).collect(Collectors.joining("; "));
        return new Text(" where `" + named + "` is read", "（按 `" + named + "` 解读）");
    }

    private void pauses() {
        Set<String> used = ruleset.rows(ListEntry.class).stream()
                .map(ListEntry::pause)
                .filter(name -> name != null)
                .collect(Collectors.toSet());
        for (Pause pause : ruleset.rows(Pause.class)) {
            endsEarly(pause.from(), pause.to(), pause.source());
            if (pause.to() == null) {
                findings.add(Flaw.PAUSE_WITHOUT_END.at(Place.of(pause.source(), "to", ruleset)));
            }
            if (!used.contains(pause.pause())) {
                findings.add(Flaw.UNUSED_PAUSE.at(Place.of(pause.source(), "pause", ruleset), "pause", pause.pause()));
            }
        }
        for (CalendarRow row : ruleset.rows(CalendarRow.class)) {
            if (row.state() == State.SUSPENDED && row.to() == null) {
                findings.add(Flaw.PAUSE_WITHOUT_END.at(Place.of(row.source(), "to", ruleset)));
            }
        }
    }

    private void entries() {
        Map<String, List<Pause>> pauses =
                ruleset.rows(Pause.class).stream().collect(Collectors.groupingBy(Pause::pause));
        for (ListEntry entry : ruleset.rows(ListEntry.class)) {
            if (endsEarly(entry.from(), entry.until(), entry.source())) {
                continue;
            }
            for (Pause pause :
                    entry.pause() == null ? List.<Pause>of() : pauses.getOrDefault(entry.pause(), List.of())) {
                boolean whole = entry.from() != null
                        && !pause.from().isAfter(entry.from())
                        && (pause.to() == null
                                || entry.until() != null && !pause.to().isBefore(entry.until()));
                if (whole && pause.reading().questions().isEmpty()) {
                    findings.add(Flaw.ALWAYS_PAUSED.with(
                            Place.of(entry.source(), "pause", ruleset),
                            Place.of(pause.source()),
                            null,
                            "pause",
                            entry.pause()));
                }
            }
        }
    }
}
