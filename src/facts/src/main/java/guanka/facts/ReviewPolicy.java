package guanka.facts;

/** How the authority says it will treat an application, mildest first. */
public enum ReviewPolicy {
    PRESUMPTION_OF_APPROVAL,
    ROUTINE,
    CASE_BY_CASE,
    STRICT_REVIEW,
    PRESUMPTION_OF_DENIAL,
    POLICY_OF_DENIAL;

    /** The stricter of two; null stands for none. */
    public static ReviewPolicy stricter(ReviewPolicy a, ReviewPolicy b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) >= 0 ? a : b;
    }
}
