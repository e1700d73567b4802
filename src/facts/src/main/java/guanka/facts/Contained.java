package guanka.facts;

/**
 * Whether a line's bill of materials holds an item of a list.
 *
 * @param ofUnlistedLine whether the codes of the line itself say that it stands on no list of the jurisdiction
 */
public record Contained(String list, Line line, Condition condition, boolean ofUnlistedLine) {}
