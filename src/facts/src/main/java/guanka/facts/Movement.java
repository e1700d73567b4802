package guanka.facts;

import java.time.LocalDate;
import java.util.List;

/**
 * The shipment's movement as one jurisdiction sees it: on its own legal day.
 *
 * @param day the export date in the jurisdiction's zone
 */
public record Movement(String jurisdiction, LocalDate day, String kind, Known<String> from, Known<String> to) {

    public Condition startsIn(Territory territory) {
        return territory.contains("export from", from);
    }

    public Condition startsOutside(Territory territory) {
        return territory.excludes("export from", from);
    }

    /** Whether it ends in a territory; null where that is anywhere, which needs no condition. */
    public Condition endsIn(Territory territory) {
        return territory.isAnywhere() ? null : territory.contains("destination", to);
    }

    public Condition endsOutside(Territory territory) {
        return territory.excludes("destination", to);
    }

    /** Whether some reading may let it start in a territory. */
    public boolean mayStartIn(Territory territory) {
        return territory.mayContain(from);
    }

    /** Whether some reading may let it start outside a territory. */
    public boolean mayStartOutside(Territory territory) {
        return territory.mayExclude(from);
    }

    /** Whether some reading may let it end outside a territory. */
    public boolean mayEndOutside(Territory territory) {
        return territory.mayExclude(to);
    }

    /** Whether some reading may let it end in a territory. */
    public boolean mayEndIn(Territory territory) {
        return territory.isAnywhere() || territory.mayContain(to);
    }

    /** Whether the destination lies on a side of a territory. */
    public Condition endsOn(Side side, Territory territory) {
        return switch (side) {
            case IN -> territory.contains("destination", to);
            case OUT -> endsOutside(territory);
            case ANY -> Condition.anyOf("destination", territory.contains("destination", to), endsOutside(territory));
        };
    }

    /** Whether some reading may let the destination lie on a side of a territory. */
    public boolean mayEndOn(Side side, Territory territory) {
        return switch (side) {
            case IN -> territory.mayContain(to);
            case OUT -> territory.mayExclude(to);
            case ANY -> true;
        };
    }

    /** Whether the destination or the party lies in a territory; null where that is anywhere. */
    public Condition reaches(Territory territory, Counterparty party) {
        if (territory.isAnywhere()) {
            return null;
        }
        Condition ends = territory.contains("destination", to);
        return party.party() == null
                ? ends
                : Condition.anyOf("there", ends, territory.contains("country of the recipient", party.country()));
    }

    /** Whether some reading may let the destination or the party lie in a territory. */
    public boolean mayReach(Territory territory, Counterparty party) {
        return territory.isAnywhere()
                || territory.mayContain(to)
                || party.party() != null && territory.mayContain(party.country());
    }

    /** Whether the destination lies in a territory, which is a fact and never asked for. */
    public Condition isBoundFor(Territory territory) {
        return territory.contains("destination", to);
    }

    /** That it has a destination, wherever that is. */
    public Condition isBoundForAnywhere() {
        return Condition.settled("destination", to, Territory.ANYWHERE.id(), Truth.TRUE);
    }

    public Condition isOfKind(String wanted) {
        return Condition.settled(
                "movement", "/movement", wanted, new Evaluation(Truth.of(kind.equals(wanted)), kind, List.of()));
    }
}
