package guanka.facts;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The facts that a trade system knows about one shipment.
 *
 * @param reference     the caller's own id, or null
 * @param exportFrom    ISO 3166-1 alpha-2 code of the country the goods leave
 * @param destination   ISO 3166-1 alpha-2 code of the country they go to
 * @param movement      {@code EXPORT}, {@code REEXPORT}, {@code TRANSIT}, {@code IN_COUNTRY_TRANSFER} or {@code DEEMED_EXPORT}
 * @param ownership     shareholdings between parties; unknown where ownership was not researched
 * @param readings      question id to the reading that the caller wants applied
 * @param jurisdictions jurisdictions to evaluate, or null for all
 * @param assertions    what the caller knows of provisions that the ruleset does not model
 * @param clearances    standing clearances that may hold for its parties
 * @param given         the facts as the caller wrote them, in maps and lists; empty where they did not come as JSON
 */
public record Shipment(
        String reference,
        ExportDate exportDate,
        Known<String> exportFrom,
        Known<String> destination,
        String movement,
        Known<Boolean> usNexus,
        List<Party> parties,
        Known<List<Holding>> ownership,
        EndUse endUse,
        List<Line> lines,
        Map<String, String> readings,
        List<String> jurisdictions,
        List<Assertion> assertions,
        List<StandingClearance> clearances,
        Map<String, Object> given) {

    /** The party with an id, or null. */
    public Party party(String id) {
        for (Party party : parties) {
            if (party.id().equals(id)) {
                return party;
            }
        }
        return null;
    }

    /** The legal entity of a party: the head office of a branch, else the party itself. */
    public Party entityOf(Party party) {
        Party entity = party;
        for (int hops = 0; entity.branchOf() != null && hops < parties.size(); hops++) {
            Party head = party(entity.branchOf());
            if (head == null) {
                return entity;
            }
            entity = head;
        }
        return entity;
    }

    /** The same shipment on another day. */
    public Shipment on(LocalDate day) {
        return on(ExportDate.of(day));
    }

    /** The same shipment at another time. */
    public Shipment on(ExportDate time) {
        return new Shipment(
                reference,
                time,
                exportFrom,
                destination,
                movement,
                usNexus,
                parties,
                ownership,
                endUse,
                lines,
                readings,
                jurisdictions,
                assertions,
                clearances,
                given);
    }

    /** The same shipment with other standing clearances. */
    public Shipment clearedBy(List<StandingClearance> others) {
        return new Shipment(
                reference,
                exportDate,
                exportFrom,
                destination,
                movement,
                usNexus,
                parties,
                ownership,
                endUse,
                lines,
                readings,
                jurisdictions,
                assertions,
                List.copyOf(others),
                given);
    }
}
