package guanka.records;

import java.util.List;

/**
 * A watch that was looked at again.
 *
 * @param watch  as it was read
 * @param answer of now; the watch's own answer with another {@code due} where nothing is to be told
 * @param told   JSON of each event, in order, without names of parties; none where the answer stays
 */
public record WatchLook(Watch watch, WatchAnswer answer, List<String> told) {}
