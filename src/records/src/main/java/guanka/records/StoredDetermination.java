package guanka.records;

import java.time.Instant;
import java.util.Arrays;
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

    /** Whether it is of the facts that a caller sends; of erased facts nobody can tell. */
    public boolean isOf(byte[] sent) {
        return facts != null && (Arrays.equals(facts, sent) || FactsComparison.equal(facts, sent));
    }

    /** Whether a request for the same facts asked for the same: a key stands for one request. */
    public boolean isAnswerTo(String otherwise) {
        return asked == null || otherwise == null || asked.equals(otherwise);
    }
}
