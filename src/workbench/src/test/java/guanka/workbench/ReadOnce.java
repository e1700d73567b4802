package guanka.workbench;

import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** The cases and the words of a ruleset, which tests ask for thousands of times, read once. */
public final class ReadOnce {

    private static final Map<Decisions, Map<String, Case>> CASES = new WeakHashMap<>();
    private static final Map<Decisions, ShipmentReader> READERS = new WeakHashMap<>();

    private ReadOnce() {}

    /** A case of a ruleset by its id; the first where a promise is asked on several days. */
    public static synchronized Case published(Decisions decisions, String id) {
        Case one = CASES.computeIfAbsent(
                        decisions,
                        x -> new Replay(x)
                                .cases().stream().collect(Collectors.toMap(Case::id, c -> c, (first, later) -> first)))
                .get(id);
        if (one == null) {
            throw new AssertionError("no case " + id);
        }
        return one;
    }

    public static synchronized ShipmentReader reader(Decisions decisions) {
        return READERS.computeIfAbsent(decisions, x -> new ShipmentReader(x.ruleset()));
    }
}
