package guanka.facts;

import java.util.List;

/**
 * A line that stands on an item list by its control codes, or may.
 *
 * @param provision what the list's rows of that item name as its ground
 * @param measure   the announcement or law of that provision
 * @param condition whether the line's codes fall under the list's rows of that provision
 * @param row       the first such row, or the list where no row is known
 * @param validity  of the provision that the rows carry
 */
public record ListedItem(
        String list, String provision, String measure, Line line, Condition condition, Source row, Validity validity) {

    /** The list of a measure that asks for no list: every line stands on it. */
    public static final String EVERY_ITEM = "ANY";

    /** The list of a measure that speaks of no item, but of the shipment. */
    public static final String NO_ITEM = "NONE";

    private static final String UNDER_NOTHING = "";

    public static final ListedItem NONE = new ListedItem(NO_ITEM, UNDER_NOTHING, UNDER_NOTHING, null, null, null, null);

    /** A line as an item of whatever kind. */
    public static ListedItem any(Line line) {
        return new ListedItem(EVERY_ITEM, UNDER_NOTHING, UNDER_NOTHING, line, null, null, null);
    }

    /** Whether the item originates in a territory; null where that is anywhere, or no item is meant. */
    public Condition originatesIn(Territory territory) {
        return territory.isAnywhere() || line == null ? null : line.originatesIn(territory);
    }

    /** Whether some reading may let it originate there. */
    public boolean mayOriginateIn(Territory territory) {
        return territory.isAnywhere() || line == null || territory.mayContain(line.origin());
    }

    /** Whether the line is of one of the kinds; of any where none is named, or no item is meant. */
    public boolean isOfAKind(List<String> kinds) {
        return kinds.isEmpty() || line == null || kinds.contains(line.kind());
    }

    /** Whether a finding is about its line; about no item in particular every finding is. */
    public boolean isBehind(Finding finding) {
        return line == null || line.id().equals(finding.getLine());
    }

    boolean isAnything() {
        return condition == null;
    }
}
