package guanka.engine.screening;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * In which scripts the entries of lists have names. A name in Chinese or Japanese characters finds no entry that has only other names,
 * and the other way round: a list with such entries clears nobody by silence.
 */
public final class ListedScripts {

    private static final String NOT_ESTABLISHED = "";

    private final Map<String, Integer> sizes = new HashMap<>();
    /** By list the countries of entries without any name in Chinese or Japanese characters. */
    private final Map<String, Set<String>> withoutEastAsian = new HashMap<>();

    private final Map<String, Set<String>> withEastAsianAlone = new HashMap<>();

    ListedScripts(Collection<ListedName> entries) {
        Predicate<String> eastAsian = NameReader::hasChineseOrJapanese;
        for (ListedName entry : entries) {
            sizes.merge(entry.list(), 1, Integer::sum);
            if (entry.names().stream().noneMatch(eastAsian)) {
                note(withoutEastAsian, entry);
            }
            if (entry.names().stream().allMatch(eastAsian)) {
                note(withEastAsianAlone, entry);
            }
        }
    }

    private static void note(Map<String, Set<String>> countries, ListedName entry) {
        countries
                .computeIfAbsent(entry.list(), list -> new HashSet<>())
                .add(entry.country() == null ? NOT_ESTABLISHED : entry.country());
    }

    /** How many entries with a name a list has. */
    public int entries(String list) {
        return sizes.getOrDefault(list, 0);
    }

    /**
     * Whether a list has an entry that could be in a country and has no name in Chinese or Japanese characters.
     *
     * @param country ISO 3166-1 alpha-2 code, or null where it is not known
     */
    public boolean lacksEastAsianName(String list, String country) {
        return some(withoutEastAsian, list, country);
    }

    /** Whether a list has an entry that could be in a country and has names in Chinese or Japanese characters alone. */
    public boolean lacksOtherName(String list, String country) {
        return some(withEastAsianAlone, list, country);
    }

    private static boolean some(Map<String, Set<String>> byList, String list, String country) {
        Set<String> found = byList.getOrDefault(list, Set.of());
        return !found.isEmpty() && (country == null || found.contains(NOT_ESTABLISHED) || found.contains(country));
    }
}
