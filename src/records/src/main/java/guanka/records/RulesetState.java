package guanka.records;

/** How far a ruleset has come. */
public enum RulesetState {
    /** May still be edited. */
    DRAFT,
    /** Approved as it is; an edit makes it a draft again. */
    APPROVED,
    /** Decides shipments; one version at a time does. */
    ACTIVE,
    /** A draft that somebody has given up; it can be read and nothing else. */
    DISCARDED,
    /** Decided shipments before, and can be activated again. */
    RETIRED
}
