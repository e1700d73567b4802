package guanka.engine.ruleset;

import guanka.facts.Held;
import guanka.facts.Truth;
import guanka.facts.rows.Extent;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one way to ask whether something is in a set that the tables hold: what is found is in it; what is not found is outside
 * only on days on which the tables hold the set as a whole, by a source that is recent enough. Where no row of Holdings says
 * so, absence is unknown.
 */
public final class ClosedWorld {

    private final Map<Extent.Kind, Map<String, List<Extent>>> extents = new HashMap<>();

    public ClosedWorld(Ruleset ruleset) {
        for (Extent extent : ruleset.rows(Extent.class)) {
            extents.computeIfAbsent(extent.kind(), x -> new HashMap<>())
                    .merge(extent.of(), List.of(extent), ClosedWorld::both);
        }
    }

    private static List<Extent> both(List<Extent> some, List<Extent> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether something belongs to a set on a day, given whether the tables hold it there. */
    public Truth has(Extent.Kind kind, String of, LocalDate day, boolean found) {
        return found ? Truth.TRUE : closes(kind, of, day) ? Truth.FALSE : Truth.UNKNOWN;
    }

    /** Whether absence means no on a day. */
    public boolean closes(Extent.Kind kind, String of, LocalDate day) {
        Extent on = on(kind, of, day);
        return on != null && on.closesOn(day);
    }

    /** Whether the tables hold any of it on a day. */
    public boolean holdsSome(Extent.Kind kind, String of, LocalDate day) {
        Extent on = on(kind, of, day);
        return on != null && on.held() != Held.NOT_HELD;
    }

    /** The row that says how far the tables hold a set on a day, or null. */
    public Extent on(Extent.Kind kind, String of, LocalDate day) {
        for (Extent extent : extents.getOrDefault(kind, Map.of()).getOrDefault(of, List.of())) {
            if (extent.holdsOn(day)) {
                return extent;
            }
        }
        return null;
    }
}
