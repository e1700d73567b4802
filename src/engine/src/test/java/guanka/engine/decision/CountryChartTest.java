package guanka.engine.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination;
import guanka.tables.SheetView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Decisions by the country chart are those that a reader of the sheets finds by looking along the row and down the column. */
class CountryChartTest {

    private enum Asked {
        LICENSE,
        OPEN,
        NONE
    }

    private static final Ruleset RULESET = TestRuleset.get();
    private static final int COUNTRIES = 14;
    private static final int ENTRIES = 60;

    private final List<Map<String, String>> chart = sheet("Country chart");
    private final Map<String, List<Map<String, String>>> controls = sheet("Controls").stream()
            .filter(row -> row.get("provision").equals("US-EAR/738"))
            .collect(Collectors.groupingBy(row -> row.get("entry"), TreeMap::new, Collectors.toList()));
    private final Set<String> chartColumns = new HashSet<>();

    private static List<Map<String, String>> sheet(String name) {
        SheetView view = RULESET.tables().sheets().stream()
                .filter(sheet -> sheet.workbook().equals("us-controls.xlsx")
                        && sheet.sheet().equals(name))
                .findFirst()
                .orElseThrow();
        return view.rows().stream()
                .map(row -> {
                    Map<String, String> cells = new HashMap<>();
                    for (int i = 0; i < view.headers().size(); i++) {
                        cells.put(view.headers().get(i), row.cells().get(i));
                    }
                    return cells;
                })
                .toList();
    }

    @Test
    void everySampledEntryAndCountryIsAskedForAsTheSheetsSay() {
        chart.forEach(row -> chartColumns.addAll(row.keySet()));
        // entries whose reasons all stand in the chart, so that the sheets alone tell the answer
        List<String> entries = new ArrayList<>(controls.keySet());
        entries.removeIf(entry -> controls.get(entry).stream().anyMatch(row -> !isOfChart(row)));
        List<Map<String, String>> countries = new ArrayList<>(chart);
        countries.removeIf(row -> row.get("reads as").equals("?"));
        var random = new Random(7);
        Collections.shuffle(entries, random);
        Collections.shuffle(countries, random);
        Set<Asked> met = EnumSet.noneOf(Asked.class);
        var reader = new ShipmentReader(RULESET);
        try (var decisions = new Decisions(RULESET)) {
            for (Map<String, String> country : countries.subList(0, COUNTRIES)) {
                List<String> sample = entries.subList(0, ENTRIES);
                Determination answer = decisions.decide(reader.read(shipment(country.get("country"), sample)));
                for (String entry : sample) {
                    Asked wanted = asked(entry, country);
                    met.add(wanted);
                    assertEquals(wanted, told(answer, entry), () -> entry + " to " + country.get("country"));
                }
                Collections.rotate(entries, ENTRIES);
            }
        }
        assertEquals(EnumSet.allOf(Asked.class), met, "the sample says too little");
        assertTrue(entries.size() > ENTRIES);
    }

    private boolean isOfChart(Map<String, String> row) {
        return List.of(row.get("marked in").split("; ")).stream().allMatch(chartColumns::contains);
    }

    /** A code without its paragraph: a reason for the entire entry applies, one for a part may. */
    private Asked asked(String entry, Map<String, String> country) {
        Map<String, String> read = country.get("reads as").equals("NONE")
                ? country
                : chart.stream()
                        .filter(row -> row.get("country").equals(country.get("reads as")))
                        .findFirst()
                        .orElseThrow();
        Asked asked = Asked.NONE;
        for (Map<String, String> row : controls.get(entry)) {
            boolean marked = List.of(row.get("marked in").split("; ")).stream()
                    .anyMatch(column -> read.get(column).equals("X"));
            boolean entire = row.get("paragraphs").equals("NONE")
                    && row.get("except paragraphs").equals("NONE")
                    && row.get("settled by the code").equals("YES");
            if (marked && entire) {
                return Asked.LICENSE;
            }
            asked = marked ? Asked.OPEN : asked;
        }
        return asked;
    }

    private static Asked told(Determination answer, String line) {
        Asked told = Asked.NONE;
        for (Determination.FindingAnswer finding : answer.findings()) {
            if (line.equals(finding.line()) && finding.provision().equals("US-EAR/738")) {
                if (finding.effect().equals("LICENSE_REQUIRED")) {
                    return Asked.LICENSE;
                }
                told = Asked.OPEN;
            }
        }
        return told;
    }

    private static byte[] shipment(String to, List<String> entries) {
        String lines = entries.stream()
                .map(entry -> "{\"id\":\"" + entry + "\",\"origin\":\"US\",\"controlCodes\":[\"US:" + entry
                        + "\"],\"subjectToEar\":true}")
                .collect(Collectors.joining(","));
        return ("{\"exportDate\":\"2026-09-25\",\"exportFrom\":\"US\",\"destination\":\"" + to
                        + "\",\"jurisdictions\":[\"US\"],\"parties\":[],\"ownership\":[],\"lines\":[" + lines + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
