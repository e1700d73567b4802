package guanka.engine.ruleset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.decision.Decisions;
import guanka.engine.screening.Match;
import guanka.facts.rows.ListEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A list that is too long for one sheet stands in several workbooks, whose sheets are declared alike: six workbooks of a few
 * names in the usual run, of 17,000 each where {@code -Dguanka.tries=2} or more is given.
 */
@DisplayName("A list of 100,000 names")
class ManyNamesTest {

    private static final int WORKBOOKS = 6;
    private static final int NAMES = Integer.getInteger("guanka.tries", 1) > 1 ? 17_000 : 200;

    @Test
    void standsInSeveralWorkbooksAndIsScreenedAsOne() throws IOException {
        var json = new ObjectMapper();
        var edited = new EditedRuleset();
        JsonNode columns = json.readTree(edited.entry("columns.json"));
        JsonNode entries = sheet(columns, "parties.xlsx", "Entries");
        for (int i = 1; i <= WORKBOOKS; i++) {
            ObjectNode workbook = ((ArrayNode) columns.path("workbooks")).addObject();
            workbook.put("file", file(i));
            workbook.putArray("sheets").add(entries);
            edited.entry("decision-tables/" + file(i), workbook(i, entries, columns.path("tail")));
        }
        edited.entry("columns.json", json.writeValueAsBytes(columns));

        Ruleset ruleset = edited.load();
        try (var decisions = new Decisions(ruleset)) {
            long added = ruleset.rows(ListEntry.class).stream()
                    .filter(e -> e.key().startsWith("NAMES-"))
                    .count();
            assertEquals((long) WORKBOOKS * NAMES, added);
            for (int i = 1; i <= WORKBOOKS; i++) {
                List<Match> found = decisions.screening().match(List.of(name(i, NAMES)), null, Map.of());
                String key = key(file(i), NAMES);
                assertTrue(
                        found.stream().anyMatch(m -> m.entry().key().equals(key)),
                        name(i, NAMES) + " is found as " + found);
            }
            ListEntry last = ruleset.rows(ListEntry.class).stream()
                    .filter(e -> e.key().equals(key(file(WORKBOOKS), NAMES)))
                    .findFirst()
                    .orElseThrow();
            assertEquals(file(WORKBOOKS), last.source().workbook());
        }
    }

    private static String file(int workbook) {
        return "names-" + workbook + ".xlsx";
    }

    private static String key(String file, int row) {
        return "NAMES-" + file.charAt(6) + "-" + row;
    }

    /** Letters for digits, so that each name is a word of its own. */
    private static String name(int workbook, int row) {
        StringBuilder name = new StringBuilder("Q");
        for (int left = row * 10 + workbook; left > 0; left /= 10) {
            name.append("bcdfghjkmn".charAt(left % 10)).append("aeiouaeiou".charAt(left % 10));
        }
        return name + " Shipyard";
    }

    private static JsonNode sheet(JsonNode columns, String file, String name) {
        for (JsonNode workbook : columns.path("workbooks")) {
            for (JsonNode sheet : workbook.path("sheets")) {
                if (workbook.path("file").asText().equals(file)
                        && sheet.path("sheet").asText().equals(name)) {
                    return sheet;
                }
            }
        }
        throw new IllegalArgumentException(file + "!" + name + " is not declared");
    }

    private static byte[] workbook(int number, JsonNode entries, JsonNode tail) throws IOException {
        Map<String, String> cells = Map.ofEntries(
                Map.entry("list", "CN_CONTROL"),
                Map.entry("notice", "Notice of many names"),
                Map.entry("name zh", "?"),
                Map.entry("kind", "ORGANISATION"),
                Map.entry("country", "US"),
                Map.entry("from", "2026-01-01"),
                Map.entry("until", "OPEN"),
                Map.entry("binds foreign persons", "NO"),
                Map.entry("still stands", "YES"),
                Map.entry("source", "made for this test"),
                Map.entry("confidence", "low"));
        try (var book = new SXSSFWorkbook(100);
                var out = new ByteArrayOutputStream()) {
            book.setZip64Mode(Zip64Mode.Never);
            SXSSFSheet sheet = book.createSheet("Entries");
            for (int r = 0; r < NAMES + 2; r++) {
                Row row = sheet.createRow(r);
                int column = 0;
                for (JsonNode part : List.of(entries.path("columns"), tail)) {
                    for (JsonNode declared : part) {
                        String header = declared.path("header").asText();
                        String value =
                                switch (header) {
                                    case "key" -> key(file(number), r - 1);
                                    case "name en" -> name(number, r - 1);
                                    case "note en", "note zh" -> "";
                                    default -> cells.getOrDefault(header, "NONE");
                                };
                        row.createCell(column++)
                                .setCellValue(r == 0 ? header : r == 1 ? "What stands in this column." : value);
                    }
                }
            }
            book.write(out);
            return out.toByteArray();
        }
    }
}
