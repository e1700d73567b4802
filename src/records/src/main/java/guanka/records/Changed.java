package guanka.records;

/** What was to be changed is no longer what the caller saw. */
public final class Changed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Changed(String message) {
        super(message, null, false, false);
    }
}
