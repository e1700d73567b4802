package guanka.engine.decision;

import guanka.facts.rows.Designation;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.PartyList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How lists are parts of others on a day: whoever stands on a part stands on the whole, and marks of entries put them on parts. */
final class ListParts {

    static final ListParts NONE = new ListParts(List.of(), List.of());

    private final Map<String, String> wholes = new HashMap<>();
    private final Map<String, List<String>> parts = new HashMap<>();
    private final Map<String, Map<String, List<String>>> byDesignation = new HashMap<>();

    ListParts(Collection<PartyList> lists, Collection<Designation> designations) {
        for (PartyList list : lists) {
            if (list.partOf() != null) {
                wholes.put(list.key(), list.partOf());
                parts.computeIfAbsent(list.partOf(), x -> new ArrayList<>()).add(list.key());
            }
        }
        for (Designation row : designations) {
            byDesignation
                    .computeIfAbsent(row.list(), x -> new HashMap<>())
                    .computeIfAbsent(row.designation(), x -> new ArrayList<>())
                    .add(row.alsoOn());
        }
    }

    /** The list of which a list is a part, or null. */
    String wholeOf(String list) {
        return wholes.get(list);
    }

    List<String> of(String whole) {
        return parts.getOrDefault(whole, List.of());
    }

    /** The lists on which an entry stands besides its own, by its marks. */
    Collection<String> alsoOn(ListEntry entry) {
        Map<String, List<String>> marks = byDesignation.getOrDefault(entry.list(), Map.of());
        if (marks.isEmpty() || entry.designations().isEmpty()) {
            return List.of();
        }
        Collection<String> on = new TreeSet<>();
        entry.designations().forEach(mark -> on.addAll(marks.getOrDefault(mark, List.of())));
        return on;
    }
}
