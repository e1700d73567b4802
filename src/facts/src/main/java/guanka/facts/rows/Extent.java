package guanka.facts.rows;

import guanka.facts.Held;
import guanka.facts.Source;
import java.time.LocalDate;

/**
 * How far the tables hold something on some days. Only what they hold completely may be answered with "no" from absence.
 *
 * @param of          key of the list; for the law of a jurisdiction, its key
 * @param asOf        day of the source, or null where that does not matter
 * @param daysCurrent for how many days after that absence still means no, or null for ever
 */
public record Extent(
        Source source,
        String key,
        Kind kind,
        String of,
        Held held,
        LocalDate asOf,
        Integer daysCurrent,
        LocalDate from,
        LocalDate to)
        implements Dated {

    /** What is held. */
    public enum Kind {
        PARTY_LIST,
        ITEM_LIST,
        /** The customs codes under which the items of an item list are declared. */
        CUSTOMS_CODES,
        LAW
    }

    /** Whether absence means no on a day. */
    public boolean closesOn(LocalDate day) {
        return held == Held.COMPLETE && holdsOn(day) && isCurrentOn(day);
    }

    public boolean isCurrentOn(LocalDate day) {
        return asOf == null || daysCurrent == null || !day.isAfter(asOf.plusDays(daysCurrent));
    }
}
