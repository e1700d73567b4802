package guanka.records;

/** How far a ruleset has come. */
public enum State {
    /** May still be edited. */
    DRAFT,
    /** Approved as it is; an edit makes it a draft again. */
    APPROVED,
    /** Decides. */
    ACTIVE,
    /** Did decide, and may again. */
    RETIRED
}
