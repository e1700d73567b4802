package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.ruleset.Rows;
import guanka.facts.CounterpartyKind;
import guanka.facts.Determination;
import guanka.facts.Guard;
import guanka.facts.Outcome;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.Validity.State;
import guanka.facts.World;
import guanka.facts.rows.BaseCase;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Measure;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryRow;
import guanka.tables.SheetView;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Promises;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Verdict;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for cases that reach rows which none reaches: a base case, with facts that the row and what stands beside it speak of, on the
 * first day of the row. What is found first is proposed.
 */
final class Proposals {

    private static final int TRIES_FOR_A_ROW = 240;
    private static final int TRIES_MOST = 1_500;
    private static final String READINGS = "/readings/";
    private static final String NOT_SEEN = "?";
    private static final String NONE = "NONE";
    private static final String ANY = "ANY";

    private final Decisions draft;
    private final Promises promises;
    private final Replay replay;
    private final LocalDate day;
    private final List<BaseCase> bases;
    private final Map<String, Provision> provisions = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private int tries;

    /** A case that was tried and reaches a row. */
    private record Hit(PromisedCase row, Trace trace) {}

    /** @param day of the check */
    Proposals(Decisions draft, Replay replay, LocalDate day) {
        this.draft = draft;
        this.replay = replay;
        this.day = day;
        promises = replay.promises();
        bases = draft.ruleset().rows(BaseCase.class);
        draft.ruleset().rows(Provision.class).forEach(row -> provisions.put(row.key(), row));
        draft.ruleset().rows(PromisedCase.class).forEach(row -> keys.add(row.key()));
    }

    /**
     * Cases for rows, one for several of them where it reaches them all.
     *
     * @param unreached rows that no case reaches, in the order of their places
     */
    List<ProposedCase> of(List<Object> unreached) {
        List<ProposedCase> proposed = new ArrayList<>();
        Set<Source> reached = new HashSet<>();
        for (Object row : unreached) {
            Source source = Rows.source(row);
            if (reached.contains(source) || tries >= TRIES_MOST) {
                continue;
            }
            Hit hit = hit(row);
            if (hit != null) {
                List<Source> also = unreached.stream()
                        .filter(other -> hit.trace().rows().contains(Rows.source(other))
                                || isBehind(draft, other, hit.row(), hit.trace()))
                        .map(Rows::source)
                        .filter(reached::add)
                        .toList();
                proposed.add(proposal(hit, source, also));
            }
        }
        return proposed;
    }

    private Hit hit(Object row) {
        Source wanted = Rows.source(row);
        String jurisdiction = jurisdiction(row);
        int last = tries + TRIES_FOR_A_ROW;
        List<List<String>> hints = combined(hints(row));
        for (LocalDate on : days(row)) {
            for (List<String> facts : hints) {
                for (BaseCase base : bases) {
                    if (!concerns(base, jurisdiction)) {
                        continue;
                    }
                    if (tries++ >= Math.min(last, TRIES_MOST)) {
                        return null;
                    }
                    PromisedCase tried = row("?", new Text("", ""), base.key(), facts, on, on, null);
                    Trace trace = trace(tried);
                    if (trace != null && (trace.rows().contains(wanted) || isBehind(draft, row, tried, trace))) {
                        return new Hit(tried, trace);
                    }
                }
            }
        }
        return null;
    }

    private static boolean isBehind(Decisions draft, Object row, PromisedCase tried, Trace trace) {
        Map<String, String> readings = new TreeMap<>();
        tried.facts().stream()
                .filter(fact -> fact.startsWith(READINGS))
                .forEach(fact -> readings.put(
                        fact.substring(READINGS.length(), fact.indexOf(" = ")),
                        fact.substring(fact.indexOf(" = ") + 3)));
        return isBehind(draft, row, tried.from(), readings, trace);
    }

    /** Whether a finding follows the state that a row of a calendar says of the day; such a row is told nowhere in an answer. */
    static boolean isBehind(Decisions draft, Object row, LocalDate day, Map<String, String> readings, Trace trace) {
        if (!(row instanceof CalendarRow state)
                || day.isBefore(state.from())
                || state.to() != null && day.isAfter(state.to())) {
            return false;
        }
        World world = draft.ruleset().defaultWorld();
        for (var reading : readings.entrySet()) {
            world = world.with(reading.getKey(), reading.getValue());
        }
        return state.reading().holdsIn(world)
                && trace.determination().findings().stream()
                        .anyMatch(finding ->
                                draft.calendar().rowsOf(finding.provision()).contains(state));
    }

    private Trace trace(PromisedCase tried) {
        List<Case> days = promises.promise(tried).days();
        return days.isEmpty() ? null : replay.verdict(days.get(0)).trace();
    }

    private static boolean concerns(BaseCase base, String jurisdiction) {
        List<String> asked = base.facts().stream()
                .filter(fact -> fact.startsWith("/jurisdictions/"))
                .map(fact -> fact.substring(fact.indexOf(" = ") + 3))
                .toList();
        return jurisdiction == null || asked.isEmpty() || asked.contains(jurisdiction);
    }

    private String jurisdiction(Object row) {
        return provisionsOf(row).stream()
                .map(provisions::get)
                .filter(Objects::nonNull)
                .map(Provision::jurisdiction)
                .findFirst()
                .orElse(null);
    }

    // what a row speaks of

    private Map<String, Set<String>> hints(Object row) {
        Map<String, Set<String>> hints = new LinkedHashMap<>();
        collect(row, hints);
        for (String provision : provisionsOf(row)) {
            if (!(row instanceof ItemRow) && !(row instanceof ListEntry)) {
                Stream.<Class<?>>of(Measure.class, EndUseRow.class, ItemRow.class)
                        .flatMap(type -> draft.ruleset().rows(type).stream())
                        .filter(other -> other != row && provisionsOf(other).contains(provision))
                        .limit(4)
                        .forEach(other -> collect(other, hints));
            }
        }
        return hints;
    }

    private void collect(Object row, Map<String, Set<String>> hints) {
        if (row instanceof ItemRow item) {
            item.codes().stream().limit(1).forEach(code -> add(hints, "/lines/0/controlCodes/0", code));
            if (item.codes().isEmpty()) {
                item.hsCodes().stream().limit(1).forEach(code -> add(hints, "/lines/0/hsCode", code));
            }
        } else if (row instanceof ListEntry entry && !ListEntry.ADDRESS.equals(entry.kind())) {
            String name = NOT_SEEN.equals(entry.name().en())
                    ? entry.name().zh()
                    : entry.name().en();
            add(hints, "/parties/0/name", name);
            country(hints, entry.country());
        } else if (row instanceof TerritoryRow territory) {
            country(hints, territory.country());
            draft.ruleset().rows(Measure.class).stream()
                    .filter(measure -> territory.territory().equals(measure.destination())
                            || territory.territory().equals(measure.usersIn()))
                    .limit(2)
                    .forEach(measure -> collect(measure, hints));
        } else if (row instanceof EndUseRow use) {
            add(hints, "/endUse/purposes/0", use.purpose());
        } else if (row instanceof Measure measure) {
            measure(measure, hints);
        } else if (row instanceof ShareRow share) {
            add(hints, "/lines/0/content", NONE);
            add(hints, "/lines/0/declaredShares/0/provision", share.provision());
            add(hints, "/lines/0/declaredShares/0/percent", over(share.percent()));
        }
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            if (component.getType() == Guard.class) {
                Guard guard = (Guard) Boundaries.value(row, component);
                draft.ruleset().rows(Reading.class).stream()
                        .filter(reading -> guard.questions().contains(reading.question()))
                        .filter(reading -> guard.holdsIn(
                                draft.ruleset().defaultWorld().with(reading.question(), reading.reading())))
                        .filter(reading -> !guard.holdsIn(draft.ruleset().defaultWorld()))
                        .forEach(reading -> add(hints, READINGS + reading.question(), reading.reading()));
            }
        }
    }

    private void measure(Measure measure, Map<String, Set<String>> hints) {
        draft.ruleset().rows(TerritoryRow.class).stream()
                .filter(row -> row.territory().equals(measure.destination())
                        || row.territory().equals(measure.usersIn()))
                .limit(1)
                .forEach(row -> country(hints, row.country()));
        draft.ruleset().rows(EndUseRow.class).stream()
                .filter(row -> row.provision().equals(measure.endUses()))
                .limit(1)
                .forEach(row -> add(hints, "/endUse/purposes/0", row.purpose()));
        draft.ruleset().rows(ItemRow.class).stream()
                .filter(row -> row.list().equals(measure.items())
                        || measure.itemProvisions().contains(row.provision()))
                .filter(row -> !row.codes().isEmpty())
                .limit(1)
                .forEach(row -> collect(row, hints));
        if (measure.who() == CounterpartyKind.MILITARY_USER) {
            add(hints, "/parties/0/military", "YES");
        }
        draft.ruleset().rows(ListEntry.class).stream()
                .filter(row -> row.list().equals(measure.list()))
                .limit(1)
                .forEach(row -> collect(row, hints));
    }

    private static void country(Map<String, Set<String>> hints, String country) {
        if (country != null && country.length() == 2) {
            add(hints, "/destination", country);
            add(hints, "/parties/0/country", country);
        }
    }

    private static void add(Map<String, Set<String>> hints, String pointer, String value) {
        if (value != null && !value.equals(NOT_SEEN) && !value.contains("; ")) {
            hints.computeIfAbsent(pointer, x -> new LinkedHashSet<>()).add(value);
        }
    }

    /** The base case as it is, then all that is spoken of together, each part alone, and all but one part. */
    private static List<List<String>> combined(Map<String, Set<String>> hints) {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        hints.forEach((pointer, values) -> parts.computeIfAbsent(part(pointer), x -> new ArrayList<>())
                .add(pointer + " = " + values.iterator().next()));
        Set<List<String>> combined = new LinkedHashSet<>();
        combined.add(List.of());
        parts.values().forEach(combined::add);
        combined.add(parts.values().stream().flatMap(List::stream).toList());
        parts.forEach((left, x) -> combined.add(parts.entrySet().stream()
                .filter(part -> !part.getKey().equals(left))
                .flatMap(part -> part.getValue().stream())
                .toList()));
        return List.copyOf(combined);
    }

    /** A share that reaches the threshold, whether or not the exact figure does. */
    private static String over(BigDecimal threshold) {
        return threshold.add(BigDecimal.ONE).min(new BigDecimal(100)).toPlainString();
    }

    private static String part(String pointer) {
        if (pointer.startsWith("/lines/0/declaredShares")) {
            return "/lines/0/content";
        }
        return pointer.equals("/parties/0/country") ? "/destination" : pointer;
    }

    private static Set<String> provisionsOf(Object row) {
        Set<String> named = new LinkedHashSet<>();
        if (row instanceof CalendarRow calendar) {
            named.addAll(calendar.provisions());
        }
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            if (component.getName().equals("provision")) {
                named.add((String) Boundaries.value(row, component));
            }
        }
        named.remove(null);
        return named;
    }

    private Set<LocalDate> days(Object row) {
        Set<LocalDate> days = new LinkedHashSet<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            if (component.getName().equals("from") && Boundaries.value(row, component) instanceof LocalDate from) {
                days.add(from);
            }
        }
        for (String provision : provisionsOf(row)) {
            draft.calendar().rowsOf(provision).stream()
                    .filter(state -> state.state() == State.IN_FORCE)
                    .map(CalendarRow::from)
                    .max(LocalDate::compareTo)
                    .ifPresent(first -> days.add(
                            days.isEmpty() || first.isAfter(days.iterator().next())
                                    ? first
                                    : days.iterator().next()));
        }
        days.add(day);
        return days;
    }

    // what is proposed

    private ProposedCase proposal(Hit hit, Source source, List<Source> reaches) {
        Determination answer = hit.trace().determination();
        BaseCase base = bases.stream()
                .filter(one -> one.key().equals(hit.row().baseCase()))
                .findFirst()
                .orElseThrow();
        String key = source.key() + "/case";
        for (int number = 2; !keys.add(key); number++) {
            key = source.key() + "/case-" + number;
        }
        String says = answer.outcome() + (answer.reviewPolicy() == null ? "" : " " + answer.reviewPolicy());
        Text title = new Text(
                base.title().en() + ", by row " + source.key() + ": " + says,
                base.title().zh() + "，依据 " + source.key() + " 行：" + says);
        PromisedCase open =
                row(key, title, base.key(), hit.row().facts(), hit.row().from(), null, hit.trace());
        PromisedCase whole = asked(open, source);
        LocalDate to = last(whole);
        return new ProposedCase(
                key,
                title,
                base.key(),
                whole.facts(),
                whole.from(),
                to,
                says,
                reaches.stream().map(Place::of).toList(),
                cells(whole, to, source));
    }

    private PromisedCase row(
            String key, Text title, String base, List<String> facts, LocalDate from, LocalDate to, Trace answered) {
        Determination answer = answered == null ? null : answered.determination();
        return new PromisedCase(
                new Source("", "", 0, key),
                key,
                title,
                base,
                facts,
                from,
                to,
                answer == null ? Outcome.UNDETERMINED.name() : answer.outcome(),
                answer == null || answer.reviewPolicy() == null ? null : answer.reviewPolicy(),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** With the findings that the row is behind. */
    private PromisedCase asked(PromisedCase open, Source source) {
        Determination answer = trace(open).determination();
        List<String> findings = answer.findings().stream()
                .filter(finding -> finding.source() != null
                        && finding.source().key().equals(source.key())
                        && finding.source().sheet().equals(source.sheet()))
                .map(finding -> finding.provision() + " " + finding.effect() + " by " + source.key())
                .distinct()
                .limit(3)
                .toList();
        return new PromisedCase(
                open.source(),
                open.key(),
                open.title(),
                open.baseCase(),
                open.facts(),
                open.from(),
                open.to(),
                open.outcome(),
                open.reviewPolicy(),
                null,
                null,
                List.of(),
                findings,
                List.of(),
                null);
    }

    /** The last day on which the answer is the same; null where it goes on. */
    private LocalDate last(PromisedCase row) {
        for (Case one : promises.promise(row).days()) {
            Verdict verdict = replay.verdict(one);
            if (!verdict.holds()) {
                LocalDate on = LocalDate.parse(one.shipment().path("exportDate").asText());
                return on.isAfter(row.from()) ? on.minusDays(1) : row.from();
            }
        }
        return null;
    }

    private Map<String, String> cells(PromisedCase row, LocalDate to, Source source) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("key", row.key());
        cells.put("title en", row.title().en());
        cells.put("title zh", row.title().zh());
        cells.put("base case", row.baseCase());
        cells.put("changed facts", row.facts().isEmpty() ? NONE : String.join("; ", row.facts()));
        cells.put("from", row.from().toString());
        cells.put("to", to == null ? "OPEN" : to.toString());
        cells.put("outcome", row.outcome());
        cells.put("review policy", row.reviewPolicy() == null ? ANY : row.reviewPolicy());
        cells.put("at least", ANY);
        cells.put("at most", ANY);
        cells.put("jurisdictions", ANY);
        cells.put("findings", row.findings().isEmpty() ? ANY : String.join("; ", row.findings()));
        cells.put("missing", ANY);
        cells.put("reason", NONE);
        cells.put("source", said(source, "source"));
        cells.put("confidence", said(source, "confidence"));
        return cells;
    }

    /** What a row says in a column, as its proof rests on what it rests on. */
    private String said(Source source, String header) {
        for (SheetView sheet : draft.ruleset().tables().sheets()) {
            int column = sheet.headers().indexOf(header);
            if (column >= 0
                    && sheet.workbook().equals(source.workbook())
                    && sheet.sheet().equals(source.sheet())) {
                return sheet.rows().stream()
                        .filter(row -> row.key().equals(source.key()))
                        .map(row -> row.cells().get(column))
                        .collect(Collectors.joining());
            }
        }
        return header.equals("confidence") ? "unknown" : source.key();
    }
}
