package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * An order that is still open.
 *
 * @param id             of its own, time-ordered
 * @param owner          who keeps it here
 * @param reference      the owner's name for it
 * @param keptAt         when its facts came last
 * @param facts          the shipment as it was sent
 * @param answer         JSON, what its owner was told last
 * @param ruleset        digest of the rules that gave it
 * @param rulesetVersion their version
 * @param decidedAt      when
 * @param due            from when on the answer may be another under the same rules, null: never
 * @param revision       counts up with each new row
 */
@SuppressWarnings("ArrayRecordComponent")
public record Watch(
        UUID id,
        String owner,
        String reference,
        Instant keptAt,
        byte[] facts,
        String answer,
        String ruleset,
        String rulesetVersion,
        Instant decidedAt,
        Instant due,
        long revision) {}
