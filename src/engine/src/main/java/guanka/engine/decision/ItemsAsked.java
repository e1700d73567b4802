package guanka.engine.decision;

import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.RuleReferences;
import guanka.facts.Counterparties;
import guanka.facts.Counterparty;
import guanka.facts.Known;
import guanka.facts.ListedItem;
import guanka.facts.Movement;
import guanka.facts.Purpose;
import guanka.facts.Territory;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.DirectProductRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.Measure;
import guanka.facts.rows.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which item lists a shipment needs to know whether its lines stand on them: those that rules name or that require something
 * of themselves, and those of which a sentence speaks that can be met where the shipment goes, by its parties and its end use.
 */
final class ItemsAsked {

    /** Countries are few; whatever else a caller may write is not kept. */
    private static final int COUNTRIES_KEPT = 512;

    /** A row that asks for the items of a list, with what must be there besides for a rule to join it. */
    private record Asking(String items, String endUses, Territory destination) {}

    private final Set<String> always = new HashSet<>();
    private final Map<Counterparties.Alike, List<Asking>> byParty = new HashMap<>();
    private final Map<String, Map<Counterparties.Alike, List<Asking>>> byCountry = new ConcurrentHashMap<>();

    /**
     * @param lists of the jurisdiction
     * @param rows  that are facts
     */
    ItemsAsked(
            RuleReferences references,
            Collection<ItemList> lists,
            Collection<?> rows,
            Map<String, Territory> territories) {
        Set<String> words = new HashSet<>(references.itemLists());
        for (Object row : rows) {
            if (!references.isJoined(row.getClass()) || row instanceof ItemList) {
                continue;
            }
            if (!references.narrowItems() || !isSentence(row)) {
                words.addAll(Rows.words(row));
            } else if (row instanceof Sentence sentence) {
                var whom = new Counterparties.Alike(sentence.who(), sentence.role(), sentence.by(), sentence.list());
                Territory there = territories.get(sentence.destination());
                ask(whom, new Asking(sentence.items(), sentence.endUses(), there));
                if (sentence instanceof Measure measure) {
                    ask(whom, new Asking(measure.itemsTreated(), measure.endUses(), there));
                }
            } else if (row instanceof DirectProductRow made) {
                ask(made.parties(), new Asking(made.items(), made.endUses(), territories.get(made.destination())));
            }
        }
        for (ItemList list : lists) {
            if (references.joinItemsOfEveryList() || list.listedProvisionsRequire() || words.contains(list.key())) {
                always.add(list.key());
            }
        }
        byParty.values()
                .forEach(of -> of.removeIf(asking -> always.contains(asking.items())
                        || asking.items().equals(ListedItem.NO_ITEM)
                        || asking.items().equals(ListedItem.EVERY_ITEM)));
    }

    private static boolean isSentence(Object row) {
        return row instanceof Measure || row instanceof Coverage || row instanceof DirectProductRow;
    }

    private void ask(Counterparties.Alike whom, Asking asking) {
        byParty.computeIfAbsent(whom, x -> new ArrayList<>()).add(asking);
    }

    /** The lists that matter to a shipment, of whose parties and end uses all facts are there. */
    Set<String> of(Movement move, Collection<?> facts) {
        Set<Counterparties.Alike> parties = new HashSet<>();
        parties.add(Counterparties.ANYBODY.alike());
        Set<String> purposes = new HashSet<>();
        purposes.add(Purpose.NO_PURPOSE);
        for (Object fact : facts) {
            if (fact instanceof Counterparty to) {
                parties.add(new Counterparties.Alike(to.kind(), to.role(), to.by(), to.list()));
            } else if (fact instanceof Purpose purpose) {
                purposes.add(purpose.of());
            }
        }
        Set<String> lists = new HashSet<>(always);
        Map<Counterparties.Alike, List<Asking>> there = boundFor(move);
        for (Counterparties.Alike party : parties) {
            for (Asking asking : there.getOrDefault(party, List.of())) {
                if (purposes.contains(asking.endUses())) {
                    lists.add(asking.items());
                }
            }
        }
        return lists;
    }

    private Map<Counterparties.Alike, List<Asking>> boundFor(Movement move) {
        Known<String> to = move.to();
        if (!to.isKnown()) {
            return byParty;
        }
        Map<Counterparties.Alike, List<Asking>> known = byCountry.get(to.value());
        if (known == null) {
            known = new HashMap<>();
            for (Map.Entry<Counterparties.Alike, List<Asking>> of : byParty.entrySet()) {
                List<Asking> possible = of.getValue().stream()
                        .filter(asking -> asking.destination() == null || move.mayEndIn(asking.destination()))
                        .toList();
                if (!possible.isEmpty()) {
                    known.put(of.getKey(), possible);
                }
            }
            if (byCountry.size() < COUNTRIES_KEPT) {
                byCountry.put(to.value(), known);
            }
        }
        return known;
    }
}
