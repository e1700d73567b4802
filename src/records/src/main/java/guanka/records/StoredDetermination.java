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
 * @param answer         byte for byte as it was given
 * @param terms          what it can be found by; without parties where the facts are erased
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
        SearchTerms terms) {}
