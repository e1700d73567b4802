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
 * @param cleared             whether the match was looked into and cleared, so that it decides nothing
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
        boolean cleared) {

    /** The same standing on a part of the list. */
    public Listing on(String part) {
        return new Listing(party, part, condition, certain, bindsForeignPersons, validity, row, null, cleared);
    }
}
