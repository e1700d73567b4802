package guanka.facts;

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
        String branchOf) {}
