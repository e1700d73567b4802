package guanka.engine.items;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which provision the row of an item list can name: its list's own, or one of the same law that speaks of the list's items. */
public final class ItemProvisions {

    private final Map<String, Provision> provisions = new HashMap<>();
    private final Set<String> ofPartyLists;

    public ItemProvisions(Ruleset ruleset) {
        ruleset.rows(Provision.class).forEach(provision -> provisions.put(provision.key(), provision));
        ofPartyLists =
                ruleset.rows(PartyList.class).stream().map(PartyList::provision).collect(Collectors.toSet());
    }

    /** Whether the row names a provision of its list's law. */
    public boolean isOfItsLaw(ItemRow row, ItemList list) {
        Provision named = provisions.get(row.provision());
        return named != null && named.jurisdiction().equals(list.jurisdiction());
    }

    /**
     * Whether the provision speaks of the items of the list. One of a list of parties does not, nor does one that requires something where
     * standing on the list is not what requires it.
     */
    public boolean isOfItsItems(ItemRow row, ItemList list) {
        Provision named = provisions.get(row.provision());
        return row.provision().equals(list.provision())
                || !ofPartyLists.contains(row.provision())
                        && (list.listedProvisionsRequire()
                                || named == null
                                || !named.effect().isRequirement());
    }
}
