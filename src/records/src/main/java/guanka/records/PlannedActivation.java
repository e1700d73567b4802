package guanka.records;

import java.time.Instant;

/**
 * An activation that waits for its time.
 *
 * @param version   of the ruleset
 * @param digest    that it had when the activation was planned
 * @param effective when it is due
 * @param actor     who planned it
 * @param reason    why, may be null
 */
public record PlannedActivation(String version, String digest, Instant effective, String actor, String reason) {}
