package guanka.facts;

import java.util.Map;
import java.util.Set;

/**
 * The purposes of one provision.
 *
 * @param named      purposes that trigger the provision
 * @param compatible purposes that may stand beside a named one
 * @param rows       the row of each named purpose
 */
public record EndUses(String provision, Set<String> named, Set<String> compatible, Map<String, Source> rows) {

    /** The row of the first named purpose of an end use, or null where it has none. */
    public Source rowOf(EndUse use) {
        if (!use.purposes().isKnown()) {
            return null;
        }
        return use.purposes().value().stream()
                .sorted()
                .filter(rows::containsKey)
                .map(rows::get)
                .findFirst()
                .orElse(null);
    }
}
