package guanka.engine.items;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds those of some control codes that a code could fall under, or that could fall under it, as {@link ItemLists} joins them. */
public final class CodeFamily {

    private final Map<String, Set<String>> byCode = new HashMap<>();
    private final Map<String, Set<String>> byHeading = new HashMap<>();

    public CodeFamily(Collection<String> codes) {
        for (String code : codes) {
            String normal = ControlCodes.normal(code);
            byCode.computeIfAbsent(normal, x -> new LinkedHashSet<>()).add(code);
            ControlCodes.headings(normal)
                    .forEach(h -> byHeading
                            .computeIfAbsent(h, x -> new LinkedHashSet<>())
                            .add(code));
        }
    }

    /** Those of the codes that are the given one, stand under it, or are headings of it. */
    public Set<String> relatives(String code) {
        String normal = ControlCodes.normal(code);
        Set<String> found = new LinkedHashSet<>(byCode.getOrDefault(normal, Set.of()));
        found.addAll(byHeading.getOrDefault(normal, Set.of()));
        List<String> headings = ControlCodes.headings(normal);
        headings.forEach(h -> found.addAll(byCode.getOrDefault(h, Set.of())));
        return found;
    }
}
