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
        List<String> jurisdictions) {

    /** The same shipment on another day. */
    public Shipment on(LocalDate day) {
        return new Shipment(
                reference,
                ExportDate.of(day),
                exportFrom,
                destination,
                movement,
                usNexus,
                parties,
                ownership,
                endUse,
                lines,
                readings,
                jurisdictions);
    }
}
