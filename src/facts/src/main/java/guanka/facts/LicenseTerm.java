package guanka.facts;

/** Terms of a license on file, in the order in which they are tried. */
public enum LicenseTerm {
    JURISDICTION,
    CODE,
    DESTINATION,
    END_USER,
    NOT_YET_VALID,
    EXPIRED,
    QUANTITY,
    VALUE,
    /** No term fails, but of one of them nothing is said. */
    UNKNOWN
}
