package guanka.tables;

import guanka.facts.Guard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks that take more than one cell: days that join, keys that say what their row says, rows that need another row. */
final class Checks {

    /**
     * A row whose cells were read one by one.
     *
     * @param row    its cells
     * @param values what they mean, in the declared order
     * @param good   which of them may be used
     */
    record ReadRow(Grid.Row row, Object[] values, boolean[] good) {

        boolean allGood() {
            for (boolean one : good) {
                if (!one) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Sheet sheet;
    private final List<ReadRow> rows;
    private final Keys keys;
    private final Mistakes mistakes;

    Checks(Sheet sheet, List<ReadRow> rows, Keys keys, Mistakes mistakes) {
        this.sheet = sheet;
        this.rows = rows;
        this.keys = keys;
        this.mistakes = mistakes;
    }

    void run() {
        for (Columns.Check check : sheet.declared().checks()) {
            List<ReadRow> concerned =
                    rows.stream().filter(row -> concerns(check, row)).toList();
            switch (check.check()) {
                case "period" -> concerned.forEach(row -> period(check, row));
                case "calendar" -> calendars(check, concerned, true);
                case "apart" -> calendars(check, concerned, false);
                case "single" -> singles(check, concerned);
                case "then" -> concerned.forEach(row -> then(check, row));
                case "key" -> concerned.forEach(row -> key(check, row));
                case "exists" -> concerned.forEach(row -> exists(check, row));
                case "unique" -> unique(check, concerned);
                case "said" -> concerned.forEach(row -> said(check, row));
                default -> throw new IllegalStateException("columns.json was checked to have known checks only");
            }
        }
    }

    private boolean concerns(Columns.Check check, ReadRow row) {
        return check.where().entrySet().stream()
                .allMatch(condition -> condition.getValue().contains(text(row, condition.getKey())));
    }

    private String text(ReadRow row, String header) {
        return sheet.text(row.row, sheet.declared().place(header));
    }

    private String address(ReadRow row, String header) {
        return sheet.address(row.row, sheet.declared().place(header));
    }

    private boolean isGood(ReadRow row, String header) {
        return header == null || row.good[sheet.declared().place(header)];
    }

    private LocalDate day(ReadRow row, String header) {
        return (LocalDate) row.values[sheet.declared().place(header)];
    }

    private void tell(ReadRow row, String header, Supplier<Fault> fault) {
        mistakes.add(
                sheet.place()
                        .cell(row.row.number(), sheet.columns()[sheet.declared().place(header)]),
                fault);
    }

    private boolean isPeriod(Columns.Check check, ReadRow row) {
        return isGood(row, check.from())
                && isGood(row, check.to())
                && (day(row, check.from()) == null
                        || day(row, check.to()) == null
                        || !day(row, check.from()).isAfter(day(row, check.to())));
    }

    private void period(Columns.Check check, ReadRow row) {
        if (isGood(row, check.from()) && isGood(row, check.to()) && !isPeriod(check, row)) {
            tell(
                    row,
                    check.from(),
                    () -> Fault.fromAfterTo(text(row, check.from()), text(row, check.to()), address(row, check.to())));
        }
    }

    private void key(Columns.Check check, ReadRow row) {
        String header =
                sheet.declared().columns().get(sheet.declared().keyPlace()).header();
        if (isGood(row, header) && Templates.names(check.value()).stream().allMatch(name -> isGood(row, name))) {
            String wanted = Templates.fill(check.value(), name -> text(row, name));
            if (!wanted.equals(text(row, header))) {
                tell(row, header, () -> Fault.keyMismatch(text(row, header), wanted));
            }
        }
    }

    private void exists(Columns.Check check, ReadRow row) {
        List<String> names = Templates.names(check.value());
        Set<String> there = keys.at(check.in());
        boolean says = names.stream().allMatch(name -> isGood(row, name) && isSaid(row, name));
        if (there == null || !says) {
            return;
        }
        String wanted = Templates.fill(check.value(), name -> text(row, name));
        if (!there.contains(wanted)) {
            String header = names.get(names.size() - 1);
            tell(row, header, () -> Fault.notFound(wanted, check.in(), Nearest.of(wanted, there)));
        }
    }

    /** Where other columns say so, these must hold a value and not the word for none. */
    private void said(Columns.Check check, ReadRow row) {
        for (String header : check.columns()) {
            if (isGood(row, header)
                    && text(row, header).equals(sheet.declared().column(header).none())) {
                tell(row, header, () -> Fault.mustBeSaid(text(row, header), because(check, row)));
            }
        }
    }

    private String because(Columns.Check check, ReadRow row) {
        return check.where().keySet().stream()
                .sorted()
                .map(name -> name + "=" + text(row, name))
                .collect(Collectors.joining("; "));
    }

    private boolean isSaid(ReadRow row, String header) {
        String text = text(row, header);
        return !text.isEmpty()
                && !text.equals(CellTypes.UNKNOWN)
                && !text.equals(sheet.declared().column(header).none());
    }

    private void unique(Columns.Check check, List<ReadRow> concerned) {
        var alike = new HashMap<List<String>, List<ReadRow>>();
        for (ReadRow row : concerned) {
            List<String> said =
                    check.columns().stream().map(header -> text(row, header)).toList();
            List<ReadRow> earlier = alike.computeIfAbsent(said, one -> new ArrayList<>(1));
            if (check.columns().stream().allMatch(header -> isGood(row, header))) {
                earlier.stream()
                        .filter(other -> holdTogether(check, row, other))
                        .findFirst()
                        .ifPresent(other -> tell(
                                row,
                                check.columns().get(0),
                                () -> Fault.duplicateRow(check.columns(), other.row.number())));
            }
            earlier.add(row);
        }
    }

    /** Whether two rows hold on some day together; where a check names no days, all do. */
    private boolean holdTogether(Columns.Check check, ReadRow row, ReadRow other) {
        return check.from() == null
                || !isPeriod(check, row)
                || !isPeriod(check, other)
                || startsInTime(check, row, other) && startsInTime(check, other, row);
    }

    private boolean startsInTime(Columns.Check check, ReadRow row, ReadRow other) {
        LocalDate start = day(row, check.from());
        LocalDate end = day(other, check.to());
        return start == null || end == null || !start.isAfter(end);
    }

    private void then(Columns.Check check, ReadRow row) {
        check.then().forEach((header, allowed) -> {
            boolean good =
                    isGood(row, header) && check.where().keySet().stream().allMatch(name -> isGood(row, name));
            if (good && !allowed.contains(text(row, header))) {
                tell(row, header, () -> Fault.doesNotAgree(text(row, header), because(check, row), allowed));
            }
        });
    }

    /** For each subject at most one row, with {@code always} exactly one, may hold under a combination of readings. */
    private void singles(Columns.Check check, List<ReadRow> concerned) {
        var bySubject = new LinkedHashMap<List<String>, List<ReadRow>>();
        for (ReadRow row : concerned) {
            bySubject
                    .computeIfAbsent(
                            check.columns().stream()
                                    .map(header -> text(row, header))
                                    .toList(),
                            one -> new ArrayList<>())
                    .add(row);
        }
        bySubject.forEach((subject, rowsOfIt) -> {
            if (rowsOfIt.stream()
                    .allMatch(row -> isGood(row, check.reading())
                            && check.columns().stream().allMatch(header -> isGood(row, header)))) {
                single(check, subject.stream().map(Fault::shown).collect(Collectors.joining(" ")), rowsOfIt);
            }
        });
    }

    private void single(Columns.Check check, String subject, List<ReadRow> rowsOfIt) {
        Set<String> questions = questions(check, rowsOfIt);
        List<Map<String, String>> combinations = combinations(questions, rowsOfIt.size());
        if (combinations == null) {
            tell(rowsOfIt.get(0), check.reading(), () -> Fault.tooManyReadings(subject, questions));
            return;
        }
        var told = new HashSet<Integer>();
        for (Map<String, String> readings : combinations) {
            List<ReadRow> holding = rowsOfIt.stream()
                    .filter(row -> holds(guard(check, row), readings))
                    .toList();
            if (holding.isEmpty() && check.always() && told.add(0)) {
                tell(rowsOfIt.get(0), check.reading(), () -> Fault.noRowHolds(subject, named(readings)));
            }
            for (int i = 1; i < holding.size(); i++) {
                ReadRow row = holding.get(i);
                holding.subList(0, i).stream()
                        .filter(other -> holdTogether(check, row, other))
                        .findFirst()
                        .filter(other -> told.add(row.row.number()))
                        .ifPresent(other -> tell(
                                row,
                                check.reading(),
                                () -> Fault.twoRowsHold(subject, named(readings), other.row.number())));
            }
        }
    }

    private Set<String> questions(Columns.Check check, List<ReadRow> rowsOfIt) {
        var questions = new LinkedHashSet<String>();
        rowsOfIt.forEach(row ->
                questions.addAll(guard(check, row).questions().stream().sorted().toList()));
        return questions;
    }

    /** One calendar for each subject; with {@code joined} its rows must leave no day out and end open, under every combination of readings. */
    private void calendars(Columns.Check check, List<ReadRow> concerned, boolean joined) {
        var bySubject = new LinkedHashMap<String, List<ReadRow>>();
        var spoilt = new HashSet<String>();
        for (ReadRow row : concerned) {
            boolean good = isPeriod(check, row) && isGood(row, check.reading());
            for (String subject : subjects(check, row)) {
                bySubject.computeIfAbsent(subject, one -> new ArrayList<>()).add(row);
                if (!good) {
                    spoilt.add(subject);
                }
            }
        }
        var told = new HashSet<List<Object>>();
        bySubject.forEach((subject, rowsOfIt) -> {
            // with a row that cannot be read, every calendar would seem to have a gap
            if (!spoilt.contains(subject)) {
                calendar(check, subject, rowsOfIt, joined, told);
            }
        });
    }

    private List<String> subjects(Columns.Check check, ReadRow row) {
        int place = sheet.declared().place(check.subject());
        if (!row.good[place]) {
            return List.of();
        }
        Object value = row.values[place];
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(value.toString());
    }

    private Guard guard(Columns.Check check, ReadRow row) {
        return check.reading() == null
                ? Guard.ANY
                : (Guard) row.values[sheet.declared().place(check.reading())];
    }

    private void calendar(
            Columns.Check check, String subject, List<ReadRow> rowsOfIt, boolean joined, Set<List<Object>> told) {
        Set<String> questions = questions(check, rowsOfIt);
        List<Map<String, String>> combinations = combinations(questions, rowsOfIt.size());
        if (combinations == null) {
            tell(rowsOfIt.get(0), check.reading(), () -> Fault.tooManyReadings(Fault.shown(subject), questions));
            return;
        }
        List<ReadRow> byDay = new ArrayList<>(rowsOfIt);
        byDay.sort(
                Comparator.comparing(row -> day(row, check.from()), Comparator.nullsFirst(Comparator.naturalOrder())));
        for (Map<String, String> readings : combinations) {
            List<ReadRow> holding = byDay.stream()
                    .filter(row -> holds(guard(check, row), readings))
                    .toList();
            String named = named(readings);
            if (holding.isEmpty() && joined) {
                if (told.add(List.of("silent", subject))) {
                    tell(rowsOfIt.get(0), check.reading(), () -> Fault.noRowHolds(Fault.shown(subject), named));
                }
                continue;
            }
            joints(check, subject, holding, joined, told, named);
        }
    }

    private void joints(
            Columns.Check check,
            String subject,
            List<ReadRow> holding,
            boolean joined,
            Set<List<Object>> told,
            String readings) {
        ReadRow last = null;
        for (ReadRow row : holding) {
            if (last != null) {
                ReadRow before = last;
                LocalDate end = day(before, check.to());
                LocalDate start = day(row, check.from());
                if (end == null || !start.isAfter(end)) {
                    if (told.add(List.of("overlap", before.row.number(), row.row.number()))) {
                        tell(
                                row,
                                check.from(),
                                () -> Fault.calendarOverlap(
                                        Fault.shown(subject),
                                        readings,
                                        text(before, check.to()),
                                        address(before, check.to()),
                                        text(row, check.from()),
                                        address(row, check.from())));
                    }
                } else if (joined
                        && start.isAfter(end.plusDays(1))
                        && told.add(List.of("gap", before.row.number(), row.row.number()))) {
                    tell(
                            row,
                            check.from(),
                            () -> Fault.calendarGap(
                                    Fault.shown(subject),
                                    readings,
                                    text(before, check.to()),
                                    address(before, check.to()),
                                    text(row, check.from()),
                                    address(row, check.from())));
                }
            }
            if (last == null
                    || day(last, check.to()) != null
                            && (day(row, check.to()) == null
                                    || day(row, check.to()).isAfter(day(last, check.to())))) {
                last = row;
            }
        }
        if (joined && last != null && day(last, check.to()) != null) {
            ReadRow end = last;
            if (told.add(List.of("ends", end.row.number()))) {
                tell(end, check.to(), () -> Fault.calendarEnds(Fault.shown(subject), readings, text(end, check.to())));
            }
        }
    }

    private static boolean holds(Guard guard, Map<String, String> readings) {
        return guard.wanted().entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(readings.get(wanted.getKey())));
    }

    /** Every way to answer the questions, or null where there are too many. */
    private List<Map<String, String>> combinations(Set<String> questions, int rowCount) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (String question : questions) {
            List<String> answers = keys.readings().getOrDefault(question, List.of());
            if ((long) combinations.size() * answers.size() * rowCount > Limits.COMBINED_ROWS) {
                return null;
            }
            var next = new ArrayList<Map<String, String>>();
            for (Map<String, String> combination : combinations) {
                for (String answer : answers) {
                    var more = new LinkedHashMap<>(combination);
                    more.put(question, answer);
                    next.add(more);
                }
            }
            combinations = next;
        }
        return combinations;
    }

    private static String named(Map<String, String> readings) {
        return readings.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
    }
}
