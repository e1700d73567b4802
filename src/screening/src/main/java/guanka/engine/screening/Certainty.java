package guanka.engine.screening;

/** How sure a match is: whether it may be taken as the listed party, or only asks for a person to look. */
public enum Certainty {
    /** The identifier is the same, or the name is the same up to writing habits and legal form. */
    EXACT,
    /** The name is close. Nobody is cleared and nobody is condemned by it: it is a question to a person. */
    POSSIBLE
}
