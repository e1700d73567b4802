package guanka.facts;

/** That the tables do not hold the law of the jurisdiction on the movement's day. */
public record UnheldLaw(String provision, Source row) {}
