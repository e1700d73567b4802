package guanka.facts.rows;

import guanka.facts.Aggregate;
import guanka.facts.Comparison;
import guanka.facts.Guard;
import guanka.facts.Indirect;
import guanka.facts.Source;
import java.math.BigDecimal;
import java.time.LocalDate;

/** From which share on owners make a company caught under a provision, how shares add up and whether caught companies count as owners. */
public record OwnershipRow(
        Source source,
        String key,
        String provision,
        BigDecimal percent,
        Comparison comparison,
        Aggregate aggregate,
        Indirect indirect,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {}
