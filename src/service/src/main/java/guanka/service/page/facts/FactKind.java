package guanka.service.page.facts;

/** How a person enters a fact. */
public enum FactKind {
    TEXT,
    /** Several texts, one a line. */
    LINES,
    DATE,
    COUNTRY,
    /** Several countries, one a line. */
    COUNTRIES,
    DECIMAL,
    /** A whole number. */
    COUNT,
    /** Yes, no or not known. */
    TRUTH,
    /** One code of a vocabulary. */
    CODE,
    /** Any codes of a vocabulary. */
    CODES,
    /** Control codes, separated by commas, or expressly none. */
    CONTROL_CODES,
    /** A party, by its id. */
    PARTY,
    /** An amount with its currency. */
    MONEY,
    /** Entries of their own, or expressly none. */
    ENTRIES
}
