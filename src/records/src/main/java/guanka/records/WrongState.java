package guanka.records;

/** The state of a ruleset or job does not allow what was asked. */
public sealed class WrongState extends RuntimeException permits OldRelease, OutdatedBase, SamePerson, VersionExists {

    private static final long serialVersionUID = 1L;

    WrongState(String message) {
        super(message, null, false, false);
    }
}
