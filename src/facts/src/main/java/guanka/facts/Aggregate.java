package guanka.facts;

/** How shares of several owners add up. */
public enum Aggregate {
    SUM,
    SINGLE
}
