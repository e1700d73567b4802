package guanka.records;

/** A ruleset of this version is kept already. */
public final class VersionExists extends WrongState {

    private static final long serialVersionUID = 1L;

    VersionExists(String version) {
        super("version `" + version + "` exists already");
    }
}
