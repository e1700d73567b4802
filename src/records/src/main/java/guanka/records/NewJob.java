package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * A job whose lines are to come.
 *
 * @param id             of the job
 * @param kind           what its lines are
 * @param actor          who submits it
 * @param submittedAt    when
 * @param rulesetVersion that decides, null: the one that is active
 * @param since          version with whose hits those of a screening are compared, or null
 * @param key            under which its actor may hand it in again, or null
 * @param recorded       whether its determinations are recorded
 */
public record NewJob(
        UUID id,
        JobKind kind,
        String actor,
        Instant submittedAt,
        String rulesetVersion,
        String since,
        String key,
        boolean recorded) {

    /** Shipments to be decided. */
    public static NewJob ofShipments(
            UUID id, String actor, Instant submittedAt, String rulesetVersion, String key, boolean recorded) {
        return new NewJob(id, JobKind.DETERMINATIONS, actor, submittedAt, rulesetVersion, null, key, recorded);
    }
}
