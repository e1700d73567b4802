package guanka.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * The parties in their roles. A branch is of its own country and of that of its legal entity.
 *
 * @param recipients those that receive the shipment or may
 * @param exporters  countries of the exporters; one unknown country where no exporter is named
 * @param namedExporters parties that are exporters, or may be because nobody says what they do
 * @param supporters parties that help without sending or receiving, or may because nobody says what they do
 * @param participants countries of all that take part; with an unknown one while somebody is not named
 */
public record Parties(
        List<Recipient> recipients,
        List<Known<String>> exporters,
        List<Named> namedExporters,
        List<Named> supporters,
        List<Known<String>> participants) {

    /**
     * A party of a group of roles, or that may be of it.
     *
     * @param role whether its role makes it one of them
     */
    public record Named(Condition role, Known<String> country) {}

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
        return anyIsOf(namedExporters, "exporter", territory);
    }

    /** Whether somebody who helps without sending or receiving is established in a territory; somebody whom nobody names is not. */
    public Condition supporterIsOf(Territory territory) {
        return anyIsOf(supporters, "supporter", territory);
    }

    private static Condition anyIsOf(List<Named> parties, String role, Territory territory) {
        String country = "country of the " + role;
        if (parties.isEmpty()) {
            return Condition.settled(country, "/parties", territory.id(), new Evaluation(Truth.FALSE, null, List.of()));
        }
        return Condition.anyOf(
                country,
                parties.stream()
                        .map(party -> Condition.allOf(
                                "a named " + role, party.role(), territory.contains(country, party.country())))
                        .toList());
    }

    /** Whether a movement may start in a territory, or somebody who is named as an exporter may be established there. */
    public boolean mayExportFrom(Territory territory, Movement move) {
        if (move.mayStartIn(territory)) {
            return true;
        }
        for (Named exporter : namedExporters) {
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
