package guanka.workbench.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.tables.SheetView;
import guanka.tables.TableMerge.Edit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A list as its source has it today, against the rows that hold it")
class ListUpdateTest {

    private static final List<String> HEADERS =
            List.of("key", "list", "name en", "aliases", "country", "from", "until", "note en", "terms");
    private static final LocalDate TODAY = LocalDate.of(2026, 9, 29);
    private static final LocalDate LAST = LocalDate.of(2026, 9, 28);

    private static List<String> row(String key, String name, String aliases, String from, String until) {
        return List.of(key, "US_UVL", name, aliases, "AE", from, until, "", "NONE");
    }

    private static ListUpdate update(List<List<String>> held, boolean mayShrink, List<List<String>> source) {
        List<SheetView.Row> rows = new ArrayList<>();
        held.forEach(cells -> rows.add(new SheetView.Row(cells.get(0), rows.size() + 3, cells)));
        List<Map<String, String>> records = new ArrayList<>();
        source.forEach(cells -> {
            Map<String, String> record = new LinkedHashMap<>();
            for (int i = 0; i < HEADERS.size(); i++) {
                record.put(HEADERS.get(i), cells.get(i));
            }
            records.add(record);
        });
        return new ListUpdate(List.of(new SheetView("l.xlsx", "List", HEADERS, rows)), TODAY, LAST, mayShrink)
                .take(records);
    }

    @Test
    void whoComesBackIsListedAnewAndNotLeftWithALastDay() {
        List<String> left = row("US_UVL/csl-a", "Quillmere Valves Ltd", "NONE", "2020-01-01", "2025-03-01");
        List<String> stays = row("US_UVL/csl-b", "Tarvo Metals", "NONE", "2020-01-01", "OPEN");
        ListUpdate update = update(
                List.of(left, stays),
                false,
                List.of(row("US_UVL/csl-a", "Quillmere Valves Ltd", "NONE", "2026-09-01", "OPEN"), stays));
        Edit added = update.edits().get("l.xlsx").get(0);
        assertEquals(1, update.edits().get("l.xlsx").size());
        assertEquals(0, added.row());
        assertEquals("US_UVL/csl-a-2", added.cells().get("key"));
        assertEquals("OPEN", added.cells().get("until"));
    }

    @Test
    void whoWasListedAfterTheLastDayStoodThereForADay() {
        ListUpdate update = update(
                List.of(
                        row("US_UVL/csl-a", "Quillmere Valves Ltd", "NONE", "2026-09-29", "OPEN"),
                        row("US_UVL/csl-b", "Tarvo Metals", "NONE", "2020-01-01", "OPEN")),
                true,
                List.of(row("US_UVL/csl-b", "Tarvo Metals", "NONE", "2020-01-01", "OPEN")));
        assertEquals("2026-09-29", update.edits().get("l.xlsx").get(0).cells().get("until"));
    }

    @Test
    void namesThatDoNotFitIntoTheCellGetARowAndAreNoNewEntryTheNextTime() {
        String many = "Aa".repeat(900) + "; " + "Bb".repeat(90);
        List<String> held = row("US_UVL/csl-a", "Quillmere Valves Ltd", many, "2020-01-01", "OPEN");
        List<String> source =
                row("US_UVL/csl-a", "Quillmere Valves Ltd", "Gromvik Valve Works; Old Quillmere", "2020-01-01", "OPEN");
        ListUpdate update = update(List.of(held), false, List.of(source));
        Edit added = update.edits().get("l.xlsx").get(0);
        assertEquals("US_UVL/csl-a+2", added.cells().get("key"));
        assertEquals("Gromvik Valve Works; Old Quillmere", added.cells().get("aliases"));
        assertEquals(ListUpdate.Change.CHANGED, update.entries().get(0).change());

        List<String> continued = HEADERS.stream()
                .map(header -> added.cells().getOrDefault(header, ""))
                .toList();
        assertTrue(
                update(List.of(held, continued), false, List.of(source)).edits().isEmpty());
    }

    @Test
    void aListThatShrinksByMoreThanATenthIsStoppedWithTheCountInBothLanguages() {
        List<List<String>> held = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            held.add(row(
                    "US_UVL/csl-" + i + "x", "Name " + "bcdfghjklmnpqrstvwxz".charAt(i), "NONE", "2020-01-01", "OPEN"));
        }
        assertEquals(2, update(held, false, held.subList(0, 18)).lists().get(0).gone());
        RefusedSource refused = assertThrows(RefusedSource.class, () -> update(held, false, held.subList(0, 17)));
        assertTrue(refused.reason().en().startsWith("US_UVL: 3 of 20 entries are not in the source, which has 17"));
        assertTrue(refused.reason().zh().contains("20"));
        assertEquals(3, update(held, true, held.subList(0, 17)).lists().get(0).gone());
    }
}
