package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.tables.TableMerge.Conflict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Label("What a draft changes is put upon tables that have changed since")
@DisplayName("What a draft changes is put upon tables that have changed since")
class TableMergeTest {

    private static final List<String> HEADERS = List.of("key", "percent", "state");

    /** Rows by their keys, as somebody leaves them. */
    private static Tables tables(Map<String, List<String>> rows) {
        List<SheetView.Row> of = new ArrayList<>();
        rows.forEach((key, cells) ->
                of.add(new SheetView.Row(key, of.size() + 3, List.of(key, cells.get(0), cells.get(1)))));
        return new Tables(Map.of(), Map.of(), List.of(new SheetView("laws.xlsx", "Rates", HEADERS, of)));
    }

    @Provide
    Arbitrary<Map<String, List<String>>> rows() {
        Arbitrary<String> key = Arbitraries.of("R-1", "R-2", "R-3", "R-4");
        Arbitrary<List<String>> cells = Combinators.combine(
                        Arbitraries.of("0.1", "0.2", ""), Arbitraries.of("ON", "OFF"))
                .as(List::of);
        return Arbitraries.maps(key, cells).ofMaxSize(4).map(TreeMap::new);
    }

    /** What stands in a cell; null where there is no such row. */
    private static String at(Map<String, List<String>> rows, String key, int column) {
        return rows.containsKey(key) ? rows.get(key).get(column) : null;
    }

    @Property(tries = 3000)
    void no_change_of_either_side_is_lost_without_a_named_conflict(
            @ForAll("rows") Map<String, List<String>> base,
            @ForAll("rows") Map<String, List<String>> draft,
            @ForAll("rows") Map<String, List<String>> current) {
        TableMerge merge = TableMerge.of(tables(base), tables(draft), tables(current));
        Map<String, List<String>> merged = applied(current, merge);
        Set<String> inConflict = new HashSet<>();
        merge.conflicts().forEach(c -> inConflict.add(c.key()));
        Set<String> keys = new TreeSet<>(base.keySet());
        keys.addAll(draft.keySet());
        keys.addAll(current.keySet());
        for (String key : keys) {
            for (int column = 0; column < 2; column++) {
                String was = at(base, key, column);
                String own = at(draft, key, column);
                String now = at(current, key, column);
                String came = at(merged, key, column);
                boolean ownChanged = !same(was, own);
                if (!ownChanged) {
                    assertEquals(now, came, "what the draft leaves alone is as it is now");
                } else if (same(was, now)) {
                    assertTrue(same(own, came) || inConflict.contains(key), key + " lost the draft's change");
                } else {
                    assertTrue(same(own, now) || inConflict.contains(key), key + " was changed twice in silence");
                    assertTrue(same(now, came) || same(own, now), key + " took one side in silence");
                }
            }
        }
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    private static Map<String, List<String>> applied(Map<String, List<String>> current, TableMerge merge) {
        List<String> keys = new ArrayList<>(current.keySet());
        Map<String, List<String>> rows = new LinkedHashMap<>(current);
        merge.edits().getOrDefault("laws.xlsx", List.of()).stream()
                .sorted(TableMerge.FROM_BELOW)
                .forEach(edit -> {
                    String key = edit.row() == 0 ? edit.cells().get("key") : keys.get(edit.row() - 3);
                    if (edit.isRemoval()) {
                        rows.remove(key);
                        return;
                    }
                    List<String> old = rows.getOrDefault(key, List.of("", ""));
                    rows.put(
                            key,
                            List.of(
                                    edit.cells().getOrDefault("percent", old.get(0)),
                                    edit.cells().getOrDefault("state", old.get(1))));
                });
        return rows;
    }

    @Test
    void twoPeopleMayChangeDifferentCellsOfOneRow() {
        Tables draft = new Sample().set("Laws", "E3", "0.2").read();
        Sample sample = new Sample().set("Laws", "F3", "60");
        TableMerge merge = TableMerge.of(new Sample().read(), draft, sample.read());
        assertEquals(List.of(), merge.conflicts());
        SheetView laws = edited(sample, merge).sheets().get(0);
        assertEquals(List.of("0.2", "60"), laws.rows().get(0).cells().subList(4, 6));
    }

    @Test
    void theSameCellChangedTwiceIsNamedWithAllThreeTexts() {
        Tables draft = new Sample().set("Laws", "E3", "0.2").read();
        Tables current = new Sample().set("Laws", "E3", "0.3").read();
        assertEquals(
                List.of(new Conflict("laws.xlsx", "Laws", "L-1", "percent", "0.1", "0.2", "0.3")),
                TableMerge.of(new Sample().read(), draft, current).conflicts());
    }

    @Test
    void rowsAreAddedAtTheEndAndTakenOutWithoutMovingAnyOther() {
        Sample own = new Sample();
        own.sheet("Rates").removeRow(own.sheet("Rates").getRow(4));
        Sample.write(own.sheet("Rates"), 4, List.of("R-4", "L-2", "FEE", "NONE", "NO", "NONE", "OPEN", "OPEN", "ANY"));
        Sample sample = new Sample().set("Rates", "H3", "2027-01-30").set("Rates", "G4", "2027-01-31");
        TableMerge merge = TableMerge.of(new Sample().read(), own.read(), sample.read());
        assertEquals(List.of(), merge.conflicts());
        List<SheetView.Row> rows = edited(sample, merge).sheets().stream()
                .filter(sheet -> sheet.sheet().equals("Rates"))
                .findFirst()
                .orElseThrow()
                .rows();
        assertEquals(
                List.of("R-1", "R-2", "R-4"),
                rows.stream().map(SheetView.Row::key).toList());
        assertEquals("2027-01-30", rows.get(0).cells().get(7));
        assertEquals("2027-01-31", rows.get(1).cells().get(6));
    }

    @Test
    void aLargeWorkbookThatNobodyElseChangedIsTakenAsItWasSaved() {
        byte[] large = new byte[600 * 1024];
        byte[] saved = {1};
        List<TableMerge.Edit> edits = List.of(new TableMerge.Edit("Sheet", 3, Map.of("key", "R-9")));

        assertSame(saved, EditedWorkbook.of(large, edits, large.clone(), saved));
        assertSame(large, EditedWorkbook.of(large, List.of(), large.clone(), saved));
        assertThrows(
                IllegalArgumentException.class,
                () -> EditedWorkbook.of(large, edits, new byte[] {2}, saved),
                "unfolded");
    }

    @Test
    void cellsAreChangedAndRowsAddedInTheStreamAndAllElseStaysAsItWas() {
        Sample sample = new Sample();
        byte[] file = sample.files().get("laws.xlsx");
        String odd = "a & b < c \"d\" _x0041_ \u793a";
        byte[] edited = EditedWorkbook.of(
                file,
                List.of(
                        new TableMerge.Edit("Laws", 3, Map.of("note", odd)),
                        new TableMerge.Edit("Laws", 0, Map.of("key", "L-9", "note", "new"))));
        List<SheetView> before = EditedWorkbook.sheets("laws.xlsx", file);
        List<SheetView> after = EditedWorkbook.sheets("laws.xlsx", edited);
        for (int i = 0; i < before.size(); i++) {
            SheetView sheet = after.get(i);
            if (!sheet.sheet().equals("Laws")) {
                assertEquals(before.get(i), sheet);
                continue;
            }
            int note = sheet.headers().indexOf("note");
            assertEquals(before.get(i).rows().size() + 1, sheet.rows().size());
            assertEquals(odd, sheet.rows().get(0).cells().get(note));
            assertEquals("L-9", sheet.rows().get(sheet.rows().size() - 1).key());
        }
        assertArrayEquals(
                edited,
                EditedWorkbook.of(
                        file,
                        List.of(
                                new TableMerge.Edit("Laws", 3, Map.of("note", odd)),
                                new TableMerge.Edit("Laws", 0, Map.of("key", "L-9", "note", "new")))));
    }

    private static Tables edited(Sample current, TableMerge merge) {
        SortedMap<String, byte[]> files = current.files();
        merge.edits().forEach((name, edits) -> files.put(name, EditedWorkbook.of(files.get(name), edits)));
        return Sample.read(files);
    }
}
