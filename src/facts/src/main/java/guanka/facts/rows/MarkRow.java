package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * A row of a chart: countries down, territories across. A mark says that the country belongs to the territory of the column.
 *
 * @param country ISO code
 * @param readsAs ISO code of the country whose row is read instead, {@code ?} where that is not settled, or null
 * @param marks   headers of the columns that are marked
 */
public record MarkRow(
        Source source,
        String key,
        String jurisdiction,
        String country,
        String readsAs,
        List<String> marks,
        LocalDate from,
        LocalDate to)
        implements Dated {

    /** What stands in place of a country whose row would have to be read and is not settled. */
    public static final String NOT_SETTLED = "?";
}
