package guanka.engine.screening;

import guanka.facts.rows.ListEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One entry of a party list, as far as screening needs it.
 *
 * @param key         stable key of the entry, unique among the entries screened together
 * @param list        code of the list, for example {@code CN_CONTROL}
 * @param names       every spelling that the list or its sources give: English, Chinese, aliases; {@code ?} stands for
 *                    a name that was not established and is never matched
 * @param kind        what is listed: {@code ORGANISATION}, {@code PERSON}, {@code VESSEL}, {@code AIRCRAFT}, or null where it was not
 *                    established; it is handed on with the match and makes nothing more or less sure
 * @param country     ISO 3166-1 alpha-2 code, or null where it was not established
 * @param identifiers kind of identifier ({@code lei}, {@code uscc}, {@code duns}, ...) to its value
 */
public record ListedName(
        String key, String list, List<String> names, String kind, String country, Map<String, String> identifiers) {

    /** The mark for a name that the sources do not give. */
    public static final String NOT_ESTABLISHED = "?";

    /** Kinds after whose single names no subsidiaries are called. */
    private static final Set<String> STAND_ALONE = Set.of("PERSON", "VESSEL", "AIRCRAFT");

    public ListedName {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(list, "list");
        names = List.copyOf(new LinkedHashSet<>(names));
        identifiers = Map.copyOf(identifiers);
    }

    /** What screening needs of an entry of a list. */
    public static ListedName of(ListEntry entry) {
        List<String> names = new ArrayList<>();
        names.add(entry.name().en());
        names.add(entry.name().zh());
        names.addAll(entry.aliases());
        Map<String, String> identifiers = new LinkedHashMap<>();
        for (String identifier : entry.identifiers()) {
            int colon = identifier.indexOf(':');
            if (colon > 0) {
                identifiers.put(
                        identifier.substring(0, colon).strip(),
                        identifier.substring(colon + 1).strip());
            }
        }
        return new ListedName(
                entry.key(),
                entry.list(),
                names.stream()
                        .filter(n -> n != null && !n.equals(NOT_ESTABLISHED) && !n.isBlank())
                        .toList(),
                established(entry.kind()),
                established(entry.country()),
                identifiers);
    }

    private static String established(String cell) {
        return cell == null || cell.equals(NOT_ESTABLISHED) ? null : cell;
    }

    boolean isCraft() {
        return kind != null && (kind.equals("VESSEL") || kind.equals("AIRCRAFT"));
    }

    boolean standsAlone() {
        return kind != null && STAND_ALONE.contains(kind);
    }
}
