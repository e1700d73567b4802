package guanka.engine.classification;

import guanka.facts.Text;
import guanka.facts.rows.ItemRow;
import java.util.List;

/**
 * A code that may be meant, and why. It is no decision: the wording of the entry decides.
 *
 * @param row     of the goods that fit best, where the code covers several
 * @param grounds the weightiest first
 */
public record Candidate(ControlledItem item, ItemRow row, List<Ground> grounds) {

    public Candidate {
        grounds = List.copyOf(grounds);
    }

    /** What the list calls the goods. */
    public Text name() {
        return ControlledItem.name(row);
    }
}
