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
 * @param facts          the shipment as the caller sent it, and behind that what the service applied
 * @param answer         as the caller gets it
 * @param terms          what it can be found by
 * @param asked          what else the request asked for, so that its key stands for no other request; null: nothing is known
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
        SearchTerms terms,
        String asked) {

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
        Texts.optional("what was asked for", asked);
        terms = terms == null ? SearchTerms.NONE : terms;
    }

    /** One of which nothing else was asked. */
    public NewDetermination(
            UUID id,
            Instant at,
            String actor,
            String idempotencyKey,
            String rulesetDigest,
            String rulesetVersion,
            byte[] facts,
            byte[] answer,
            SearchTerms terms) {
        this(id, at, actor, idempotencyKey, rulesetDigest, rulesetVersion, facts, answer, terms, null);
    }
}
