package guanka.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The parties in their roles.
 *
 * @param recipients those that receive the shipment or may
 * @param exporters  countries of the exporters; one unknown country where no exporter is named
 * @param namedExporters parties that are exporters, or may be because nobody says what they do
 * @param participants countries of all that take part; with an unknown one while somebody is not named
 */
public record Parties(
        List<Recipient> recipients,
        List<Known<String>> exporters,
        List<Exporter> namedExporters,
        List<Known<String>> participants) {

    /**
     * A party that exports, or may.
     *
     * @param role whether its role makes it an exporter
     */
    public record Exporter(Condition role, Known<String> country) {}

    /** Whether somebody who takes part is established in a territory. */
    public Condition anyParticipantIn(Territory territory) {
        return Condition.anyOf(
                "country of a participant",
                participants.stream()
                        .map(country -> territory.contains("country of a participant", country))
                        .toList());
    }

    public Condition anyRecipientOutside(Territory territory) {
        List<Condition> each = new ArrayList<>(recipients.size());
        for (Recipient recipient : recipients) {
            each.add(Condition.allOf("a foreign recipient", recipient.role(), recipient.isOutside(territory)));
        }
        return Condition.anyOf("a foreign recipient", each);
    }

    /** Whether somebody who is named as an exporter is established in a territory; an exporter whom nobody names is not. */
    public Condition namedExporterIsOf(Territory territory) {
        if (namedExporters.isEmpty()) {
            return Condition.settled(
                    "country of the exporter",
                    "/parties",
                    territory.id(),
                    new Evaluation(Truth.FALSE, null, List.of()));
        }
        return Condition.anyOf(
                "country of the exporter",
                namedExporters.stream()
                        .map(e -> Condition.allOf(
                                "a named exporter",
                                e.role(),
                                territory.contains("country of the exporter", e.country())))
                        .toList());
    }

    /** Whether a movement may start in a territory, or somebody who is named as an exporter may be established there. */
    public boolean mayExportFrom(Territory territory, Movement move) {
        if (move.mayStartIn(territory)) {
            return true;
        }
        for (Exporter exporter : namedExporters) {
            if (territory.mayContain(exporter.country())) {
                return true;
            }
        }
        return false;
    }

    public Condition exporterIsOf(Territory territory) {
        List<Condition> each = new ArrayList<>(exporters.size());
        for (Known<String> country : exporters) {
            each.add(territory.contains("country of the exporter", country));
        }
        return Condition.anyOf("country of the exporter", each);
    }
}
