package guanka.facts;

import java.util.Map;
import java.util.TreeMap;

/**
 * One way to read the law: for each open question the reading that holds.
 *
 * @param readings question id to reading id; complete for all questions of the ruleset
 */
public record World(Map<String, String> readings) {

    /** For what no reading changes. */
    static final World OF_NO_QUESTION = new World(Map.of());

    public World {
        readings = Map.copyOf(readings);
    }

    public String reading(String question) {
        return readings.get(question);
    }

    /** The same world but for one question. */
    public World with(String question, String reading) {
        if (reading.equals(readings.get(question))) {
            return this;
        }
        var changed = new TreeMap<>(readings);
        changed.put(question, reading);
        return new World(changed);
    }
}
