package guanka.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableDiffTest {

    private final Tables base = new Sample().read();

    @Test
    void theSameTablesDoNotDiffer() {
        assertTrue(TableDiff.between(base, new Sample().read()).isEmpty());
    }

    @Test
    void aChangedCellIsNamedWithBothValues() {
        TableDiff diff = TableDiff.between(
                base,
                new Sample()
                        .set("Laws", "E3", "0.2")
                        .set("Laws", "N3", "raised")
                        .read());
        assertEquals(
                List.of(new TableDiff.SheetDiff(
                        "laws.xlsx",
                        "Laws",
                        List.of(),
                        List.of(),
                        List.of(new TableDiff.ChangedRow(
                                "L-1",
                                3,
                                3,
                                List.of(
                                        new TableDiff.ChangedCell("percent", "E3", "0.1", "E3", "0.2"),
                                        new TableDiff.ChangedCell("note", "N3", "", "N3", "raised")))))),
                diff.sheets());
    }

    @Test
    void addedAndRemovedRowsAreNamedByKey() {
        var sample = new Sample();
        Sample.write(sample.sheet("Pauses"), 5, List.of("P-2", "P-2", "2025-01-01", "2025-01-02", "ANY"));
        TableDiff.SheetDiff sheet =
                TableDiff.between(base, sample.read()).sheets().get(0);
        assertEquals("Pauses", sheet.sheet());
        assertEquals(
                List.of("P-2"),
                sheet.added().stream().map(TableDiff.RowOnOneSide::key).toList());
        assertEquals(6, sheet.added().get(0).row());
        assertEquals("2025-01-02", sheet.added().get(0).cells().get("to"));
        TableDiff.SheetDiff back =
                TableDiff.between(sample.read(), base).sheets().get(0);
        assertEquals(
                List.of("P-2"),
                back.removed().stream().map(TableDiff.RowOnOneSide::key).toList());
    }

    @Test
    void aRowThatMovedHasNotChanged() {
        var sample = new Sample();
        Sample.write(sample.sheet("Pauses"), 2, List.of("P-1.later", "P-1", "2028-01-01", "2028-01-31", "ANY"));
        Sample.write(sample.sheet("Pauses"), 4, List.of("P-1.in", "P-1", "2025-05-14", "2026-11-10", "Q.last=IN"));
        assertTrue(TableDiff.between(base, sample.read()).isEmpty());
    }
}
