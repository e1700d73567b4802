package guanka.records;

/** What is kept does not have the digest that was kept with it: it was changed behind the store, and is not handed out. */
public final class DamagedRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRecord(String what, Throwable cause) {
        super(what, cause);
    }
}
