package guanka.engine.image;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import guanka.engine.screening.ListedName;
import guanka.engine.screening.PartyScreening;
import guanka.facts.rows.ListEntry;
import guanka.tables.Tables;
import java.util.List;
import java.util.function.Function;

/**
 * The name indexes of the lists last loaded, for the whole process: an index over all lists takes a second to make and tens of
 * megabytes, and most versions of a ruleset have the same lists. Indexes are immutable and hold nothing of a ruleset; they go when memory
 * is short and no ruleset uses them.
 */
public final class NameIndexes {

    private static final int MOST = 4;
    private static final Cache<Object, PartyScreening> INDEXES =
            Caffeine.newBuilder().softValues().maximumSize(MOST).build();

    private NameIndexes() {}

    /** The index over the entries of some tables, made only where none was made of the same entries before. */
    public static PartyScreening of(Tables tables) {
        return of(tables, PartyScreening::new);
    }

    static PartyScreening of(Tables tables, Function<List<ListedName>, PartyScreening> made) {
        return INDEXES.get(
                tables.origin(ListEntry.class),
                origin -> made.apply(tables.rows(ListEntry.class).stream()
                        .filter(entry -> !entry.kind().equals(ListEntry.ADDRESS))
                        .map(ListedName::of)
                        .toList()));
    }
}
