package guanka.engine.items;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Truth;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether codes stand under a list, by looking at every row of the tables. Shares no code with the engine. */
final class CodeOracle {

    private final List<ItemRow> rows;
    private final Set<String> ofAnyCode = new TreeSet<>();
    private final Set<String> baskets = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    CodeOracle(Ruleset ruleset) {
        rows = ruleset.rows(ItemRow.class);
        ruleset.rows(ItemList.class).stream().filter(ItemList::anyCode).forEach(l -> ofAnyCode.add(l.key()));
        baskets.addAll(ruleset.vocabulary("basketCodes"));
    }

    /** @param provision the provision that the rows must carry, or null for any */
    Truth under(String list, String provision, List<String> codes) {
        if (provision == null && ofAnyCode.contains(list)) {
            // the tables do not hold the entries of such a list: any code but a basket may be on it
            return codes.stream().allMatch(baskets::contains) ? Truth.FALSE : Truth.UNKNOWN;
        }
        Truth truth = Truth.FALSE;
        for (ItemRow row : rows) {
            if (row.list().equals(list)
                    && (provision == null || row.provision().equals(provision))
                    && meets(row, codes)) {
                if (!row.listed().equals("?")) {
                    return Truth.TRUE;
                }
                truth = Truth.UNKNOWN;
            }
        }
        return truth;
    }

    private static boolean meets(ItemRow row, List<String> codes) {
        for (String code : codes) {
            for (String held : row.codes()) {
                boolean same = held.equalsIgnoreCase(code);
                boolean heading = startsWith(held, code + ".");
                boolean sub = row.subCodesToo() && startsWith(code, held + ".");
                if (same || heading || sub) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(String code, String start) {
        return code.regionMatches(true, 0, start, 0, start.length());
    }
}
