package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Trace;
import guanka.engine.json.FactMistake;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Rows;
import guanka.facts.Determination;
import guanka.facts.Determination.FindingAnswer;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.workbench.check.BrokenCase.Deviation;
import guanka.workbench.impact.Selection;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.CodesInChinese;
import guanka.workbench.replay.Difference;
import guanka.workbench.replay.Replay;
import guanka.workbench.replay.RowCoverage;
import guanka.workbench.replay.RowCoverage.SheetCoverage;
import guanka.workbench.replay.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    /** For so many changed rows without a case one is looked for: more than an announcement has, fewer than a list. */
    private static final int ROWS_PROPOSED_FOR = 60;

    /** Of so many for which none was found each is told; of more the count. */
    private static final int ROWS_TOLD = 12;

    /** In a record of a source as text. */
    private static final Pattern ROW_NUMBER = Pattern.compile("\\brow=\\d+");

    /** More changed rows than this are a list that was taken in, of which no case is expected for every row. */
    private static final int CHANGES_MOST = 500;

    private final CodesInChinese codes;
    private final Map<Case, Verdict> verdicts = new LinkedHashMap<>();
    private final Set<String> broken = new TreeSet<>();
    private final List<CheckFinding> findings = new ArrayList<>();
    private final List<SheetCoverage> coverage;
    private final List<PromiseState> promised;
    private final Map<Case, Verdict> asked = new LinkedHashMap<>();
    private List<ProposedCase> proposed = List.of();

    CaseChecks(Decisions draft, Decisions base, Selection selection, LocalDate day) {
        codes = new CodesInChinese(draft.ruleset());
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
                if (one.promise() == null) {
                    findings.add(broken(one, verdict, before));
                }
            }
        }
        var promises = new PromiseChecks(draft, base, replay, verdicts);
        findings.addAll(promises.findings());
        promised = promises.states();
        coverage = reached.sheets();
        if (selection == null) {
            unreached(draft);
        } else {
            withoutCase(draft, replay, selection, day);
        }
        if (selection != null && selection.pairs().size() <= CHANGES_MOST) {
            unmoved(base, before, selection);
        }
    }

    /** In what an answer is not what its case says. */
    static Text told(Verdict verdict, CodesInChinese codes) {
        if (verdict.fault() != null) {
            return new Text(verdict.fault(), verdict.fault());
        }
        List<Text> told = Stream.concat(
                        verdict.malformed().stream().map(FactMistake::message),
                        verdict.differences().stream().map(difference -> difference.told(codes)))
                .toList();
        return new Text(
                told.stream().map(Text::en).collect(Collectors.joining("; ")),
                told.stream().map(Text::zh).collect(Collectors.joining("；")));
    }

    static BrokenCase broken(Case one, Verdict verdict) {
        List<Deviation> deviations = new ArrayList<>();
        for (int i = 0; i < verdict.differences().size(); i++) {
            deviations.add(
                    deviation(verdict.differences().get(i), verdict.because().get(i)));
        }
        return new BrokenCase(one.id(), one.title(), one.source(), deviations);
    }

    private CheckFinding broken(Case one, Verdict verdict, Replay before) {
        BrokenCase broken = broken(one, verdict);
        Flaw flaw = verdict.fault() != null
                ? Flaw.CASE_FAILED
                : before == null
                        ? Flaw.CASE_BROKEN
                        : before.of(one).isEmpty() ? Flaw.CASE_MOVED : Flaw.CASE_BROKEN_BEFORE;
        Place row = broken.deviations().stream()
                .map(Deviation::row)
                .filter(place -> place != null)
                .findFirst()
                .orElse(null);
        return flaw.with(
                row,
                null,
                broken,
                "case",
                one.id(),
                "title",
                one.told(),
                "source",
                one.source(),
                "what",
                told(verdict, codes));
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

    /** Rows that no case reaches. */
    private void unreached(Decisions draft) {
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
                if (told++ < ROWS_WITHOUT_CASE) {
                    findings.add(
                            Flaw.NO_CASE.at(new Place(sheet.workbook(), sheet.sheet(), null, numbers.get(at), key)));
                }
            }
        }
    }

    private boolean isBehindSome(Decisions draft, Object row) {
        return verdicts.entrySet().stream()
                .anyMatch(one -> one.getValue().trace() != null
                        && Proposals.isBehind(
                                draft,
                                row,
                                one.getKey().shipment(),
                                one.getValue().trace()));
    }

    /** New and changed rows that no case reaches, each with a case that does: whoever changes a row knows what it is to do. */
    private void withoutCase(Decisions draft, Replay replay, Selection selection, LocalDate day) {
        Set<List<String>> missed = new HashSet<>();
        coverage.forEach(sheet ->
                sheet.missed().forEach(key -> missed.add(List.of(sheet.workbook(), sheet.sheet(), key))));
        List<Object> rows = selection.pairs().stream()
                .map(Selection.Pair::draft)
                .filter(row -> row != null && missed.contains(place(Rows.source(row))) && !isBehindSome(draft, row))
                .sorted(Comparator.comparing((Object row) -> Rows.source(row).workbook())
                        .thenComparing(row -> Rows.source(row).sheet())
                        .thenComparing(row -> Rows.source(row).row()))
                .toList();
        var proposals = new Proposals(draft, replay, verdicts, day);
        proposed = proposals.of(rows.stream().limit(ROWS_PROPOSED_FOR).toList());
        asked.putAll(proposals.cases());
        Set<List<String>> told = new HashSet<>();
        for (ProposedCase one : proposed) {
            one.reaches().forEach(place -> told.add(List.of(place.workbook(), place.sheet(), place.key())));
            int more = one.reaches().size() - 1;
            findings.add(Flaw.ROW_WITHOUT_CASE.at(
                    one.reaches().get(0),
                    "others",
                    more == 0
                            ? new Text("", "")
                            : new Text(" (nor " + more + " more of the changed rows)", "（另有 " + more + " 行亦然）"),
                    "case",
                    one.key(),
                    "base",
                    one.baseCase(),
                    "facts",
                    one.facts().isEmpty()
                            ? new Text("as it is", "原样")
                            : new Text(String.join("; ", one.facts()), String.join("; ", one.facts())),
                    "day",
                    one.from(),
                    "answer",
                    one.answer()));
        }
        List<Object> left = rows.stream()
                .filter(row -> !told.contains(place(Rows.source(row))))
                .toList();
        boolean some = left.size() <= ROWS_TOLD;
        left.stream()
                .limit(some ? left.size() : 0)
                .forEach(row -> findings.add(Flaw.ROW_NOT_REACHED.at(Place.of(Rows.source(row)))));
        if (!some) {
            findings.add(Flaw.ROWS_WITHOUT_CASE.at(Place.of(Rows.source(left.get(0))), "n", left.size()));
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
            boolean moved = was != is && !Objects.equals(answer(was), answer(is));
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

    /** Cases that would reach changed rows which none reaches. */
    List<ProposedCase> proposed() {
        return proposed;
    }

    /** How the cases of workbooks stand. */
    List<PromiseState> promised() {
        return promised;
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

    /** Every case with how it came out: those that are proposed, since they reach what is new, then those that there are. */
    Map<Case, Verdict> verdicts() {
        Map<Case, Verdict> all = new LinkedHashMap<>(asked);
        all.putAll(verdicts);
        return all;
    }
}
