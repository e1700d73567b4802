package guanka.records;

import java.time.Instant;

/**
 * What the facts of a watch give at one instant.
 *
 * @param answer         JSON without names of parties: it is kept in the chain, where nothing is erased
 * @param ruleset        digest of the rules that gave it
 * @param rulesetVersion their version
 * @param decidedAt      when
 * @param due            from when on it may be another under the same rules, null: never
 */
public record WatchAnswer(String answer, String ruleset, String rulesetVersion, Instant decidedAt, Instant due) {}
