package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
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

    /** Checks a draft where no records are at hand. */
    public static CheckReport of(Decisions draft, Decisions base, LocalDate day) {
        return of(draft, base, day, null);
    }

    /**
     * Checks a draft.
     *
     * @param base    the ruleset that the draft comes from, or null where there is none
     * @param day     the day of the check: what held before it is past
     * @param records facts of recorded shipments, the newest first, as many as are wanted; null where no records are at hand
     */
    public static CheckReport of(Decisions draft, Decisions base, LocalDate day, Iterator<byte[]> records) {
        Selection selection = base == null ? null : Selection.between(draft, base);
        var cases = new CaseChecks(draft, base, selection, day);
        List<CheckFinding> findings = new ArrayList<>(cases.findings());
        PastChanges past = base == null ? null : new PastChanges(draft, base, day, selection, records);
        findings.addAll(ofRows(draft, base, selection, past));
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
                past == null ? null : past.records(),
                findings.stream().limit(FINDINGS_LISTED).toList(),
                Math.max(0, findings.size() - FINDINGS_LISTED),
                base == null ? List.of() : new Boundaries(draft, base, selection, cases).all(),
                cases.promised(),
                cases.proposed(),
                cases.coverage());
    }

    /**
     * What can be read off the rows, without deciding a case.
     *
     * @param selection what differs from the base, null where there is none
     * @param past      what the draft changes of past days, null likewise
     */
    static List<CheckFinding> ofRows(Decisions draft, Decisions base, Selection selection, PastChanges past) {
        List<CheckFinding> findings = new ArrayList<>();
        findings.addAll(new CalendarChecks(draft.ruleset(), draft.calendar()).findings());
        findings.addAll(new RowChecks(draft).findings());
        findings.addAll(new MaskedRows(draft.ruleset(), draft.calendar()).findings());
        if (selection != null) {
            findings.addAll(past.findings());
            findings.addAll(new Slips(draft, base).of(selection.pairs()));
        }
        return findings;
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
