package guanka.facts;

import java.util.List;

/**
 * The parties in their roles.
 *
 * @param recipients those that receive the shipment or may
 * @param exporters  countries of the exporters; one unknown country where no exporter is named
 */
public record Parties(List<Recipient> recipients, List<Known<String>> exporters) {

    public Condition anyRecipientOutside(Territory territory) {
        return Condition.anyOf(
                "a foreign recipient",
                recipients.stream()
                        .map(r -> Condition.allOf("a foreign recipient", List.of(r.role(), r.isOutside(territory))))
                        .toList());
    }

    public Condition exporterIsOf(Territory territory) {
        return Condition.anyOf(
                "country of the exporter",
                exporters.stream()
                        .map(country -> territory.contains("country of the exporter", country))
                        .toList());
    }
}
