package guanka.facts.rows;

import guanka.facts.Guard;
import guanka.facts.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * A reason for which an entry of an item list is controlled, and where that asks for a license.
 *
 * @param list           item list of the entry
 * @param provision      what a mark requires
 * @param entry          control code of the entry; its paragraphs inherit the row
 * @param reason         reason for control, of vocabulary {@code reasons}
 * @param regime         how applications are treated, of vocabulary {@code regimes}
 * @param paragraphs     paragraphs to which it applies; empty means the entire entry
 * @param exceptParagraphs paragraphs to which it does not apply
 * @param settledByCode  false where the text asks for more than a code shows, such as a technical figure
 * @param places         territories (columns of a chart among them) for which it is marked; empty means everywhere
 * @param exceptPlaces   territories that are left out
 */
public record ControlRow(
        Source source,
        String key,
        String list,
        String provision,
        String entry,
        String reason,
        String regime,
        List<String> paragraphs,
        List<String> exceptParagraphs,
        boolean settledByCode,
        List<String> places,
        List<String> exceptPlaces,
        Guard reading,
        LocalDate from,
        LocalDate to)
        implements Dated {}
