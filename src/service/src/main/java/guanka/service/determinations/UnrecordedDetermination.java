package guanka.service.determinations;

import guanka.records.NewDetermination;
import guanka.records.SearchTerms;
import guanka.service.rulesets.Edition;
import java.time.Instant;
import java.util.UUID;

/**
 * A determination that is not on disk yet and must not be answered before it is, unless the request asked for no record.
 *
 * @param facts  the shipment as it was sent, with the standing clearances that set matches aside
 * @param answer canonical bytes of the determination
 */
public record UnrecordedDetermination(
        UUID id, Instant at, Edition edition, byte[] facts, byte[] answer, SearchTerms terms) {

    /**
     * What is to be recorded.
     *
     * @param key   the caller's idempotency key, or null
     * @param asked what else the request asked for, or null where it has no key
     */
    public NewDetermination by(String actor, String key, String asked) {
        return new NewDetermination(
                id,
                at,
                actor,
                key,
                edition.ruleset().digest(),
                edition.version(),
                facts,
                answer,
                terms,
                key == null ? null : asked);
    }
}
