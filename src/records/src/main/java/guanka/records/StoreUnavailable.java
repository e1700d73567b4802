package guanka.records;

/** The store takes no writes, or cannot be read; the message says why in a plain sentence. */
public final class StoreUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String reason) {
        super(reason);
    }

    public StoreUnavailable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
