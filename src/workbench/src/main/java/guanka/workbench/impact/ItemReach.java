package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.items.CodeFamily;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.ItemRow;
import guanka.workbench.impact.Selection.Pair;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Items reach shipments with a code that falls under theirs or covers it; lines without a code only where a list gets or loses a provision. */
final class ItemReach implements Reach {

    private static final String NOT_SETTLED = "?";

    private final Map<String, Set<ChangedRow>> byCode = new HashMap<>();
    private final Set<ChangedRow> all = new HashSet<>();
    private final CodeFamily family;
    private final boolean sameGroups;

    ItemReach(List<Pair> pairs, Decisions draft, Decisions base) {
        for (Pair pair : pairs) {
            all.add(pair.change());
            for (Object side : pair.sides()) {
                for (String code : ((ItemRow) side).codes()) {
                    byCode.computeIfAbsent(code, x -> new HashSet<>()).add(pair.change());
                }
            }
        }
        byCode.remove(NOT_SETTLED);
        family = new CodeFamily(byCode.keySet());
        sameGroups = groups(draft.ruleset()).equals(groups(base.ruleset()));
    }

    /** What a line of unknown code may be. */
    private static Set<List<Object>> groups(Ruleset ruleset) {
        Set<List<Object>> groups = new HashSet<>();
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            if (row.codes().stream().anyMatch(code -> !code.equals(NOT_SETTLED))) {
                groups.add(Arrays.asList(row.list(), row.provision(), row.from(), row.to()));
            }
        }
        return groups;
    }

    @Override
    public void collect(Look look, Set<ChangedRow> touched) {
        for (String code : look.codes()) {
            family.relatives(code).forEach(relative -> touched.addAll(byCode.get(relative)));
        }
        if (!sameGroups && look.someLineWithoutCodes()) {
            touched.addAll(all);
        }
    }
}
