package guanka.facts;

/** Why a line is held, the gravest first. */
public enum HoldCode {
    PROHIBITED,
    LICENSE,
    /** A name resembles a listed one, and a person must look. */
    MATCH,
    /** A fact is missing that could move the answer. */
    QUESTION,
    /** A provision that is not modelled could bite until the caller says what was found out. */
    ASSERTION
}
