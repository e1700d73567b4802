package guanka.facts;

/** Whether a line's bill of materials holds an item of a list. */
public record Contained(String list, Line line, Condition condition) {}
