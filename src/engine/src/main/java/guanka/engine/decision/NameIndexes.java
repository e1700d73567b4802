package guanka.engine.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.PartyScreening;
import guanka.facts.rows.ListEntry;
import java.util.function.Supplier;

/**
 * The name indexes of the lists last loaded, for the whole process: an index over all lists takes a second to make and tens of
 * megabytes, and most versions of a ruleset have the same lists. Indexes are immutable and hold nothing of a ruleset; they go when memory
 * is short and no ruleset uses them.
 */
final class NameIndexes {

    private static final int MOST = 4;
    private static final Cache<Object, PartyScreening> INDEXES =
            Caffeine.newBuilder().softValues().maximumSize(MOST).build();

    private NameIndexes() {}

    /** The index over the entries of a ruleset, made only where no ruleset with the same entries was loaded before. */
    static PartyScreening of(Ruleset ruleset, Supplier<PartyScreening> made) {
        return INDEXES.get(ruleset.tables().origin(ListEntry.class), origin -> made.get());
    }
}
