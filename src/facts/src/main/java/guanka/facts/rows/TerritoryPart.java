package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;

/**
 * A territory that is made of others: it holds the countries of each part, but for those of parts that are left out.
 *
 * @param part    another territory, or the header of a column of a chart
 * @param leftOut whether the countries of the part do not belong to it
 */
public record TerritoryPart(
        Source source,
        String key,
        String jurisdiction,
        String territory,
        String part,
        boolean leftOut,
        LocalDate from,
        LocalDate to)
        implements Dated {}
