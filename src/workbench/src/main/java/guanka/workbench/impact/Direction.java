package guanka.workbench.impact;

/** Which way a decision flips. */
public enum Direction {
    /** The outcome, or that of a jurisdiction, is milder; nothing that a regulator would overlook comes before it. */
    MILDER,
    STRICTER,
    /** Every outcome stays, how an application is treated changes. */
    REVIEW_ONLY,
    /** Outcomes and treatment stay; findings, duties or what the missing facts leave open change. */
    FINDINGS_ONLY
}
