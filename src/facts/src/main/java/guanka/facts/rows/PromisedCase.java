package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;

/**
 * The promise that a shipment is decided in one way on every day from the first to the last, both included. Law that changes ends
 * it: the row gets its last day and the reason. It is no row of law, so it moves no answer.
 *
 * @param baseCase      key of the {@link BaseCase} that it starts from
 * @param facts         what is otherwise there, as in {@link BaseCase#facts()}; {@code ?} as a value takes a fact away
 * @param to            null where it goes on
 * @param outcome       null where none is expected, and so below
 * @param reviewPolicy  {@code NONE} where the answer must have none
 * @param jurisdictions each {@code KEY OUTCOME} or {@code KEY OUTCOME POLICY}
 * @param findings      each {@code PROVISION EFFECT}, with {@code not} in front where it must be missing, and with {@code by KEY},
 *                      {@code line ID} and {@code party ID} behind where one row, line or party is meant
 * @param missing       JSON Pointers of facts that the answer asks for
 * @param reason        why it ended or says something else than it did; null where it did neither
 */
public record PromisedCase(
        Source source,
        String key,
        Text title,
        String baseCase,
        List<String> facts,
        LocalDate from,
        LocalDate to,
        String outcome,
        String reviewPolicy,
        String atLeast,
        String atMost,
        List<String> jurisdictions,
        List<String> findings,
        List<String> missing,
        String reason) {

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
