package guanka.facts;

/**
 * A line that may stand on a list whose entries the tables do not hold: its control code is some code, or is not known.
 *
 * @param condition never true: whether the list holds the code cannot be told
 */
public record UnsettledItem(String list, Line line, Condition condition) {}
