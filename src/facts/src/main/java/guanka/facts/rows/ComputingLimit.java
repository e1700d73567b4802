package guanka.facts.rows;

import guanka.facts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Figures at which a chip stands on an item list: all limits of the row together, and one row of the list is enough. A limit that
 * is null asks for nothing.
 *
 * @param list        item list on which what meets the row stands
 * @param provision   ground on which the list holds it
 * @param paragraph   control code under which it is classified, or null where the row only groups items
 * @param carrier     control code of an item that contains it, or null where nothing follows for what contains it
 * @param unless      item list that outranks the row: what stands on that one does not stand here; or null
 * @param datacenters whether it must be designed or marketed for datacenters, or must not
 */
public record ComputingLimit(
        Source source,
        String key,
        String list,
        String provision,
        String paragraph,
        String carrier,
        String unless,
        BigDecimal tppAtLeast,
        BigDecimal tppBelow,
        BigDecimal densityAtLeast,
        BigDecimal densityBelow,
        BigDecimal rateAtLeast,
        BigDecimal ioAtLeast,
        BigDecimal memoryAtLeast,
        BigDecimal memoryBelow,
        BigDecimal stackDensityAbove,
        BigDecimal stackDensityBelow,
        Datacenters datacenters,
        LocalDate from,
        LocalDate to)
        implements Dated {

    /** What a row asks about the market for which an item is meant. */
    public enum Datacenters {
        ANY,
        YES,
        NO
    }
}
