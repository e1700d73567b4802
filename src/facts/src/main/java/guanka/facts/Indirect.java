package guanka.facts;

/** Whether companies that are caught count as owners themselves. */
public enum Indirect {
    TIERS,
    DIRECT
}
