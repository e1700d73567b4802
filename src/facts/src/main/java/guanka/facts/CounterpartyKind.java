package guanka.facts;

/** In what respect a rule looks at a party. */
public enum CounterpartyKind {
    /** The rule asks for no party. */
    ANYBODY,
    /** In a role of the group. */
    IN_ROLE,
    MILITARY_USER,
    /** Headquartered in a territory, or with an ultimate parent that is. */
    HEADQUARTERED,
    LISTED,
    /** On the list as far as the caller or an entry says so; that a list is not held whole makes nobody it. */
    KNOWN_LISTED,
    /** Held at the threshold by parties on a list. */
    HELD,
    /** Held at the threshold, or controlled, by parties on a list. */
    HELD_OR_CONTROLLED,
    /** Tied to parties on a list, by a share or another interest, without being held. */
    TIED,
    /** Tied by a share that is not known. */
    SHARE_NOT_KNOWN;

    /** Whether it is by a list that a party is it, not by its owners. */
    public boolean isByList() {
        return this == LISTED || this == KNOWN_LISTED;
    }
}
