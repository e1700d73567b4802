package guanka.facts;

/**
 * A party's standing on a list of parties.
 *
 * @param condition           whether it is the listed party
 * @param certain             whether identifier, exact name or the caller says so
 * @param bindsForeignPersons whether the entry also bars persons abroad
 * @param validity            of the entry: listed, paused, ended
 * @param row                 the entry, or null where only the caller names the list
 * @param terms               what the entry says is required, as a key of terms, or null where the listing is on a part of a list
 * @param clearance           why the caller says that the party is not the entry, or null
 */
public record Listing(
        String party,
        String list,
        Condition condition,
        boolean certain,
        Condition bindsForeignPersons,
        Validity validity,
        Source row,
        String terms,
        Party.ClearedMatch clearance) {

    /** The same standing on a part of the list. */
    public Listing on(String part) {
        return new Listing(party, part, condition, certain, bindsForeignPersons, validity, row, null, clearance);
    }

    /** Whether the caller has cleared the match, so that it decides nothing. */
    public boolean isCleared() {
        return clearance != null;
    }
}
