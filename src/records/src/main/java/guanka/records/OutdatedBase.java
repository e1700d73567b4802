package guanka.records;

/** A draft was made from a version that no longer decides: to activate it would undo what was activated since. */
public final class OutdatedBase extends WrongState {

    private static final long serialVersionUID = 1L;

    OutdatedBase(String message) {
        super(message);
    }
}
