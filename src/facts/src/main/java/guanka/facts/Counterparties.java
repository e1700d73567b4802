package guanka.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All parties that may be the same to a rule, taken together: for what is decided of a line once, whichever of them it is.
 *
 * @param alike     in what respect they are alike
 * @param condition that one of them is so; null where no party is meant
 */
public record Counterparties(Alike alike, Condition condition) {

    /**
     * In what respect parties are alike to a rule.
     *
     * @param kind in what respect
     * @param role group of roles that counts, or {@code NONE}
     * @param by   the list or the provision of the ownership rule by which they are so, or {@code NONE}
     * @param list the list on which their owners stand, or {@code NONE}
     */
    public record Alike(CounterpartyKind kind, String role, String by, String list) {}

    /** Whoever takes part. */
    public static final Counterparties ANYBODY = new Counterparties(
            new Alike(CounterpartyKind.ANYBODY, Counterparty.NONE, Counterparty.NONE, Counterparty.NONE), null);

    /** Those among the facts of a shipment that are alike in a respect asked about, in whatever order a caller named them. */
    public static List<Counterparties> among(Collection<?> facts, Set<Alike> asked) {
        Map<Alike, List<Counterparty>> alike = new LinkedHashMap<>();
        for (Object fact : facts) {
            if (fact instanceof Counterparty one) {
                var respect = new Alike(one.kind(), one.role(), one.by(), one.list());
                if (asked.contains(respect)) {
                    alike.computeIfAbsent(respect, x -> new ArrayList<>()).add(one);
                }
            }
        }
        return alike.entrySet().stream()
                .map(of -> new Counterparties(of.getKey(), oneOf(of.getValue())))
                .toList();
    }

    private static Condition oneOf(List<Counterparty> alike) {
        return Condition.anyOf(
                "recipient",
                alike.stream()
                        .sorted(Comparator.comparing(Counterparty::party, Comparator.nullsFirst(String::compareTo)))
                        .map(Counterparty::stands)
                        .toList());
    }
}
