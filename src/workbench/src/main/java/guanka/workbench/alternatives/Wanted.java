package guanka.workbench.alternatives;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.facts.rows.CalendarRow;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Pause;
import guanka.facts.rows.RoleRow;
import guanka.facts.rows.ShareRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import guanka.facts.rows.VocabularyEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the rows of a ruleset ask for, found by the row that a condition names. */
final class Wanted {

    private final Ruleset ruleset;
    private final Map<Source, ShareRow> shares;
    private final Map<Source, OwnershipRow> ownership;
    private final Map<Source, EndUseRow> endUses;
    private final Map<Source, ListEntry> entries;
    private final Map<Source, ItemRow> items;
    private final Map<String, Source> dated = new HashMap<>();
    private final Map<String, Set<String>> territories = new TreeMap<>();
    /** Territories that are columns of a chart, or made of others. */
    private final Map<String, Set<String>> columns = new TreeMap<>();

    private final Map<String, Text> words = new HashMap<>();

    Wanted(Ruleset ruleset) {
        this.ruleset = ruleset;
        shares = bySource(ruleset.rows(ShareRow.class), ShareRow::source);
        ownership = bySource(ruleset.rows(OwnershipRow.class), OwnershipRow::source);
        endUses = bySource(ruleset.rows(EndUseRow.class), EndUseRow::source);
        entries = bySource(ruleset.rows(ListEntry.class), ListEntry::source);
        items = bySource(ruleset.rows(ItemRow.class), ItemRow::source);
        ruleset.rows(CalendarRow.class).forEach(r -> dated.put(r.key(), r.source()));
        ruleset.rows(ListEntry.class).forEach(r -> dated.put(r.key(), r.source()));
        ruleset.rows(Pause.class).forEach(r -> dated.put(r.key(), r.source()));
        for (TerritoryRow row : ruleset.rows(TerritoryRow.class)) {
            territories.computeIfAbsent(row.territory(), x -> new TreeSet<>()).add(row.country());
        }
        for (MarkRow row : ruleset.rows(MarkRow.class)) {
            row.marks()
                    .forEach(column -> columns.computeIfAbsent(column, x -> new TreeSet<>())
                            .add(row.country()));
        }
        ruleset.rows(TerritoryPart.class).stream()
                .sorted(Comparator.comparing(TerritoryPart::leftOut))
                .forEach(this::part);
        ruleset.rows(VocabularyEntry.class).forEach(w -> words.put(w.vocabulary() + ":" + w.code(), w.text()));
    }

    private static <R> Map<Source, R> bySource(List<R> rows, Function<R, Source> source) {
        return rows.stream().collect(Collectors.toMap(source, Function.identity(), (a, b) -> a));
    }

    /** Adds the countries of a part to the territory, or takes them out; those to take out come last. */
    private void part(TerritoryPart row) {
        Set<String> of = columns.computeIfAbsent(row.territory(), x -> new TreeSet<>());
        Set<String> countries = territories.getOrDefault(row.part(), columns.getOrDefault(row.part(), Set.of()));
        if (row.leftOut()) {
            of.removeAll(countries);
        } else {
            of.addAll(countries);
        }
    }

    Map<Source, ShareRow> shares() {
        return shares;
    }

    Map<Source, OwnershipRow> ownership() {
        return ownership;
    }

    Map<Source, EndUseRow> endUses() {
        return endUses;
    }

    Map<Source, ListEntry> entries() {
        return entries;
    }

    Map<Source, ItemRow> items() {
        return items;
    }

    /** The row of the calendar or of a list with a key, or null. */
    Source dated(String key) {
        return dated.get(key);
    }

    Set<String> codes(String vocabulary) {
        return ruleset.vocabulary(vocabulary);
    }

    /** The text of a code; the code itself where the vocabulary has none. */
    Text word(String vocabulary, String code) {
        return words.getOrDefault(vocabulary + ":" + code, new Text(code, code));
    }

    /**
     * One country inside a territory and one outside: of the shipment's own where they are, for these need no explaining.
     *
     * @param wanted what a condition wants; empty where that is no territory
     */
    List<String> inAndOut(Object wanted, Shipment shipment) {
        Set<String> countries = wanted instanceof String id ? territories.getOrDefault(id, columns.get(id)) : null;
        if (countries == null || countries.isEmpty()) {
            return List.of();
        }
        Set<String> named = new HashSet<>();
        territories.values().forEach(named::addAll);
        List<String> own = Stream.of(
                        shipment.destination().value(), shipment.exportFrom().value())
                .filter(c -> c != null)
                .toList();
        String inside = own.stream()
                .filter(countries::contains)
                .findFirst()
                .orElse(countries.iterator().next());
        String outside = Stream.concat(
                        own.stream().filter(c -> !countries.contains(c)),
                        Stream.of(Locale.getISOCountries()).filter(c -> !named.contains(c) && !countries.contains(c)))
                .findFirst()
                .orElse(null);
        return outside == null ? List.of(inside) : List.of(inside, outside);
    }

    /** Roles in which somebody must be known and nobody is: those that the rows say, and that of the exporter. */
    Set<String> rolesToName(Shipment shipment) {
        Set<String> taken = new HashSet<>();
        shipment.parties().forEach(p -> {
            if (p.roles().isKnown()) {
                taken.addAll(p.roles().value());
            }
        });
        Map<String, List<RoleRow>> groups = ruleset.rows(RoleRow.class).stream()
                .collect(Collectors.groupingBy(RoleRow::group, TreeMap::new, Collectors.toList()));
        Set<String> missing = new TreeSet<>();
        for (List<RoleRow> group : groups.values()) {
            List<RoleRow> must = new ArrayList<>(group);
            must.removeIf(r -> !r.mustBeNamed());
            if (must.isEmpty() && group.size() == 1) {
                must = group;
            }
            must.stream().map(RoleRow::role).filter(r -> !taken.contains(r)).forEach(missing::add);
        }
        return missing;
    }
}
