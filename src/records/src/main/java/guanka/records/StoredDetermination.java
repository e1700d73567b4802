package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * A determination as it is recorded.
 *
 * @param sequence       place in the chain
 * @param id             of the record
 * @param at             when it was decided
 * @param actor          who asked
 * @param idempotencyKey null: none
 * @param rulesetDigest  of the ruleset that decided
 * @param rulesetVersion of the ruleset that decided
 * @param facts          the shipment; null: erased
 * @param answer         byte for byte as it was given; without what it quotes of the facts where they are erased
 * @param terms          what it can be found by; without parties where the facts are erased
 * @param asked          what else the request asked for, null: it is not known
 */
public record StoredDetermination(
        long sequence,
        UUID id,
        Instant at,
        String actor,
        String idempotencyKey,
        String rulesetDigest,
        String rulesetVersion,
        byte[] facts,
        byte[] answer,
        SearchTerms terms,
        String asked) {

    /** Whether a request for the same facts asked for the same: a key stands for one request. */
    public boolean isAnswerTo(String otherwise) {
        return asked == null || otherwise == null || asked.equals(otherwise);
    }
}
