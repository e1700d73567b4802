package guanka.facts;

/**
 * A line that stands under an item list by its control codes, or may.
 *
 * @param dualUse   whether the list is one of dual-use items
 * @param condition whether the line's codes fall under the list's rows of that provision
 * @param row       the first such row
 * @param validity  of the provision that the rows carry
 */
public record ListedItem(
        String list,
        String provision,
        Line line,
        boolean dualUse,
        Condition condition,
        Source row,
        Validity validity) {}
