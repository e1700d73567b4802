package guanka.engine.items;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Held;
import guanka.facts.Truth;
import guanka.facts.rows.Extent;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether codes stand under a list, by looking at every row of the tables, for the law of one jurisdiction on one day. Shares
 * no code with the engine.
 */
final class CodeOracle {

    private final List<ItemRow> rows;
    private final Map<String, ItemList> lists = new TreeMap<>();
    private final Set<String> whole = new TreeSet<>();
    private final Set<String> baskets = new TreeSet<>();
    private final Map<String, List<ItemRow>> meeting = new HashMap<>();
    private final Map<List<Object>, Truth> known = new HashMap<>();
    private final Set<List<String>> left = new HashSet<>();
    private final String jurisdiction;
    private final Set<String> asked;

    CodeOracle(Ruleset ruleset, String jurisdiction, Set<String> asked, LocalDate day) {
        this.jurisdiction = jurisdiction;
        this.asked = asked;
        rows = ruleset.rows(ItemRow.class).stream()
                .filter(row -> isWithin(row.from(), row.to(), day))
                .toList();
        rows.stream()
                .filter(row -> !row.subCodesToo() && row.listed() == Truth.UNKNOWN)
                .forEach(row ->
                        row.codes().forEach(code -> left.add(List.of(row.list(), code.toLowerCase(Locale.ROOT)))));
        ruleset.rows(ItemList.class).stream()
                .filter(list -> !list.byCustomsCode())
                .forEach(list -> lists.put(list.key(), list));
        for (Extent extent : ruleset.rows(Extent.class)) {
            boolean recent = extent.asOf() == null
                    || extent.daysCurrent() == null
                    || day.toEpochDay() <= extent.asOf().toEpochDay() + extent.daysCurrent();
            if (extent.kind() == Extent.Kind.ITEM_LIST
                    && extent.held() == Held.COMPLETE
                    && isWithin(extent.from(), extent.to(), day)
                    && recent) {
                whole.add(extent.of());
            }
        }
        baskets.addAll(ruleset.vocabulary("basketCodes"));
    }

    private static boolean isWithin(LocalDate from, LocalDate to, LocalDate day) {
        return (from == null || from.compareTo(day) <= 0) && (to == null || to.compareTo(day) >= 0);
    }

    /** The lists of the jurisdiction. */
    List<String> lists() {
        return lists.values().stream()
                .filter(list -> list.jurisdiction().equals(jurisdiction))
                .map(ItemList::key)
                .toList();
    }

    /** Whatever the provision: how sure it is that one of the codes stands on the list. */
    Truth under(String list, List<String> codes) {
        return known.computeIfAbsent(List.of(list, codes), x -> scanned(list, codes));
    }

    private Truth scanned(String list, List<String> codes) {
        if (saysNothing(codes)) {
            return Truth.UNKNOWN;
        }
        Truth truth = Truth.FALSE;
        for (String code : codes) {
            if (isBasket(code)) {
                continue;
            }
            Truth speaks = speaks(code);
            if (speaks == Truth.FALSE) {
                continue;
            }
            boolean sure = false;
            boolean open = false;
            for (ItemRow row : own(code)) {
                sure |= row.list().equals(list) && row.listed() == Truth.TRUE && speaks == Truth.TRUE;
                open |= row.list().equals(list);
            }
            open |= !isKnown(code) || !whole.contains(list);
            truth = sure ? Truth.TRUE : open && truth == Truth.FALSE ? Truth.UNKNOWN : truth;
        }
        return truth;
    }

    /** How sure it is that one of the codes stands on the list in a row that carries the provision. */
    Truth under(String list, String provision, List<String> codes) {
        boolean ofList = lists.get(list).provision().equals(provision);
        if (saysNothing(codes)) {
            boolean some = rows.stream()
                    .anyMatch(row -> row.list().equals(list)
                            && row.provision().equals(provision)
                            && row.codes().stream().anyMatch(code -> !code.equals("?")));
            return some || ofList && !whole.contains(list) ? Truth.UNKNOWN : Truth.FALSE;
        }
        Truth truth = Truth.FALSE;
        for (String code : codes) {
            if (isBasket(code) || speaks(code) == Truth.FALSE) {
                continue;
            }
            boolean onList = own(code).stream().anyMatch(row -> row.list().equals(list));
            if (!onList && ofList && (!isKnown(code) || !whole.contains(list)) && truth == Truth.FALSE) {
                truth = Truth.UNKNOWN;
            }
            for (ItemRow row : own(code)) {
                if (row.list().equals(list) && row.provision().equals(provision)) {
                    boolean sure = row.listed() == Truth.TRUE && speaks(code) == Truth.TRUE;
                    truth = sure || truth == Truth.TRUE ? Truth.TRUE : Truth.UNKNOWN;
                }
            }
        }
        return truth;
    }

    /** Whether nobody has said how the jurisdiction classifies the thing: no code at all would say that it is on no list. */
    private boolean saysNothing(List<String> codes) {
        return !codes.isEmpty()
                && codes.stream()
                        .allMatch(code -> isBasket(code)
                                ? !baskets.contains(jurisdiction + ":" + bare(code))
                                        || prefix(code) != null && !prefix(code).equals(jurisdiction)
                                : speaks(code) == Truth.FALSE);
    }

    /** Whether a code is meant for the jurisdiction. */
    private Truth speaks(String code) {
        if (prefix(code) != null) {
            return Truth.of(prefix(code).equals(jurisdiction));
        }
        Set<String> holding = new TreeSet<>();
        meeting(code).forEach(row -> holding.add(lists.get(row.list()).jurisdiction()));
        holding.retainAll(asked);
        return holding.isEmpty() || holding.size() > 1 && holding.contains(jurisdiction)
                ? Truth.UNKNOWN
                : Truth.of(holding.contains(jurisdiction));
    }

    private boolean isBasket(String code) {
        return baskets.stream().anyMatch(basket -> basket.endsWith(":" + bare(code)));
    }

    private static String prefix(String code) {
        return code.contains(":") ? code.substring(0, code.indexOf(':')) : null;
    }

    private static String bare(String code) {
        return code.substring(code.indexOf(':') + 1);
    }

    private boolean isKnown(String code) {
        return own(code).stream().anyMatch(row -> row.listed() == Truth.TRUE);
    }

    private List<ItemRow> own(String code) {
        return meeting(code).stream()
                .filter(row -> lists.get(row.list()).jurisdiction().equals(jurisdiction))
                .toList();
    }

    private List<ItemRow> meeting(String code) {
        return meeting.computeIfAbsent(
                bare(code),
                bare -> rows.stream()
                        .filter(row -> meets(row, bare) && !isLeftOpen(row, bare))
                        .toList());
    }

    /** Whether a row below a heading says nothing of it, since its list has a row that leaves the heading alone open. */
    private boolean isLeftOpen(ItemRow row, String code) {
        return left.contains(List.of(row.list(), code.toLowerCase(Locale.ROOT)))
                && row.codes().stream().anyMatch(held -> startsWith(held, code + "."));
    }

    private static boolean meets(ItemRow row, String code) {
        for (String held : row.codes()) {
            boolean same = held.equalsIgnoreCase(code);
            boolean heading = startsWith(held, code + ".");
            boolean sub = row.subCodesToo() && startsWith(code, held + ".");
            if (same || heading || sub) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(String code, String start) {
        return code.regionMatches(true, 0, start, 0, start.length());
    }
}
