package guanka.records;

/**
 * What is kept does not have the digest that was kept with it, or is not what the chain told of it last: it was changed behind the store,
 * is not handed out, and no step is taken on it.
 */
public final class DamagedRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRecord(String what, Throwable cause) {
        super(what, cause);
    }
}
