package guanka.facts;

/** What a purpose is to a provision. */
public enum EndUsePart {
    /** Triggers it. */
    NAMED,
    /** Where the provision asks for purposes that trigger it alone, leaves open whether one beside it is a use of its own. */
    COMPATIBLE,
    /** The sources do not settle whether it triggers it. */
    DOUBTFUL
}
