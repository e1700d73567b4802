package guanka.workbench.impact;

import guanka.facts.Determination.RulesetId;
import java.util.List;

/**
 * What a draft changes in shipments that were decided before.
 *
 * @param stopped     whether the run was stopped before its end; counts then say how far it came
 * @param changes     every changed row that decisions can depend on
 * @param everything  whether the change may touch any shipment, so that nothing was left out
 * @param matrix      from which outcome to which, milder ones first
 * @param byRow       flips behind which a changed row stands, the most frequent first
 * @param byProvision flips in which the answers say different things of a provision, the most frequent first
 * @param byParty     flips of a named party, the most frequent first
 * @param flips       in the order of the shipments, milder ones first, at most {@link Impact#FLIPS_LISTED}
 * @param notListed   flips beyond those
 */
public record ImpactReport(
        RulesetId draft,
        RulesetId base,
        boolean stopped,
        Totals totals,
        List<ChangedRow> changes,
        boolean everything,
        List<Cell> matrix,
        List<ByRow> byRow,
        List<Count> byProvision,
        List<Count> byParty,
        long partiesNotCounted,
        List<Flip> flips,
        long notListed) {

    /**
     * How many shipments.
     *
     * @param selected those that the change can touch
     */
    public record Totals(
            long records,
            long cases,
            long selected,
            long flipped,
            long milder,
            long stricter,
            long reviewOnly,
            long findingsOnly) {}

    /** Flips from an outcome to an outcome. */
    public record Cell(String from, String to, Direction direction, long count) {}

    /** Flips behind which a row stands. */
    public record ByRow(ChangedRow row, long count, long milder) {}

    /** Flips of a provision or a party. */
    public record Count(String name, long count, long milder) {}
}
