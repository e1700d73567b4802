package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * A receiver that an owner of watches named for what it is told.
 *
 * @param secret      what signs; it is in no log
 * @param verifyUntil how long it may take to prove that it wants to be told
 */
public record Subscription(
        UUID id, String owner, String url, String secret, Instant createdAt, Instant verifyUntil, State state) {

    /** How far a receiver is to be told. */
    public enum State {
        /** It has not proved yet that it wants to be told. */
        PENDING,
        /** It is told. */
        ACTIVE,
        /** It did not prove it in time and is told nothing. */
        UNVERIFIED
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Subscription[id=" + id + ", owner=" + owner + ", state=" + state + "]";
    }
}
