package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.RulesetId;
import guanka.workbench.replay.RowCoverage.SheetCoverage;
import java.util.List;

/**
 * What the check of a ruleset found.
 *
 * @param base       the ruleset that it was compared with, or null
 * @param past       recorded shipments that changes of past days meet; null where the past is left alone or no records were at hand
 * @param findings   errors first, then by place
 * @param notListed  findings beyond {@link Checks#FINDINGS_LISTED}
 * @param boundaries answers under, at and over each changed threshold and day; empty without a base
 * @param promises   how the cases of workbooks stand, in the order of their rows
 * @param proposals  cases that would reach changed rows which none reaches
 * @param coverage   which rows some case reaches, sheet by sheet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckReport(
        RulesetId ruleset,
        RulesetId base,
        Counts counts,
        Cases cases,
        PastRecords past,
        List<CheckFinding> findings,
        int notListed,
        List<Boundary> boundaries,
        List<PromiseState> promises,
        List<ProposedCase> proposals,
        List<SheetCoverage> coverage) {

    /** Findings by severity, those that are not listed included. */
    public record Counts(int errors, int warnings, int notes) {}

    /**
     * How the cases of the ruleset came out.
     *
     * @param broken ids of those that do not hold, sorted
     */
    public record Cases(int run, List<String> broken) {}

    /** Whether there is an error; not a part of the report as JSON. */
    public boolean hasErrors() {
        return counts.errors() > 0;
    }
}
