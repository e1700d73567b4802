package guanka.workbench.impact;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Shipments;
import guanka.engine.ruleset.EditedRuleset;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.engine.ruleset.Ruleset;
import guanka.tables.SheetView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The ruleset as analysts might leave it: cells with the values of other rows, rows gone, rows copied under a new key. */
final class RandomEdits {

    /** Sheets whose rows word or explain are left out, like the columns that do. */
    private static final List<SheetView> SHEETS = TestRuleset.get().tables().sheets().stream()
            .filter(sheet -> sheet.rows().size() > 1
                    && !Set.of("Finding texts", "Questions", "Coverage", "Jurisdictions")
                            .contains(sheet.sheet()))
            .toList();

    /** A ruleset and what was done to it. */
    record Edited(Ruleset ruleset, String what) {}

    private RandomEdits() {}

    /** The first edit that the workbooks accept. */
    static Edited random(Random random) {
        try {
            for (; ; ) {
                var edited = new EditedRuleset();
                StringBuilder what = new StringBuilder();
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    what.append(edit(edited, random)).append("; ");
                }
                try {
                    return new Edited(edited.load(), what.toString());
                } catch (RefusedRuleset refused) {
                    // many edits contradict another row; draw again
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String edit(EditedRuleset edited, Random random) throws IOException {
        SheetView sheet = Shipments.one(SHEETS, random);
        SheetView.Row row = Shipments.one(sheet.rows(), random);
        String at = sheet.workbook() + "!" + sheet.sheet() + " " + row.key();
        String header = Shipments.one(
                sheet.headers().stream()
                        .filter(name -> !name.matches("key|source|confidence|instrument|.* (en|zh)|url|article"))
                        .toList(),
                random);
        String value = otherValue(sheet, row, header, random);
        switch (random.nextInt(6)) {
            case 0 -> {
                try {
                    edited.without(sheet.workbook(), sheet.sheet(), row.key());
                } catch (IllegalArgumentException gone) {
                    return at + " was gone";
                }
                return at + " removed";
            }
            case 1 -> {
                String key = row.key() + ".new" + random.nextInt(1000);
                Map<String, String> cells = new LinkedHashMap<>();
                cells.put(header, value);
                cells.put(sheet.headers().get(0), key);
                try {
                    edited.copy(sheet.workbook(), sheet.sheet(), row.key(), cells);
                } catch (IllegalArgumentException gone) {
                    return at + " was gone";
                }
                return at + " copied as " + cells;
            }
            default -> {
                try {
                    edited.cell(sheet.workbook(), sheet.sheet(), row.key(), header, value);
                } catch (IllegalArgumentException gone) {
                    return at + " was gone";
                }
                return at + " " + header + " = " + value;
            }
        }
    }

    private static String otherValue(SheetView sheet, SheetView.Row row, String header, Random random) {
        int column = sheet.headers().indexOf(header);
        List<String> others = sheet.rows().stream()
                .map(other -> other.cells().get(column))
                .filter(value -> !value.equals(row.cells().get(column)))
                .distinct()
                .toList();
        return others.isEmpty() ? row.cells().get(column) : Shipments.one(others, random);
    }
}
