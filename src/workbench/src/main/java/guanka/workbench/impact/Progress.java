package guanka.workbench.impact;

/**
 * How far a run has come.
 *
 * @param done     shipments looked at
 * @param selected of these, the ones that the change can touch, which were decided under both rulesets
 * @param flipped  of these, the ones that the draft decides otherwise
 * @param total    shipments in all, or -1 where nobody counted them
 */
public record Progress(long done, long selected, long flipped, long total) {}
