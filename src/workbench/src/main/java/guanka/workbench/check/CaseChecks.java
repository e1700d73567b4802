package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Rows;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Source;
import guanka.workbench.check.BrokenCase.Deviation;
import guanka.workbench.impact.ChangedRow;
import guanka.workbench.impact.Selection;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.RowCoverage;
import guanka.workbench.replay.RowCoverage.SheetCoverage;
import guanka.workbench.replay.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs the cases of a ruleset: which of them break, and which rows none of them reaches. */
final class CaseChecks {

    private static final int ROWS_WITHOUT_CASE = 500;

    /** In a record of a source as text. */
    private static final Pattern ROW_NUMBER = Pattern.compile("\\brow=\\d+");

    /** More changed rows than this are a list that was taken in, of which no case is expected for every row. */
    private static final int CHANGES_MOST = 500;

    private final Map<Case, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<SheetCoverage> coverage;

    CaseChecks(Decisions draft, Decisions base, Selection selection) {
        var reached = new RowCoverage(draft.ruleset());
        Replay before = base == null ? null : new Replay(base);
        Replay replay = new Replay(draft);
        List<Case> cases = replay.cases();
        List<Verdict> came = cases.parallelStream().map(replay::verdict).toList();
        for (int i = 0; i < cases.size(); i++) {
            Case one = cases.get(i);
            Verdict verdict = came.get(i);
            verdicts.put(one, verdict);
            if (verdict.trace() != null) {
                reached.add(verdict.trace());
            }
            if (!verdict.holds()) {
                broken.add(one.id());
                findings.add(broken(one, verdict, before));
            }
        }
        coverage = reached.sheets();
        unreached(draft, selection);
        if (selection != null && selection.pairs().size() <= CHANGES_MOST) {
            unmoved(base, before, selection);
        }
    }

    private static CheckFinding broken(Case one, Verdict verdict, Replay before) {
        List<Deviation> deviations = new ArrayList<>();
        for (int i = 0; i < verdict.differences().size(); i++) {
            deviations.add(
                    deviation(verdict.differences().get(i), verdict.because().get(i)));
        }
        Flaw flaw = verdict.fault() != null
                ? Flaw.CASE_FAILED
                : before == null
                        ? Flaw.CASE_BROKEN
                        : before.of(one).isEmpty() ? Flaw.CASE_MOVED : Flaw.CASE_BROKEN_BEFORE;
        Place row = deviations.stream()
                .map(Deviation::row)
                .filter(place -> place != null)
                .findFirst()
                .orElse(null);
        return flaw.with(
                row,
                null,
                new BrokenCase(one.id(), one.title(), one.source(), deviations),
                "case",
                one.id(),
                "title",
                one.title(),
                "source",
                one.source(),
                "what",
                verdict.fault() != null
                        ? verdict.fault()
                        : Stream.concat(verdict.malformed().stream(), verdict.differences().stream())
                                .map(Object::toString)
                                .collect(Collectors.joining("; ")));
    }

    private static Deviation deviation(Difference difference, List<FindingAnswer> because) {
        String provision = difference.what().equals("findings")
                ? difference.expected().replaceFirst("^not ", "").replaceFirst(" .*", "")
                : because.isEmpty() ? null : because.get(0).provision();
        return new Deviation(
                difference.what(),
                provision,
                difference.expected(),
                difference.got(),
                because.isEmpty() ? null : Place.of(because.get(0).source()));
    }

    /** Where there is a base, only changed rows: whoever changes a row knows a case for it. */
    private void unreached(Decisions draft, Selection selection) {
        Set<List<String>> changed = new HashSet<>();
        if (selection != null) {
            for (ChangedRow change : selection.changes()) {
                changed.add(List.of(change.workbook(), change.sheet(), change.key()));
            }
        }
        Map<List<String>, Integer> numbers = new LinkedHashMap<>();
        draft.ruleset()
                .tables()
                .sheets()
                .forEach(sheet -> sheet.rows()
                        .forEach(
                                row -> numbers.put(List.of(sheet.workbook(), sheet.sheet(), row.key()), row.number())));
        int told = 0;
        for (SheetCoverage sheet : coverage) {
            for (String key : sheet.missed()) {
                List<String> at = List.of(sheet.workbook(), sheet.sheet(), key);
                if ((selection == null || changed.contains(at)) && told++ < ROWS_WITHOUT_CASE) {
                    findings.add(
                            Flaw.NO_CASE.at(new Place(sheet.workbook(), sheet.sheet(), null, numbers.get(at), key)));
                }
            }
        }
    }

    /** Changed rows whose change moves the answer of no case; a row that no case reaches is told by itself. */
    private void unmoved(Decisions base, Replay replay, Selection selection) {
        var reader = new ShipmentReader(base.ruleset());
        boolean some = false;
        Set<List<String>> reached = new HashSet<>();
        Set<List<String>> moving = new HashSet<>();
        List<Map.Entry<Case, Verdict>> all = List.copyOf(verdicts.entrySet());
        // what the change cannot touch is answered as before, and reaches the same rows
        List<Verdict> before = all.parallelStream()
                .map(one -> isTouched(one.getKey(), selection, reader) ? replay.verdict(one.getKey()) : one.getValue())
                .toList();
        for (int i = 0; i < before.size(); i++) {
            Trace was = before.get(i).trace();
            Trace is = all.get(i).getValue().trace();
            boolean moved = !Objects.equals(answer(was), answer(is));
            some |= moved;
            Set<List<String>> rows = new HashSet<>(places(was));
            rows.addAll(places(is));
            reached.addAll(rows);
            if (moved) {
                moving.addAll(rows);
            }
        }
        for (Selection.Pair pair : selection.pairs()) {
            Source source = Rows.source(pair.any());
            List<String> at = place(source);
            boolean behind = RowCoverage.standsBehindFindings(pair.any());
            boolean told = behind && !reached.contains(at) && pair.draft() != null;
            if (!told && !(behind ? moving.contains(at) : some)) {
                findings.add(Flaw.MOVES_NO_CASE.at(Place.of(source), "change", Flaw.change(pair)));
            }
        }
    }

    private static boolean isTouched(Case one, Selection selection, ShipmentReader reader) {
        try {
            return selection.touches(reader.read(one.shipment()));
        } catch (RefusedShipment refused) {
            return true;
        }
    }

    private static List<String> place(Source row) {
        return List.of(row.workbook(), row.sheet(), row.key());
    }

    private static Set<List<String>> places(Trace trace) {
        return trace == null
                ? Set.of()
                : trace.rows().stream().map(CaseChecks::place).collect(Collectors.toSet());
    }

    /** What a decision says, but for the ruleset that says it and the numbers of its rows; null where the facts were refused. */
    private static String answer(Trace trace) {
        if (trace == null) {
            return null;
        }
        Determination said = trace.determination();
        return ROW_NUMBER
                .matcher(Arrays.asList(
                                said.outcome(),
                                said.reviewPolicy(),
                                said.range(),
                                said.reviewPolicyRange(),
                                said.jurisdictions(),
                                said.lines(),
                                said.findings(),
                                said.missing(),
                                said.readings(),
                                said.obligations(),
                                said.coverage(),
                                said.lists())
                        .toString())
                .replaceAll("");
    }

    List<CheckFinding> findings() {
        return findings;
    }

    int run() {
        return verdicts.size();
    }

    List<String> broken() {
        return List.copyOf(broken);
    }

    List<SheetCoverage> coverage() {
        return coverage;
    }

    /** Every case with how it came out, in the order of their paths. */
    Map<Case, Verdict> verdicts() {
        return verdicts;
    }
}
