package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of a determination, as somebody recorded it.
 *
 * @param sequence      place in the chain
 * @param id            of its own
 * @param at            when it was recorded
 * @param actor         who recorded it
 * @param determination what it is about
 * @param record        place of the determination in the chain
 * @param hash          of the determination's record
 * @param json          what was recorded
 */
public record Resolution(
        long sequence, UUID id, Instant at, String actor, UUID determination, long record, String hash, String json) {}
