package guanka.records;

/** Who may let an approved version decide, besides having the role for it. */
public enum Activator {
    /** Anybody, the author and the approver too. */
    ANYBODY,
    /** Nobody who had a hand in the content. */
    NOT_AUTHOR,
    /** Somebody else than the approver. */
    NOT_APPROVER,
    /** A third person: neither an author nor the approver. */
    THIRD_PERSON;

    /** Why this person may not activate this version, or null where nothing forbids it. */
    public String forbids(ArchivedRuleset version, String actor) {
        if ((this == NOT_AUTHOR || this == THIRD_PERSON) && Persons.isAmong(version.authors(), actor)) {
            return "`" + actor + "` had a hand in version " + version.version() + ", so someone else must activate it";
        }
        if ((this == NOT_APPROVER || this == THIRD_PERSON) && Persons.areOne(actor, version.approvedBy())) {
            return "`" + actor + "` approved version " + version.version() + ", so someone else must activate it";
        }
        return null;
    }
}
