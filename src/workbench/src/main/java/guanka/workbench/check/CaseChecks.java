package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.facts.Determination.FindingAnswer;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the cases of a ruleset: which of them break, and which rows none of them reaches. */
final class CaseChecks {

    private static final int ROWS_WITHOUT_CASE = 500;

    private final Map<Case, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<SheetCoverage> coverage;

    CaseChecks(Decisions draft, Decisions base, Selection selection) {
        var reader = new ShipmentReader(draft.ruleset());
        var reached = new RowCoverage(draft.ruleset());
        Replay before = base == null ? null : new Replay(base);
        List<Case> cases = new Replay(draft).cases();
        List<Verdict> came = cases.parallelStream()
                .map(one -> Verdict.of(one, draft, reader))
                .toList();
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
                        : verdict.differences().stream()
                                .map(Difference::toString)
                                .collect(Collectors.joining("; ")));
    }

    private static Deviation deviation(Difference difference, List<FindingAnswer> because) {
        if (because.isEmpty()) {
            String provision = difference.what().equals("findings")
                    ? difference.expected().replaceFirst("^not ", "").replaceFirst(" .*", "")
                    : null;
            return new Deviation(difference.what(), provision, difference.expected(), difference.got(), null);
        }
        FindingAnswer first = because.get(0);
        return new Deviation(
                difference.what(),
                first.provision(),
                difference.expected(),
                difference.got(),
                Place.of(first.source()));
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
