package guanka.facts;

/** What is required, mildest first. {@code UNDETERMINED} is how an open range is told; it never stands at an end of one. */
public enum Outcome {
    NO_LICENSE_REQUIRED,
    EXEMPT,
    UNDETERMINED,
    LICENSE_REQUIRED,
    PROHIBITED;

    public static Outcome stricter(Outcome a, Outcome b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    public static Outcome milder(Outcome a, Outcome b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
