package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.facts.Determination.RulesetId;
import guanka.workbench.impact.Selection;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
        List<CheckFinding> findings = new ArrayList<>(ofStandingRows(draft));
        if (selection != null) {
            // what is worth knowing of a row that stands as it stood is no news of a draft
            Set<List<String>> changed = selection.pairs().stream()
                    .map(pair -> at(Place.of(Rows.source(pair.any()))))
                    .collect(Collectors.toSet());
            Set<List<Object>> known = ofStandingRows(base).stream()
                    .filter(finding -> finding.severity() == Severity.NOTE && finding.place() != null)
                    .map(finding -> List.<Object>of(at(finding.place()), finding.message()))
                    .collect(Collectors.toSet());
            findings.removeIf(finding -> finding.severity() == Severity.NOTE
                    && finding.place() != null
                    && !changed.contains(at(finding.place()))
                    && known.contains(List.<Object>of(at(finding.place()), finding.message())));
        }
        findings.addAll(new MaskedRows(draft.ruleset(), draft.calendar()).findings());
        if (selection != null) {
            findings.addAll(past.findings());
            findings.addAll(new Slips(draft, base).of(selection.pairs()));
        }
        return findings;
    }

    private static List<CheckFinding> ofStandingRows(Decisions decisions) {
        List<CheckFinding> findings =
                new ArrayList<>(new CalendarChecks(decisions.ruleset(), decisions.calendar()).findings());
        findings.addAll(new RowChecks(decisions).findings());
        return findings;
    }

    private static List<String> at(Place place) {
        return Arrays.asList(place.workbook(), place.sheet(), place.key());
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
