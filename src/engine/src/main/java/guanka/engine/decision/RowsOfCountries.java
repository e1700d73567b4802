package guanka.engine.decision;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.TerritoryRow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows that speak of a country: of thousands of rows a few are asked for with each finding. */
final class RowsOfCountries {

    private final Map<String, List<TerritoryRow>> territories;
    private final Map<String, List<MarkRow>> marks;

    RowsOfCountries(Ruleset ruleset) {
        territories = byCountry(ruleset.rows(TerritoryRow.class), TerritoryRow::country);
        marks = byCountry(ruleset.rows(MarkRow.class), MarkRow::country);
    }

    private static <R> Map<String, List<R>> byCountry(List<R> rows, Function<R, String> country) {
        return rows.stream().filter(row -> country.apply(row) != null).collect(Collectors.groupingBy(country));
    }

    /** @param country whatever a condition held: nothing but a country code has rows */
    List<TerritoryRow> territories(Object country) {
        return country instanceof String code ? territories.getOrDefault(code, List.of()) : List.of();
    }

    /** @param country whatever a condition held: nothing but a country code has rows */
    List<MarkRow> marks(Object country) {
        return country instanceof String code ? marks.getOrDefault(code, List.of()) : List.of();
    }
}
