package guanka.facts;

import guanka.facts.rows.Provision;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * The shipment's movement as one jurisdiction sees it: on its own legal day.
 *
 * @param day      the export date in the jurisdiction's zone
 * @param calendar gives the validity of a provision on that day
 */
public record Movement(
        String jurisdiction,
        LocalDate day,
        String kind,
        Known<String> from,
        Known<String> to,
        Function<String, Validity> calendar) {

    public Validity validity(Provision law) {
        return calendar.apply(law.key());
    }

    public Condition startsIn(Territory territory) {
        return territory.contains("export from", from);
    }

    public Condition startsOutside(Territory territory) {
        return territory.excludes("export from", from);
    }

    public Condition endsIn(Territory territory) {
        return territory.contains("destination", to);
    }

    public Condition endsOutside(Territory territory) {
        return territory.excludes("destination", to);
    }

    /** Whether the destination lies on a side of a territory: {@code IN}, {@code OUT} or, on either, {@code ANY}. */
    public Condition endsOn(String side, Territory territory) {
        return switch (side) {
            case "IN" -> endsIn(territory);
            case "OUT" -> endsOutside(territory);
            default -> Condition.anyOf("destination", endsIn(territory), endsOutside(territory));
        };
    }

    public Condition isOfKind(String wanted) {
        return Condition.settled(
                "movement", "/movement", wanted, new Evaluation(Truth.of(kind.equals(wanted)), kind, List.of()));
    }
}
