package guanka.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * That a party is not the list entry that it may be taken for, as two persons found: it holds in shipment after shipment until its
 * last day. It is only good for the party that it names, and for the entry as it stood then.
 *
 * @param id          of the clearance
 * @param entry       key of the list entry that the party is not
 * @param content     digest of what the entry said
 * @param names       the party's name, then its other names
 * @param country     of the party, or null where the party is meant that has none on its papers
 * @param kind        of the party, or null likewise
 * @param address     of the party, or null where it does not matter
 * @param identifiers of the party, kind to value
 * @param askedBy     who looked into it
 * @param approvedBy  the second person
 * @param until       last day of export on which it holds
 */
public record StandingClearance(
        String id,
        String entry,
        String content,
        List<String> names,
        String country,
        PartyKind kind,
        String address,
        Map<String, String> identifiers,
        String askedBy,
        String approvedBy,
        LocalDate until) {}
