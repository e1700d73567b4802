package guanka.facts;

/** How much of something the tables hold. */
public enum Held {
    COMPLETE,
    PARTIAL,
    NOT_HELD
}
