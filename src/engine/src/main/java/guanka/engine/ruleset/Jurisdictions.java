package guanka.engine.ruleset;

import guanka.facts.rows.ItemList;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * To which jurisdiction each row belongs: that of its provision, its list or the one it names. A row that names none belongs to
 * every one. Rules of a jurisdiction see its own rows alone, so rows of one never move another's answer.
 */
public final class Jurisdictions {

    private final Map<String, Jurisdiction> all = new TreeMap<>();
    private final Map<String, String> ofProvision = new HashMap<>();
    private final Map<String, String> ofList = new HashMap<>();

    public Jurisdictions(Ruleset ruleset) {
        ruleset.rows(Jurisdiction.class).forEach(j -> all.putIfAbsent(j.key(), j));
        ruleset.rows(Provision.class).forEach(p -> ofProvision.put(p.key(), p.jurisdiction()));
        ruleset.rows(ItemList.class).forEach(l -> ofList.put(l.key(), l.jurisdiction()));
        ruleset.rows(PartyList.class).forEach(l -> ofList.put(l.key(), l.jurisdiction()));
    }

    public Collection<Jurisdiction> all() {
        return all.values();
    }

    public Jurisdiction of(String key) {
        return all.get(key);
    }

    public String ofProvision(String key) {
        return ofProvision.get(key);
    }

    /** The jurisdiction of an item list or a party list. */
    public String ofList(String key) {
        return ofList.get(key);
    }

    /** Whether a row belongs to a jurisdiction. */
    public boolean belongs(Object row, String jurisdiction) {
        String own = OWNERS.get(row.getClass()).of(row, this);
        return own == null || own.equals(jurisdiction);
    }

    /** The jurisdiction of a row, or null where it belongs to every one. */
    public String of(Object row) {
        return OWNERS.get(row.getClass()).of(row, this);
    }

    /** Components by which a row says it, the first that it has. */
    private static final List<String> SAYS = List.of("jurisdiction", "provision", "list");

    /** How the rows of a type say to which jurisdiction they belong. */
    private interface Owner {
        String of(Object row, Jurisdictions known);
    }

    private static final ClassValue<Owner> OWNERS = new ClassValue<>() {
        @Override
        protected Owner computeValue(Class<?> type) {
            List<RecordComponent> named = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (SAYS.contains(component.getName()) && component.getType() == String.class) {
                    named.add(component);
                }
            }
            named.sort(Comparator.comparingInt(component -> SAYS.indexOf(component.getName())));
            if (named.isEmpty()) {
                return (row, known) -> null;
            }
            RecordComponent says = named.get(0);
            return switch (says.getName()) {
                case "jurisdiction" -> (row, known) -> Rows.text(row, says);
                case "provision" -> (row, known) -> known.ofProvision(Rows.text(row, says));
                default -> (row, known) -> known.ofList(Rows.text(row, says));
            };
        }
    };
}
