package guanka.workbench.check;

import com.fasterxml.jackson.databind.JsonNode;
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
import guanka.facts.rows.ComputingEntry;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.EligibilityRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.PromisedCase;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Reading;
import guanka.facts.rows.RoleRow;
import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TechnologyRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import guanka.tables.SheetView;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.CodesInChinese;
import guanka.workbench.replay.Promises;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Restated;
import guanka.workbench.replay.Verdict;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for cases that reach rows which none reaches, on the first day of the row: a base case, or a case that reaches a row much like
 * it, with facts that the row and what stands beside it speak of. What is found first is proposed.
 */
final class Proposals {

    private static final int TRIES_FOR_A_ROW = 240;
    private static final int TRIES_MOST = 3_000;

    /** So many cases that reach rows like one are tried, and of those that reach the same row so many. */
    private static final int NEIGHBOURS = 8;

    private static final int NEIGHBOURS_OF_A_ROW = 2;
    private static final int NAMED_IN_TITLE = 4;
    private static final String SIGN = " = ";
    private static final Pattern PERCENT_HELD = Pattern.compile("/ownership/[0-9]+/percent = .*");
    private static final List<String> NAMES_COUNTRY =
            List.of("/destination", "/exportFrom", "/parties/0/country", "/parties/0/headquarters", "/lines/0/origin");
    private static final String READINGS = "/readings/";
    private static final String CODE = "/lines/0/controlCodes/0";
    private static final String RATES = "/lines/0/computing/rates";

    /** Length of the operations in which rates are stated here; another one makes another total of the same rate. */
    private static final BigDecimal BITS = BigDecimal.valueOf(8);

    private static final String NOT_SEEN = "?";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TENTH = BigDecimal.ONE.movePointLeft(1);
    private static final BigDecimal NINE_TENTHS = BigDecimal.valueOf(9).movePointLeft(1);
    private static final String NONE = "NONE";
    private static final String ANY = "ANY";

    private final Decisions draft;
    private final Promises promises;
    private final Replay replay;
    private final LocalDate day;
    private final List<BaseCase> bases;
    private final CodesInChinese codes;
    private final Map<String, Provision> provisions = new TreeMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Map<Case, Verdict> verdicts;
    private final Map<Case, Verdict> cases = new LinkedHashMap<>();
    private final Map<Case, Optional<Restated>> restated = new HashMap<>();
    private int tries;

    /** A case that was tried and reaches a row. */
    private record Hit(PromisedCase row, Trace trace) {}

    /**
     * @param verdicts of the cases that there are
     * @param day      of the check
     */
    Proposals(Decisions draft, Replay replay, Map<Case, Verdict> verdicts, LocalDate day) {
        this.verdicts = verdicts;
        this.draft = draft;
        this.replay = replay;
        this.day = day;
        promises = replay.promises();
        bases = draft.ruleset().rows(BaseCase.class);
        codes = new CodesInChinese(draft.ruleset());
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
                        .filter(other -> isReached(other, hit.row(), hit.trace()))
                        .map(Rows::source)
                        .filter(reached::add)
                        .toList();
                proposed.add(proposal(hit, source, also));
            }
        }
        return proposed;
    }

    /** What was proposed, each on its first day. */
    Map<Case, Verdict> cases() {
        return cases;
    }

    private Hit hit(Object row) {
        Source wanted = Rows.source(row);
        String jurisdiction = jurisdiction(row);
        Map<String, Set<String>> hints = hints(row);
        List<Restated> starts = bases.stream()
                .filter(base -> concerns(base, jurisdiction))
                .map(base -> new Restated(base.key(), List.of()))
                .toList();
        Set<LocalDate> days = days(row);
        Hit hit = hit(row, days, combined(hints), starts);
        return hit != null ? hit : hit(row, days, combined(hints), neighbours(row, wanted));
    }

    private Hit hit(Object row, Set<LocalDate> days, List<List<String>> hints, List<Restated> starts) {
        int last = Math.min(tries + TRIES_FOR_A_ROW, TRIES_MOST);
        for (LocalDate on : days) {
            for (List<String> facts : hints) {
                for (Restated start : starts) {
                    if (tries++ >= last) {
                        return null;
                    }
                    PromisedCase tried =
                            row("?", new Text("", ""), start.baseCase(), upon(start.facts(), facts), on, on, null);
                    Trace trace = trace(tried);
                    if (trace != null && isReached(row, tried, trace)) {
                        return new Hit(tried, trace);
                    }
                }
            }
        }
        return null;
    }

    /** Facts with others put upon them, each place once. */
    private static List<String> upon(List<String> facts, List<String> others) {
        Map<String, String> all = new LinkedHashMap<>();
        Stream.concat(facts.stream(), others.stream())
                .forEach(fact -> all.put(fact.substring(0, fact.indexOf(SIGN)), fact));
        return List.copyOf(all.values());
    }

    /** Cases that reach rows of the same sheet, those first whose row says most of what this one says. */
    private List<Restated> neighbours(Object row, Source wanted) {
        Map<String, List<String>> cells = new HashMap<>();
        for (SheetView sheet : draft.ruleset().tables().sheets()) {
            if (sheet.workbook().equals(wanted.workbook()) && sheet.sheet().equals(wanted.sheet())) {
                sheet.rows().forEach(one -> cells.put(one.key(), one.cells()));
            }
        }
        Map<String, Long> likeness = new HashMap<>();
        cells.forEach((key, said) -> likeness.put(key, alike(cells.get(wanted.key()), said)));
        Map<Case, String> reached = new LinkedHashMap<>();
        verdicts.forEach((one, verdict) -> {
            if (verdict.trace() != null) {
                verdict.trace().rows().stream()
                        .filter(source -> source.workbook().equals(wanted.workbook())
                                && source.sheet().equals(wanted.sheet())
                                && likeness.containsKey(source.key()))
                        .map(Source::key)
                        .max(Comparator.comparing((String key) -> likeness.get(key))
                                .thenComparing(Comparator.reverseOrder()))
                        .ifPresent(key -> reached.put(one, key));
            }
        });
        Map<String, Integer> taken = new HashMap<>();
        return reached.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Case, String> one) -> -likeness.get(one.getValue()))
                        .thenComparing(Map.Entry::getValue))
                .filter(one -> taken.merge(one.getValue(), 1, Integer::sum) <= NEIGHBOURS_OF_A_ROW)
                .limit(NEIGHBOURS)
                .map(one -> restated.computeIfAbsent(
                        one.getKey(), made -> Optional.ofNullable(Restated.of(made.shipment(), bases))))
                .flatMap(Optional::stream)
                .map(start -> new Restated(start.baseCase(), upon(start.facts(), figures(row, start.facts()))))
                .toList();
    }

    private static long alike(List<String> one, List<String> other) {
        long alike = 0;
        for (int i = 1; i < Math.min(one.size(), other.size()); i++) {
            alike += one.get(i).equals(other.get(i)) ? 1 : 0;
        }
        return alike;
    }

    /** Shares of companies in a shipment that reach the one of a row. */
    private static List<String> figures(Object row, List<String> facts) {
        return row instanceof OwnershipRow ownership
                ? facts.stream()
                        .filter(fact -> PERCENT_HELD.matcher(fact).matches())
                        .map(fact -> fact.substring(0, fact.indexOf(SIGN)) + SIGN + over(ownership.percent()))
                        .toList()
                : List.of();
    }

    private boolean isReached(Object row, PromisedCase tried, Trace trace) {
        return trace.rows().contains(Rows.source(row))
                || isBehind(draft, row, promises.promise(tried).days().get(0).shipment(), trace);
    }

    /**
     * Whether an answer rests on a row that is told nowhere in it: a state of the calendar that a finding follows, or one of several rows
     * of a territory that is asked about, of which the first speaks for all.
     */
    static boolean isBehind(Decisions draft, Object row, JsonNode shipment, Trace trace) {
        return row instanceof CalendarRow state && isBehind(draft, state, shipment, trace)
                || row instanceof TerritoryRow territory
                        && territory.holdsOn(day(shipment))
                        && NAMES_COUNTRY.stream()
                                .anyMatch(at -> territory
                                        .country()
                                        .equals(shipment.at(at).asText()))
                        && isAskedAbout(draft, territory.territory(), trace)
                || row instanceof TerritoryPart part
                        && part.holdsOn(day(shipment))
                        && isAskedAbout(draft, part.territory(), trace);
    }

    private static LocalDate day(JsonNode shipment) {
        return LocalDate.parse(shipment.path("exportDate").asText().substring(0, 10));
    }

    private static boolean isAskedAbout(Decisions draft, String territory, Trace trace) {
        return Stream.concat(
                        draft.ruleset().rows(TerritoryRow.class).stream()
                                .filter(row -> row.territory().equals(territory))
                                .map(TerritoryRow::source),
                        draft.ruleset().rows(TerritoryPart.class).stream()
                                .filter(row -> row.territory().equals(territory))
                                .map(TerritoryPart::source))
                .anyMatch(trace.rows()::contains);
    }

    private static boolean isBehind(Decisions draft, CalendarRow state, JsonNode shipment, Trace trace) {
        LocalDate day = day(shipment);
        if (day.isBefore(state.from()) || state.to() != null && day.isAfter(state.to())) {
            return false;
        }
        World world = draft.ruleset().defaultWorld();
        for (var reading : shipment.path("readings").properties()) {
            world = world.with(reading.getKey(), reading.getValue().asText());
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
                .map(fact -> fact.substring(fact.indexOf(SIGN) + SIGN.length()))
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
            item.codes().stream().limit(1).forEach(code -> add(hints, CODE, code));
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
        } else if (row instanceof ScopeNote note) {
            add(hints, "/lines/0/form", note.form());
        } else if (row instanceof TechnologyRow technology) {
            add(hints, "/lines/0/technologies/0/activity", technology.activity());
        } else if (row instanceof RoleRow role) {
            add(hints, "/parties/0/roles/0", role.role());
        } else if (row instanceof MarkRow marks) {
            country(hints, marks.country());
        } else if (row instanceof ControlRow control) {
            code(hints, control.paragraphs(), control.entry());
        } else if (row instanceof EligibilityRow eligibility) {
            code(hints, eligibility.paragraphs(), eligibility.entry());
            draft.ruleset().rows(ExceptionRow.class).stream()
                    .filter(exception -> exception.symbol().equals(eligibility.exception()))
                    .limit(1)
                    .forEach(exception -> add(hints, "/lines/0/claims/0/provision", exception.provision()));
        } else if (row instanceof ExceptionRow exception) {
            add(hints, "/lines/0/claims/0/provision", exception.provision());
            for (int i = 0; i < exception.attests().size(); i++) {
                add(hints, "/lines/0/claims/0/attests/" + i, exception.attests().get(i));
            }
        } else if (row instanceof ComputingEntry entry) {
            entry.codes().stream().limit(1).forEach(code -> add(hints, CODE, code));
        } else if (row instanceof ComputingLimit limit) {
            computing(limit, hints);
        } else if (row instanceof ShareRow share) {
            add(hints, "/lines/0/content", NONE);
            add(hints, "/lines/0/declaredShares/0/provision", share.provision());
            add(hints, "/lines/0/declaredShares/0/percent", over(share.percent()));
        }
        for (RecordComponent component : Rows.said(row.getClass())) {
            if (component.getType() == Guard.class) {
                Guard guard = (Guard) Rows.value(row, component);
                draft.ruleset().rows(Reading.class).stream()
                        .filter(reading -> guard.questions().contains(reading.question()))
                        .filter(reading -> guard.holdsIn(
                                draft.ruleset().defaultWorld().with(reading.question(), reading.reading())))
                        .filter(reading -> !guard.holdsIn(draft.ruleset().defaultWorld()))
                        .forEach(reading -> add(hints, READINGS + escaped(reading.question()), reading.reading()));
            }
        }
    }

    private static void code(Map<String, Set<String>> hints, List<String> paragraphs, String entry) {
        add(hints, CODE, paragraphs.isEmpty() ? entry : paragraphs.get(0));
    }

    /** Figures of a chip at the lower limits of a row, and below its upper ones. */
    private static void computing(ComputingLimit limit, Map<String, Set<String>> hints) {
        BigDecimal performance = within(limit.tppAtLeast(), limit.tppBelow());
        BigDecimal rate = limit.rateAtLeast() != null
                ? limit.rateAtLeast()
                : performance == null ? null : performance.divide(BITS, MathContext.DECIMAL64);
        if (rate != null) {
            add(hints, RATES + "/0/tops", rate.toPlainString());
            add(hints, RATES + "/0/bits", BITS.toPlainString());
            add(hints, RATES + "/1", NOT_SEEN);
        }
        BigDecimal density = within(limit.densityAtLeast(), limit.densityBelow());
        if (density != null && rate != null && density.signum() > 0) {
            figure(hints, "applicableDieAreaMm2", rate.multiply(BITS).divide(density, 4, RoundingMode.DOWN));
        }
        figure(hints, "ioBandwidthGBs", limit.ioAtLeast());
        figure(hints, "memoryBandwidthGBs", within(limit.memoryAtLeast(), limit.memoryBelow()));
        BigDecimal stack = within(
                limit.stackDensityAbove() == null
                        ? null
                        : limit.stackDensityAbove().add(TENTH),
                limit.stackDensityBelow());
        if (stack != null) {
            add(hints, "/lines/0/computing/hbm/areaMm2", HUNDRED.toPlainString());
            add(
                    hints,
                    "/lines/0/computing/hbm/bandwidthGBs",
                    stack.multiply(HUNDRED).toPlainString());
        }
        if (limit.datacenters() != ComputingLimit.Datacenters.ANY) {
            add(
                    hints,
                    "/lines/0/computing/designedOrMarketedForDatacenters",
                    limit.datacenters().name());
        }
    }

    private static void figure(Map<String, Set<String>> hints, String name, BigDecimal figure) {
        if (figure != null) {
            add(hints, "/lines/0/computing/" + name, figure.toPlainString());
        }
    }

    /** A figure at the lower limit, or a little below the upper one where there is no lower one. */
    private static BigDecimal within(BigDecimal atLeast, BigDecimal below) {
        return atLeast != null ? atLeast : below == null ? null : below.multiply(NINE_TENTHS);
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
                .filter(row -> measure.treats().isEmpty()
                        ? row.list().equals(measure.items())
                                || measure.itemProvisions().contains(row.provision())
                        : measure.treats().contains(row.provision()))
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
        if (value != null && (!value.equals(NOT_SEEN) || pointer.startsWith(RATES)) && !value.contains("; ")) {
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

    private static String escaped(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    private static String part(String pointer) {
        if (pointer.startsWith("/lines/0/computing")) {
            return "/lines/0/computing";
        }
        if (pointer.startsWith("/lines/0/claims")) {
            return "/lines/0/claims";
        }
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
        for (RecordComponent component : Rows.said(row.getClass())) {
            if (component.getName().equals("provision")) {
                named.add((String) Rows.value(row, component));
            }
        }
        named.remove(null);
        return named;
    }

    private Set<LocalDate> days(Object row) {
        Set<LocalDate> days = new LinkedHashSet<>();
        for (RecordComponent component : Rows.said(row.getClass())) {
            if (component.getName().equals("from") && Rows.value(row, component) instanceof LocalDate from) {
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
        String with = hit.row().facts().stream()
                .map(fact -> fact.substring(fact.indexOf(SIGN) + SIGN.length()))
                .distinct()
                .limit(NAMED_IN_TITLE)
                .collect(Collectors.joining(", "));
        Text title = with.isEmpty()
                ? new Text(
                        base.title().en() + ", by row " + source.key() + ": " + says,
                        base.title().zh() + "，依据 " + source.key() + " 行：" + codes.of(says))
                : new Text(
                        base.key() + " with " + with + ", by row " + source.key() + ": " + says,
                        base.key() + " 改为 " + with + "，依据 " + source.key() + " 行：" + codes.of(says));
        PromisedCase open =
                row(key, title, base.key(), hit.row().facts(), hit.row().from(), null, hit.trace());
        PromisedCase whole = asked(open, source);
        Case first = promises.promise(whole).days().get(0);
        cases.put(first, replay.verdict(first));
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
