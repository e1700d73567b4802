package guanka.engine.decision;

/** How the authority says it will treat an application, mildest first. */
public enum ReviewPolicy {
    ROUTINE,
    CASE_BY_CASE,
    STRICT_REVIEW,
    PRESUMPTION_OF_DENIAL;

    static ReviewPolicy stricter(ReviewPolicy a, ReviewPolicy b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }
}
