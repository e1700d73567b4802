package guanka.workbench.impact;

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
public final class RandomEdits {

    /** Sheets whose rows word or explain are left out, like the columns that do. */
    private static List<SheetView> sheets(Ruleset ruleset) {
        return ruleset.tables().sheets().stream()
                .filter(sheet -> sheet.rows().size() > 1
                        && sheet.headers().stream().anyMatch(RandomEdits::decides)
                        && !Set.of("Finding texts", "Questions", "Jurisdictions")
                                .contains(sheet.sheet()))
                .toList();
    }

    /** Days about which shipments of the tests leave. */
    private static final List<String> DAYS = List.of(
            "2024-12-02",
            "2025-04-04",
            "2025-10-20",
            "2025-11-09",
            "2026-03-02",
            "2026-05-01",
            "2026-11-28",
            "2027-03-01");

    /** A ruleset and what was done to it. */
    public record Edited(Ruleset ruleset, String what) {}

    private RandomEdits() {}

    /** The first edit that the workbooks accept. */
    public static Edited random(byte[] kjar, Ruleset base, Random random) {
        try {
            for (; ; ) {
                var edited = new EditedRuleset(kjar);
                StringBuilder what = new StringBuilder();
                for (int i = 1 + random.nextInt(2); i > 0; i--) {
                    what.append(edit(edited, base, random)).append("; ");
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

    private static boolean decides(String header) {
        return !header.matches("key|source|confidence|instrument|.* (en|zh)|url|article");
    }

    private static String edit(EditedRuleset edited, Ruleset base, Random random) throws IOException {
        SheetView sheet = Shipments.one(sheets(base), random);
        SheetView.Row row = Shipments.one(sheet.rows(), random);
        String at = sheet.workbook() + "!" + sheet.sheet() + " " + row.key();
        String header = Shipments.one(
                sheet.headers().stream().filter(RandomEdits::decides).toList(), random);
        boolean dated = sheet.headers().contains("from") && sheet.headers().contains("to");
        if (dated && random.nextInt(3) == 0) {
            header = random.nextBoolean() ? "from" : "to";
        }
        String value = Set.of("from", "to").contains(header) && random.nextInt(4) > 0
                ? Shipments.one(DAYS, random)
                : otherValue(sheet, row, header, random);
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
