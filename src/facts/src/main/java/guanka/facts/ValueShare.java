package guanka.facts;

import guanka.facts.rows.ShareRow;

/**
 * The value share of a line for a provision.
 *
 * @param reaches whether it reaches the provision's threshold
 * @param share   the row that names the threshold
 * @param contradicted whether a stated share lies on the other side of the threshold than the bill of materials
 */
public record ValueShare(String provision, Line line, Condition reaches, ShareRow share, Condition contradicted) {

    /** Whether some reading may let it reach the threshold. */
    public boolean isPossible() {
        return !reaches.ruledOut();
    }

    public boolean isContradictory() {
        return !contradicted.ruledOut();
    }

    public Source row() {
        return share.source();
    }
}
