package guanka.facts;

import java.time.LocalDate;
import java.util.List;

/**
 * How far a party list is held on the movement's day.
 *
 * @param provision under which the list is told
 * @param asOf      day of its source, or null
 * @param daysCurrent for how many days after that a source is recent enough, or null for ever
 * @param current   whether that is recent enough for absence to mean no
 * @param row       of Holdings, or null where none speaks of the list
 */
public record PartyListStatus(
        String list,
        String provision,
        Held held,
        LocalDate asOf,
        Integer daysCurrent,
        boolean current,
        int entries,
        Source row) {

    /** Whether absence means no. */
    public boolean isClosed() {
        return held == Held.COMPLETE && current;
    }

    public Condition isNotCurrent() {
        return Condition.settled(
                "list not current",
                "/exportDate",
                list,
                new Evaluation(Truth.TRUE, asOf == null ? held.name() : asOf.toString(), List.of()));
    }
}
