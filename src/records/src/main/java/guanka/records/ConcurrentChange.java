package guanka.records;

/** The ruleset or job was changed after the caller read it. */
public final class ConcurrentChange extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConcurrentChange(String message) {
        super(message, null, false, false);
    }
}
