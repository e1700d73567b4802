package guanka.facts;

/** Three-valued truth. The order of the constants is the order of {@link #and} and {@link #or}: unknown is never no. */
public enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    public static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Truth or(Truth other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public Truth not() {
        return switch (this) {
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
            case TRUE -> FALSE;
        };
    }

    /** True or unknown: the thing cannot be ruled out. */
    public boolean possible() {
        return this != FALSE;
    }
}
