package guanka.records;

/** What the lines of a job are. */
public enum JobKind {
    /** Shipments, which are decided. */
    DETERMINATIONS,
    /** Business partners, which are screened. */
    SCREENINGS
}
