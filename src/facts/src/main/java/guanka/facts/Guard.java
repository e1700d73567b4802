package guanka.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The readings under which a row holds: all of the named ones together. An empty guard holds under every reading.
 *
 * @param wanted question id to the reading that must hold
 */
public record Guard(Map<String, String> wanted) {

    public static final Guard ANY = new Guard(Map.of());

    public Guard {
        wanted = Map.copyOf(wanted);
    }

    public boolean holdsIn(World world) {
        for (var entry : wanted.entrySet()) {
            if (!entry.getValue().equals(world.reading(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    public Set<String> questions() {
        return wanted.keySet();
    }

    /** That it holds, as a condition; null where it holds under every reading. */
    public Condition asCondition() {
        return wanted.isEmpty()
                ? null
                : Condition.byReading(
                        "reading",
                        "/readings",
                        null,
                        questions(),
                        world -> new Evaluation(Truth.of(holdsIn(world)), null, List.of()));
    }
}
