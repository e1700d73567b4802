package guanka.workbench.impact;

import guanka.workbench.impact.Answer.Side;
import java.util.List;

/**
 * A shipment that a draft decides otherwise.
 *
 * @param id            of the record or the case
 * @param kind          {@code RECORD} or {@code CASE}
 * @param from          the answer of the base for the whole shipment
 * @param to            the answer of the draft
 * @param jurisdictions those whose answer differs
 * @param provisions    of which the two answers say different things, sorted
 * @param rows          the changed rows behind the difference; where neither answer leads to one, all that may touch the shipment
 * @param parties       names of the shipment's parties, sorted
 */
public record Flip(
        String id,
        String kind,
        Direction direction,
        Side from,
        Side to,
        List<Part> jurisdictions,
        List<String> provisions,
        List<ChangedRow> rows,
        List<String> parties) {

    /** The answers of one jurisdiction, null where a side has none. */
    public record Part(String jurisdiction, Side from, Side to) {}
}
