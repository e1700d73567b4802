package guanka.engine.decision;

import guanka.facts.Guard;
import guanka.facts.Source;
import guanka.facts.Territory;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The territories of one law on one day: listed country by country, read off the columns of a chart, or made of others. */
final class Territories {

    private final Map<String, Map<String, List<Guard>>> countries = new TreeMap<>();
    private final Map<String, Set<String>> doubtful = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, List<TerritoryPart>> parts;

    private Territories(List<TerritoryPart> parts) {
        this.parts = parts.stream()
                .collect(Collectors.groupingBy(TerritoryPart::territory, TreeMap::new, Collectors.toList()));
    }

    static Map<String, Territory> of(List<TerritoryRow> rows, List<MarkRow> marks, List<TerritoryPart> parts) {
        var territories = new Territories(parts);
        rows.forEach(row -> territories.add(row.territory(), row.country(), row.reading(), row.source()));
        territories.chart(marks);
        territories.parts.keySet().forEach(id -> territories.make(id, new TreeSet<>()));
        Map<String, Territory> made = new TreeMap<>();
        territories.countries.forEach((id, members) -> made.put(
                id,
                new Territory(
                        id, members, territories.doubtful.getOrDefault(id, Set.of()), territories.sources.get(id))));
        made.put(Territory.ANYWHERE.id(), Territory.ANYWHERE);
        made.put(Territory.NONE.id(), Territory.NONE);
        return made;
    }

    private void add(String territory, String country, Guard reading, Source source) {
        countries
                .computeIfAbsent(territory, x -> new LinkedHashMap<>())
                .computeIfAbsent(country, x -> new ArrayList<>())
                .add(reading);
        sources.putIfAbsent(territory, source);
    }

    /** Each column of a chart is a territory; a country whose row says so is read in the row of another of the same sheet. */
    private void chart(List<MarkRow> rows) {
        Map<String, Map<String, MarkRow>> sheets = new TreeMap<>();
        rows.forEach(row -> sheets.computeIfAbsent(row.source().sheet(), x -> new TreeMap<>())
                .put(row.country(), row));
        sheets.values().forEach(sheet -> {
            Set<String> columns = new TreeSet<>();
            sheet.values().forEach(row -> columns.addAll(row.marks()));
            for (MarkRow row : sheet.values()) {
                // the chart as a whole: every country that stands in it
                add(row.source().sheet(), row.country(), Guard.ANY, row.source());
                if (MarkRow.NOT_SETTLED.equals(row.readsAs())) {
                    columns.forEach(column -> doubtful.computeIfAbsent(column, x -> new TreeSet<>())
                            .add(row.country()));
                    continue;
                }
                MarkRow read = row.readsAs() == null ? row : sheet.getOrDefault(row.readsAs(), row);
                read.marks().forEach(column -> add(column, row.country(), Guard.ANY, row.source()));
            }
        });
    }

    /** Puts a territory together from its parts, those first that are made of parts themselves. */
    private void make(String id, Set<String> open) {
        if (countries.containsKey(id) || !open.add(id)) {
            return;
        }
        Map<String, List<Guard>> members = new LinkedHashMap<>();
        Set<String> doubts = new TreeSet<>();
        List<TerritoryPart> of = parts.getOrDefault(id, List.of());
        for (TerritoryPart part : of) {
            make(part.part(), open);
            if (!part.leftOut()) {
                countries
                        .getOrDefault(part.part(), Map.of())
                        .forEach((country, guards) -> members.computeIfAbsent(country, x -> new ArrayList<>())
                                .addAll(guards));
                doubts.addAll(doubtful.getOrDefault(part.part(), Set.of()));
            }
        }
        for (TerritoryPart part : of) {
            if (part.leftOut()) {
                countries.getOrDefault(part.part(), Map.of()).forEach((country, guards) -> {
                    // what belongs to the part under one reading alone is not certainly left out
                    if (guards.contains(Guard.ANY)) {
                        members.remove(country);
                        doubts.remove(country);
                    }
                });
            }
        }
        if (!of.isEmpty()) {
            countries.put(id, members);
            doubtful.put(id, doubts);
            sources.putIfAbsent(id, of.get(0).source());
        }
        open.remove(id);
    }
}
