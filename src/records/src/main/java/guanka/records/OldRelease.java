package guanka.records;

/** A release is not newer than one that is known: whoever may not write law could otherwise bring back an old one. */
public final class OldRelease extends WrongState {

    private static final long serialVersionUID = 1L;

    OldRelease(String message) {
        super(message);
    }
}
