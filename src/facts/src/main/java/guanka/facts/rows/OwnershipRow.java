package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.math.BigDecimal;

/** From which share on owners make a company caught under a provision, how shares add up ({@code SUM} or {@code SINGLE}) and whether caught companies count as owners ({@code TIERS} or {@code DIRECT}). */
public record OwnershipRow(
        Source source,
        String key,
        String provision,
        BigDecimal percent,
        String comparison,
        String aggregate,
        String indirect,
        Guard reading) {}
