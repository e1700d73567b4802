package guanka.records;

/** A step needs a second person, and whoever wants to take it has had a hand in what goes before. */
public final class SamePerson extends WrongState {

    private static final long serialVersionUID = 1L;

    SamePerson(String message) {
        super(message);
    }
}
