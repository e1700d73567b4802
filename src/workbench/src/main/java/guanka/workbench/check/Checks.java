package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Checks a ruleset whose workbooks were read without a mistake: its cases, its calendar, rows that can never apply, that others
 * mask or contradict, and that no case reaches; and, against the ruleset that it comes from, where it changes what held on past
 * days, and what happens at each changed threshold and day. Mistakes of single cells, unknown references and broken calendars that the reader refuses are not told again.
 */
public final class Checks {

    /** Findings that a report lists; beyond that they are counted. */
    public static final int FINDINGS_LISTED = 2_000;

    private Checks() {}

    /**
     * Checks a draft.
     *
     * @param base the ruleset that the draft comes from, or null where there is none
     * @param day  the day of the check: what held before it is past
     */
    public static CheckReport of(Decisions draft, Decisions base, LocalDate day) {
        Selection selection = base == null ? null : Selection.between(draft, base);
        var cases = new CaseChecks(draft, base, selection, day);
        List<CheckFinding> findings = new ArrayList<>(cases.findings());
        findings.addAll(new CalendarChecks(draft.ruleset(), draft.calendar()).findings());
        findings.addAll(new RowChecks(draft).findings());
        findings.addAll(new MaskedRows(draft.ruleset(), draft.calendar()).findings());
        if (selection != null) {
            findings.addAll(new PastChanges(draft, base, day).of(selection.pairs()));
            findings.addAll(new Slips(draft, base).of(selection.pairs()));
        }
        findings.sort(Comparator.comparing(CheckFinding::severity)
                .thenComparing(CheckFinding::place, Comparator.nullsLast(Checks::byPlace))
                .thenComparing(CheckFinding::code)
                .thenComparing(finding -> finding.message().en()));
        return new CheckReport(
                id(draft),
                base == null ? null : id(base),
                new CheckReport.Counts(
                        count(findings, Severity.ERROR),
                        count(findings, Severity.WARNING),
                        count(findings, Severity.NOTE)),
                new CheckReport.Cases(cases.run(), cases.broken()),
                findings.stream().limit(FINDINGS_LISTED).toList(),
                Math.max(0, findings.size() - FINDINGS_LISTED),
                base == null ? List.of() : new Boundaries(draft, base, selection, cases).all(),
                cases.promised(),
                cases.proposed(),
                cases.coverage());
    }

    private static int byPlace(Place one, Place other) {
        return Comparator.comparing(Place::workbook)
                .thenComparing(Place::sheet)
                .thenComparing(Place::row)
                .compare(one, other);
    }

    private static int count(List<CheckFinding> findings, Severity severity) {
        return (int) findings.stream().filter(f -> f.severity() == severity).count();
    }

    private static RulesetId id(Decisions decisions) {
        return new RulesetId(decisions.ruleset().version(), decisions.ruleset().digest());
    }
}
