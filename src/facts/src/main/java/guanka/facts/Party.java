package guanka.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A person or organisation that takes part in a shipment or stands in its ownership.
 *
 * @param pointer     JSON Pointer of the party
 * @param roles       {@code CONSIGNEE}, {@code END_USER} and so on
 * @param identifiers kind of identifier ({@code lei}, {@code uscc}) to value
 * @param military    whether this is a military user
 * @param listedOn    lists on which the caller knows this party to stand
 * @param notListed   true where the caller has cleared the party's possible name matches
 * @param branchOf    id of the party of which this is a branch or office, or null
 * @param kind        what the party is, as list entries say it, or null where that is not known
 * @param address     where it is, as written on the papers
 * @param headquarters where the party itself is headquartered
 * @param parentHeadquarters where its ultimate parent is
 * @param notListedOn lists on which the caller has looked for this party and found nothing
 * @param screenedOn  day on which the caller looked, or null
 * @param clearedMatches list entries that this party is not, by the caller's own looking into it
 */
public record Party(
        String id,
        String pointer,
        Known<List<String>> roles,
        Known<String> name,
        List<String> aliases,
        Known<String> country,
        Map<String, String> identifiers,
        Known<Boolean> military,
        List<String> listedOn,
        Known<Boolean> notListed,
        String branchOf,
        PartyKind kind,
        Known<String> address,
        Known<String> headquarters,
        Known<String> parentHeadquarters,
        List<String> notListedOn,
        LocalDate screenedOn,
        List<ClearedMatch> clearedMatches) {

    /** Why a party is not the list entry that its name suggests. */
    public record ClearedMatch(String entry, String reason, String by) {}

    /** Where the facts say whether the party stands on a list, for a question that asks for it. */
    public String notListedOnPointer() {
        return pointer + "/notListedOn";
    }
}
