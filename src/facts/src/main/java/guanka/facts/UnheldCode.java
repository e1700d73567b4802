package guanka.facts;

/** A line whose control code stands in no item list of the ruleset, or that is not classified: it may be controlled all the same. */
public record UnheldCode(Line line, Condition condition) {}
