package guanka.facts.rows;

import guanka.facts.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * What takes license exceptions away: where all that it names is met, only those that survive may be used.
 *
 * @param reasons        reasons for control of which one must be marked; empty means any item
 * @param sentFrom       territories of which the goods must leave one; empty means any
 * @param madeIn         territory in which the item must have been made, or null
 * @param headquartersIn territory in which a recipient or its ultimate parent must be headquartered, or null
 * @param list           party list on which a recipient must stand, or null
 * @param survivors      keys of the rows of exceptions that may be used all the same
 * @param unlessAttested what an exporter can attest to keep them, or null
 */
public record RestrictionRow(
        Source source,
        String key,
        String provision,
        List<String> reasons,
        String items,
        List<String> destinations,
        List<String> exceptPlaces,
        List<String> sentFrom,
        String madeIn,
        String headquartersIn,
        String list,
        List<String> survivors,
        String unlessAttested,
        LocalDate from,
        LocalDate to)
        implements Dated {}
