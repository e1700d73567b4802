package guanka.records;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A determination that is to be recorded. The arrays are not copied and may not change afterwards.
 *
 * @param id             that no record has yet
 * @param at             when it was decided
 * @param actor          who asked
 * @param idempotencyKey of the actor's, null: none
 * @param rulesetDigest  of the ruleset that decided
 * @param rulesetVersion of the ruleset that decided
 * @param facts          the shipment as the caller sent it
 * @param answer         as the caller gets it
 * @param terms          what it can be found by
 */
public record NewDetermination(
        UUID id,
        Instant at,
        String actor,
        String idempotencyKey,
        String rulesetDigest,
        String rulesetVersion,
        byte[] facts,
        byte[] answer,
        SearchTerms terms) {

    /** @throws IllegalArgumentException where a text is missing, too long or cannot be kept */
    public NewDetermination {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(answer, "answer");
        Texts.required("actor", actor);
        Texts.optional("idempotency key", idempotencyKey);
        Texts.required("ruleset digest", rulesetDigest);
        Texts.required("ruleset version", rulesetVersion);
        terms = terms == null ? SearchTerms.NONE : terms;
    }
}
