package guanka.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The license exceptions of a day, found by the requirement that they may lift. */
public final class LicenseExceptions {

    private final Map<String, List<LicenseException>> byLifted = new HashMap<>();

    public LicenseExceptions(Collection<LicenseException> exceptions) {
        for (LicenseException exception : exceptions) {
            exception
                    .lifts()
                    .forEach(key -> byLifted.computeIfAbsent(key, x -> new ArrayList<>())
                            .add(exception));
        }
    }

    /**
     * Those that may lift what a finding requires, by its provision or its measure. The provision that lists its item says nothing
     * of that: what an embargo asks of every item on a list is lifted by what lifts the embargo, and not by what lifts the list.
     */
    public Collection<LicenseException> of(Finding requirement) {
        List<LicenseException> first = byLifted.getOrDefault(requirement.getProvision(), List.of());
        List<LicenseException> second = byLifted.getOrDefault(requirement.getMeasure(), List.of());
        if (second.isEmpty()) {
            return first;
        }
        Set<LicenseException> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }
}
