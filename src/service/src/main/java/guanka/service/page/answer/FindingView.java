package guanka.service.page.answer;

import java.util.List;

/**
 * One provision applied to the shipment.
 *
 * @param other   the sentence in the other language
 * @param waiting what it would require and from when, where it is not in force, or an empty text
 * @param summary how many conditions there are, and how many are met
 */
public record FindingView(
        String id,
        String provision,
        Mark mark,
        String sentence,
        String other,
        String party,
        String waiting,
        String title,
        String article,
        String url,
        String rule,
        RowLink row,
        String summary,
        List<ConditionView> conditions) {

    /** A row of a workbook, with its address. */
    public record RowLink(String label, String address) {}

    /**
     * One condition.
     *
     * @param verdict {@code TRUE}, {@code FALSE} or {@code UNKNOWN}
     * @param said    the verdict in words
     */
    public record ConditionView(String name, String actual, String wanted, String verdict, String said, RowLink row) {}
}
