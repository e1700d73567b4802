package guanka.records;

/** How far a ruleset has come. */
public enum RulesetState {
    /** May still be edited. */
    DRAFT,
    /** Approved as it is; an edit makes it a draft again. */
    APPROVED,
    /** Decides shipments; one version at a time does. */
    ACTIVE,
    /** Decided shipments before, and can be activated again. */
    RETIRED
}
