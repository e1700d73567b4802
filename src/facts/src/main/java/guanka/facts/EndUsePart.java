package guanka.facts;

/** What a purpose is to a provision. */
public enum EndUsePart {
    /** Triggers it. */
    NAMED,
    /** May stand beside one that does, where the provision asks for such purposes alone. */
    COMPATIBLE,
    /** The sources do not settle whether it triggers it. */
    DOUBTFUL
}
