package guanka.facts;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A share that one party holds in another: between two ends, which are equal where the share is known.
 *
 * @param pointer   JSON Pointer of the fact that would settle the share
 * @param atLeast   lower end in percent
 * @param openBelow whether the lower end itself is out ("more than 25%")
 * @param atMost    upper end in percent
 * @param openAbove whether the upper end itself is out ("less than 75%")
 * @param interest  {@code SHAREHOLDING}, which alone is added up, or another tie
 * @param from      first day on which it is held, or null where it always was
 * @param until     last day on which it is held, or null where it still is
 */
public record Holding(
        String owner,
        String owned,
        String pointer,
        BigDecimal atLeast,
        boolean openBelow,
        BigDecimal atMost,
        boolean openAbove,
        String interest,
        LocalDate from,
        LocalDate until) {

    public static final String SHAREHOLDING = "SHAREHOLDING";

    public boolean heldOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
    }

    public boolean exact() {
        return atLeast.compareTo(atMost) == 0;
    }
}
