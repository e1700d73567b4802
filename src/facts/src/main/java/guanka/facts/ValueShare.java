package guanka.facts;

import guanka.facts.rows.ShareRow;

/**
 * The value share of a line for a provision.
 *
 * @param reaches whether it reaches the provision's threshold
 * @param share   the row that names the threshold
 */
public record ValueShare(String provision, Line line, Condition reaches, ShareRow share) {

    public Source row() {
        return share.source();
    }
}
