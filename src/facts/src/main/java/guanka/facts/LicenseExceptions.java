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

    /** Those that may lift what a finding requires, by its provision, its measure or the item that it concerns. */
    public Collection<LicenseException> of(Finding requirement) {
        List<LicenseException> first = byLifted.getOrDefault(requirement.getProvision(), List.of());
        List<LicenseException> second = byLifted.getOrDefault(requirement.getMeasure(), List.of());
        List<LicenseException> third = requirement.item() == null
                ? List.of()
                : byLifted.getOrDefault(requirement.item().provision(), List.of());
        if (second.isEmpty() && third.isEmpty()) {
            return first;
        }
        Set<LicenseException> all = new LinkedHashSet<>(first);
        all.addAll(second);
        all.addAll(third);
        return all;
    }
}
