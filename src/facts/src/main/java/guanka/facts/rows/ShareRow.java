package guanka.facts.rows;

import guanka.facts.Source;
import java.math.BigDecimal;

/** The value share at which a provision takes hold, in percent of the value of the line, of what originates in a territory; for destinations {@code IN} or {@code OUT} of a territory, or {@code ANY} and null. */
public record ShareRow(
        Source source,
        String key,
        String provision,
        BigDecimal percent,
        String comparison,
        String originTerritory,
        String destination,
        String destinationSide) {}
