package guanka.records;

/** The ruleset or job was changed after the caller read it. */
public final class Changed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Changed(String message) {
        super(message, null, false, false);
    }
}
