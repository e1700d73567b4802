package guanka.engine.decision;

/** Ends work that costs more than it may; no answer was given. */
public final class OverBudget extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What there was too much of. */
    public enum What {
        TIME,
        FACTS,
        CALLER_GONE
    }

    private final What what;

    OverBudget(What what, String message) {
        super(message, null, false, false);
        this.what = what;
    }

    public What what() {
        return what;
    }
}
