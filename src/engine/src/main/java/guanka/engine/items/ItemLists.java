package guanka.engine.items;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Condition;
import guanka.facts.Evaluation;
import guanka.facts.Known;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the rows of the item lists under which control codes fall, at the same cost however many rows there are. A code given
 * as a heading covers what the lists hold under it; a row's code covers the codes below it where the row says so.
 */
public final class ItemLists {

    /** Rows of one list that carry one provision, as far as codes fall under them. */
    public record Hit(String list, String provision, Condition condition, Source row) {}

    private record Group(String list, String provision) {}

    private static final Comparator<ItemRow> SETTLED_FIRST =
            Comparator.comparing((ItemRow row) -> row.listed().equals("?")).thenComparing(ItemRow::key);

    private final Map<String, List<ItemRow>> byCode = new HashMap<>();
    private final Map<String, List<ItemRow>> byHeading = new HashMap<>();
    private final Map<Group, Source> groups =
            new TreeMap<>(Comparator.comparing(Group::list).thenComparing(Group::provision));
    private final Map<String, ItemList> lists;
    private final Set<String> basketCodes;

    public ItemLists(Ruleset ruleset) {
        lists = ruleset.rows(ItemList.class).stream().collect(Collectors.toMap(ItemList::key, l -> l));
        basketCodes = ruleset.vocabulary("basketCodes");
        for (ItemRow row : ruleset.rows(ItemRow.class)) {
            for (String code : row.codes()) {
                if (code.equals("?")) {
                    continue;
                }
                String normal = ControlCodes.normal(code);
                byCode.computeIfAbsent(normal, x -> new ArrayList<>(2)).add(row);
                ControlCodes.headings(normal)
                        .forEach(h -> byHeading
                                .computeIfAbsent(h, x -> new ArrayList<>())
                                .add(row));
                groups.putIfAbsent(new Group(row.list(), row.provision()), row.source());
            }
        }
    }

    public Map<String, ItemList> lists() {
        return lists;
    }

    /** Whether some row holds the code, or says that nothing is listed under it. */
    public boolean holds(String code) {
        return isBasket(code) || !rowsOf(ControlCodes.normal(code)).isEmpty();
    }

    private boolean isBasket(String code) {
        return basketCodes.contains(ControlCodes.normal(code));
    }

    /** Whether codes may stand on a list whose entries the tables do not hold; false only where they are baskets or none. */
    public Condition mayBeOn(String list, Known<List<String>> codes) {
        if (!codes.isKnown()) {
            return Condition.unknown("control code", codes, list);
        }
        String told = null;
        List<String> pointers = new ArrayList<>();
        String first = null;
        String place = null;
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < codes.value().size(); i++) {
            String code = codes.value().get(i);
            if (!isBasket(code)) {
                String pointer = codes.pointer() + "/" + i;
                missing.add(pointer);
                // the first by its letters, wherever the caller put it
                if (first == null || code.compareTo(first) < 0) {
                    first = code;
                    place = pointer;
                }
            }
        }
        if (first != null) {
            return Condition.settled("control code", place, list, new Evaluation(Truth.UNKNOWN, first, missing));
        }
        return Condition.settled("control code", codes, list, Truth.FALSE);
    }

    /** One hit for each list and provision whose rows the codes fall under; all of them, unknown, where the codes are unknown. */
    public List<Hit> hits(Known<List<String>> codes) {
        List<Hit> hits = new ArrayList<>();
        if (!codes.isKnown()) {
            groups.forEach((group, row) -> hits.add(new Hit(
                    group.list(),
                    group.provision(),
                    Condition.unknown("control code", codes, null).at(row),
                    row)));
            return hits;
        }
        Map<Group, Hit> best = new TreeMap<>(Comparator.comparing(Group::list).thenComparing(Group::provision));
        for (int i = 0; i < codes.value().size(); i++) {
            String given = codes.value().get(i);
            String pointer = codes.pointer() + "/" + i;
            for (ItemRow row : rowsOf(ControlCodes.normal(given)).stream()
                    .sorted(SETTLED_FIRST)
                    .toList()) {
                Truth truth = row.listed().equals("?") ? Truth.UNKNOWN : Truth.TRUE;
                var group = new Group(row.list(), row.provision());
                Hit known = best.get(group);
                int certainty = known == null
                        ? 1
                        : truth.compareTo(known.condition().in(null).truth());
                // of several codes the row decides which is told, not the order in which the caller gave them
                if (certainty > 0 || certainty == 0 && comesFirst(row, given, known)) {
                    best.put(
                            group,
                            new Hit(
                                    row.list(),
                                    row.provision(),
                                    Condition.settled(
                                                    "control code",
                                                    pointer,
                                                    String.join("; ", row.codes()),
                                                    new Evaluation(
                                                            truth,
                                                            given,
                                                            truth == Truth.UNKNOWN ? List.of(pointer) : List.of()))
                                            .at(row.source()),
                                    row.source()));
                }
            }
        }
        hits.addAll(best.values());
        return hits;
    }

    /** Whether codes fall under a list, whatever the provision. */
    public Truth under(String list, Known<List<String>> codes) {
        if (!codes.isKnown()) {
            return Truth.UNKNOWN;
        }
        if (lists.containsKey(list) && lists.get(list).anyCode()) {
            return mayBeOn(list, codes).in(null).truth();
        }
        Truth truth = Truth.FALSE;
        for (String code : codes.value()) {
            for (ItemRow row : rowsOf(ControlCodes.normal(code))) {
                if (row.list().equals(list)) {
                    truth = truth.or(row.listed().equals("?") ? Truth.UNKNOWN : Truth.TRUE);
                }
            }
        }
        return truth;
    }

    private static boolean comesFirst(ItemRow row, String given, Hit known) {
        int order = row.key().compareTo(known.row().key());
        String told = String.valueOf(known.condition().in(null).actual());
        return order < 0 || order == 0 && given.compareTo(told) < 0;
    }

    private List<ItemRow> rowsOf(String code) {
        List<ItemRow> rows = new ArrayList<>(byCode.getOrDefault(code, List.of()));
        rows.addAll(byHeading.getOrDefault(code, List.of()));
        for (String heading : ControlCodes.headings(code)) {
            for (ItemRow row : byCode.getOrDefault(heading, List.of())) {
                if (row.subCodesToo()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }
}
