package guanka.records;

/** The state of a ruleset or job does not allow what was asked. */
public final class WrongState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongState(String message) {
        super(message, null, false, false);
    }
}
