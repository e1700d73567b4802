package guanka.records;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that the owner of a watch is told.
 *
 * @param sequence place in the chain, and in what is told
 * @param id       stays the same however often it is told
 * @param at       when it was decided
 * @param owner    of the watch
 * @param told     JSON, as it was given
 */
public record WatchEvent(long sequence, UUID id, Instant at, String owner, String told) {}
