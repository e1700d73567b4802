package guanka.facts;

/** A technology with which a line was produced, and where it originates. */
public record TechnologyUsed(String activity, Known<String> origin) {}
