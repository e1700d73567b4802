package guanka.engine.ruleset;

import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Purpose;
import guanka.facts.rows.Coverage;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.Measure;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rows of sentences refer to. Rules of a jurisdiction see its own rows alone, so a sentence that names a list, a
 * territory, an end use or a provision of another law can never apply.
 */
public final class SentenceReferences {

    private final Jurisdictions jurisdictions;
    /** By key: the jurisdictions that hold it; null among them stands for every one. */
    private final Map<String, Set<String>> lists = new HashMap<>();

    private final Map<String, Set<String>> territories = new HashMap<>();
    private final Map<String, Set<String>> provisions = new HashMap<>();
    private final Set<String> endUses = new HashSet<>();

    public SentenceReferences(Ruleset ruleset, Jurisdictions jurisdictions) {
        this.jurisdictions = jurisdictions;
        ruleset.rows(ItemList.class).forEach(list -> add(lists, list.key(), list.jurisdiction()));
        ruleset.rows(PartyList.class).forEach(list -> add(lists, list.key(), list.jurisdiction()));
        ruleset.rows(TerritoryRow.class).forEach(row -> add(territories, row.territory(), row.jurisdiction()));
        ruleset.rows(TerritoryPart.class).forEach(row -> add(territories, row.territory(), row.jurisdiction()));
        ruleset.rows(MarkRow.class)
                .forEach(row -> row.marks().forEach(mark -> add(territories, mark, row.jurisdiction())));
        for (Provision law : ruleset.rows(Provision.class)) {
            add(provisions, law.key(), law.jurisdiction());
            add(provisions, law.measure(), law.jurisdiction());
        }
        ruleset.rows(EndUseRow.class).forEach(row -> endUses.add(row.provision()));
    }

    private static void add(Map<String, Set<String>> to, String key, String jurisdiction) {
        to.computeIfAbsent(key, x -> new HashSet<>()).add(jurisdiction);
    }

    /** Whether a word is the key of a list, a territory or a provision that other laws hold, and not this one. */
    public boolean isOfOthers(String word, String own) {
        return isForeign(lists, word, own) || isForeign(territories, word, own) || isForeign(provisions, word, own);
    }

    private static boolean isForeign(Map<String, Set<String>> holders, String key, String own) {
        Set<String> of = holders.get(key);
        return of != null && !of.contains(null) && !of.contains(own);
    }

    /** What a sentence refers to that is none of its own law's, by the header of the cell. */
    public Map<String, String> foreign(Sentence row) {
        Map<String, String> foreign = new LinkedHashMap<>();
        String own = jurisdictions.of(row);
        list(foreign, "items", row.items(), own);
        territory(foreign, "origin", row.origin(), own);
        territory(foreign, "destination", row.destination(), own);
        territory(foreign, "destination or party in", row.usersIn(), own);
        boolean listed = row.who().isByList();
        list(foreign, "list", listed ? row.by() : row.list(), own);
        if (row.who() == CounterpartyKind.HEADQUARTERED) {
            territory(foreign, "headquartered in", row.by(), own);
        } else if (!listed && !row.by().equals(Counterparty.NONE)) {
            provision(foreign, "ownership rule", row.by(), own);
        }
        if (!row.endUses().equals(Purpose.NO_PURPOSE)) {
            provision(foreign, "end uses of", row.endUses(), own);
            if (!endUses.contains(row.endUses())) {
                foreign.put("end uses of", row.endUses());
            }
        }
        if (row instanceof Measure measure) {
            territory(foreign, "party outside", measure.usersOutside(), own);
            provision(foreign, "while in force", measure.whileInForce(), own);
            measure.treats().forEach(treated -> provision(foreign, "treats", treated, own));
            itemProvisions(foreign, measure.itemProvisions(), own);
        } else if (row instanceof Coverage gap) {
            itemProvisions(foreign, gap.itemProvisions(), own);
        }
        return foreign;
    }

    private void itemProvisions(Map<String, String> foreign, List<String> provisions, String own) {
        provisions.forEach(provision -> provision(foreign, "item provisions", provision, own));
    }

    private void list(Map<String, String> foreign, String header, String list, String own) {
        put(foreign, header, lists, list, own);
    }

    private void territory(Map<String, String> foreign, String header, String territory, String own) {
        put(foreign, header, territories, territory, own);
    }

    private void provision(Map<String, String> foreign, String header, String key, String own) {
        put(foreign, header, provisions, key, own);
    }

    private static void put(
            Map<String, String> foreign, String header, Map<String, Set<String>> holders, String key, String own) {
        if (isForeign(holders, key, own)) {
            foreign.put(header, key);
        }
    }
}
