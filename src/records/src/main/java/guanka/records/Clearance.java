package guanka.records;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * That a party is not the list entry that it may be taken for.
 *
 * @param entry      key of the list entry
 * @param content    digest of what the entry said
 * @param said       JSON text: the party, and why it is somebody else; it is in no event
 * @param until      last day on which it holds
 * @param approvedBy null: nobody yet
 * @param endedBy    who refused, withdrew or revoked it, null: nobody
 * @param endedWhy   in no event either
 */
public record Clearance(
        UUID id,
        State state,
        String entry,
        String content,
        String said,
        LocalDate until,
        String askedBy,
        Instant askedAt,
        String approvedBy,
        Instant approvedAt,
        String endedBy,
        Instant endedAt,
        String endedWhy) {

    /** How far it came. Whether its last day has passed is another question. */
    public enum State {
        /** It waits for a second person. */
        ASKED,
        /** It holds until its last day. */
        APPROVED,
        /** It was refused, withdrawn or revoked. */
        ENDED
    }

    /** One that nobody has approved yet. */
    public static Clearance asked(
            UUID id, String entry, String content, String said, LocalDate until, String by, Instant at) {
        return new Clearance(
                id, State.ASKED, entry, content, said, until, by, Texts.kept(at), null, null, null, null, null);
    }

    /** Without names. */
    @Override
    public String toString() {
        return "Clearance[id=" + id + ", state=" + state + ", entry=" + entry + ", until=" + until + "]";
    }
}
