package guanka.facts.rows;

import guanka.facts.Comparison;
import guanka.facts.Side;
import guanka.facts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;

/** The value share at which a provision takes hold, in percent of the value of the line, of what originates in a territory; of items of a list only where it names one; for destinations on a side of a territory. */
public record ShareRow(
        Source source,
        String key,
        String provision,
        BigDecimal percent,
        Comparison comparison,
        String originTerritory,
        String items,
        String destination,
        Side destinationSide,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public ShareRow {
        items = items == null ? "ANY" : items;
        destination = destination == null ? "ANY" : destination;
    }
}
