package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.Rows;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.BaseCase;
import guanka.facts.rows.PromisedCase;
import guanka.tables.SheetView;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.Restated;
import guanka.workbench.replay.RowCoverage;
import guanka.workbench.replay.Verdict;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A row of each sheet is closed and begun anew under another key, as a change of law from a day on is written. */
@DisplayName("A case is proposed for a new row")
class ProposalsTest {

    private static final String LAST = "2027-03-31";
    private static final String FIRST = "2027-04-01";
    private static final String NEW = "/from-april";
    private static final int OF_A_SHEET = 2;
    private static final int DAY = "2027-04-01".length();

    private static Decisions base;
    private static Replay replay;
    private static final Map<Case, Verdict> VERDICTS = new LinkedHashMap<>();

    @BeforeAll
    static void load() {
        base = new Decisions(TestRuleset.get());
        replay = new Replay(base);
        List<Case> cases = replay.cases();
        List<Verdict> came = cases.parallelStream().map(replay::verdict).toList();
        for (int i = 0; i < cases.size(); i++) {
            VERDICTS.put(cases.get(i), came.get(i));
        }
    }

    @AfterAll
    static void close() {
        base.close();
    }

    private static String sheet(Source row) {
        return row.workbook() + "!" + row.sheet();
    }

    @Test
    void ofEveryKindThatCanStandBehindAnAnswer() throws IOException {
        Set<String> reached = VERDICTS.values().stream()
                .filter(verdict -> verdict.trace() != null)
                .flatMap(verdict -> verdict.trace().rows().stream())
                .map(row -> sheet(row) + "!" + row.key())
                .collect(Collectors.toSet());
        Map<String, Object> kinds = new HashMap<>();
        base.ruleset().tables().rows().forEach(row -> kinds.putIfAbsent(sheet(Rows.source(row)), row));
        var edited = new EditedRuleset();
        Set<String> changed = new TreeSet<>();
        Set<Class<?>> done = new HashSet<>();
        // of each kind the shortest sheet
        for (SheetView sheet : base.ruleset().tables().sheets().stream()
                .sorted(Comparator.comparing(sheet -> sheet.rows().size()))
                .toList()) {
            Object row = kinds.get(sheet.workbook() + "!" + sheet.sheet());
            if (row != null && RowCoverage.standsBehindFindings(row) && !done.contains(row.getClass())) {
                Set<String> closed = fromApril(edited, sheet, reached);
                changed.addAll(closed);
                if (!closed.isEmpty()) {
                    done.add(row.getClass());
                }
            }
        }
        assertTrue(changed.size() >= 25, changed::toString);

        Map<String, String> without = new TreeMap<>();
        Set<String> with = new TreeSet<>();
        try (var draft = new Decisions(edited.load())) {
            for (Object row : draft.ruleset().tables().rows()) {
                Source source = Rows.source(row);
                if (source.key().endsWith(NEW) && changed.contains(sheet(source))) {
                    List<ProposedCase> proposed = new Proposals(
                                    draft, new Replay(draft), VERDICTS, LocalDate.parse("2026-11-29"))
                            .of(List.of(row));
                    if (proposed.isEmpty()) {
                        without.put(sheet(source), source.key());
                    } else {
                        with.add(sheet(source));
                        assertEquals(
                                LocalDate.parse(FIRST),
                                proposed.get(0).from(),
                                () -> proposed.get(0) + " begins with the row");
                    }
                }
            }
        }
        without.keySet().removeAll(with);
        assertEquals(Map.of(), without, "kinds of rows for which no case is found");
    }

    /** Rows of a sheet that cases reach, closed and begun anew; the name of the sheet where there are any. */
    private static Set<String> fromApril(EditedRuleset edited, SheetView sheet, Set<String> reached)
            throws IOException {
        String name = sheet.workbook() + "!" + sheet.sheet();
        String to = sheet.headers().contains("to") ? "to" : "until";
        int last = sheet.headers().indexOf(to);
        if (last < 0 || !sheet.headers().contains("from")) {
            return Set.of();
        }
        List<SheetView.Row> rows = sheet.rows().stream()
                .filter(row -> row.cells().get(last).equals("OPEN") && reached.contains(name + "!" + row.key()))
                .limit(OF_A_SHEET)
                .toList();
        for (SheetView.Row row : rows) {
            edited.cell(sheet.workbook(), sheet.sheet(), row.key(), to, LAST);
            edited.copy(
                    sheet.workbook(),
                    sheet.sheet(),
                    row.key(),
                    Map.of("key", row.key() + NEW, "from", FIRST, to, "OPEN"));
        }
        return rows.isEmpty() ? Set.of() : Set.of(name);
    }

    @Test
    @DisplayName("and any case of the repository that cells can hold is decided the same once it is told in them")
    void restatedCasesAreTheSame() {
        List<BaseCase> bases = base.ruleset().rows(BaseCase.class);
        int told = 0;
        for (var one : VERDICTS.entrySet()) {
            Restated restated = Restated.of(one.getKey().shipment(), bases);
            if (restated != null
                    && one.getValue().trace() != null
                    && one.getKey().shipment().path("exportDate").asText().length() == DAY
                    && told < 100) {
                told++;
                assertEquals(
                        one.getValue().trace().determination().outcome(),
                        outcome(restated, one.getKey()),
                        () -> one.getKey().id() + " told as " + restated);
            }
        }
        assertEquals(100, told);
    }

    private static String outcome(Restated restated, Case one) {
        LocalDate day =
                LocalDate.parse(one.shipment().path("exportDate").asText().substring(0, 10));
        var row = new PromisedCase(
                new Source("", "", 0, "told"),
                "told",
                new Text("", ""),
                restated.baseCase(),
                restated.facts(),
                day,
                day,
                "UNDETERMINED",
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
        var promise = replay.promises().promise(row);
        assertEquals(List.of(), promise.unclear(), () -> one.id() + " told as " + restated);
        return replay.verdict(promise.days().get(0)).trace().determination().outcome();
    }
}
