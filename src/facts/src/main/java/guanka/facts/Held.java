package guanka.facts;

/** How much of something the tables hold. */
public enum Held {
    COMPLETE,
    PARTIAL,
    /** What is held points to a thing and decides nothing. */
    HINT,
    NOT_HELD
}
