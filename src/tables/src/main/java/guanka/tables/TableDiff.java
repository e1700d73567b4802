package guanka.tables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What differs between two versions of the tables. Rows are told apart by their keys, so a row that only moved has not changed.
 *
 * @param sheets the sheets that differ, in the order of the draft, then those that only the base has
 */
public record TableDiff(List<SheetDiff> sheets) {

    /**
     * What differs in a sheet.
     *
     * @param added   rows of the draft that the base does not have, in the order of the draft
     * @param removed rows of the base that the draft does not have, in the order of the base
     * @param changed rows of both whose cells differ, in the order of the draft
     */
    public record SheetDiff(
            String workbook,
            String sheet,
            List<RowOnOneSide> added,
            List<RowOnOneSide> removed,
            List<ChangedRow> changed) {}

    /**
     * A row that one version has alone.
     *
     * @param row   its number in that version
     * @param cells header to text, without blank cells
     */
    public record RowOnOneSide(String key, int row, Map<String, String> cells) {}

    /**
     * A row of both versions.
     *
     * @param baseRow  its number in the base
     * @param draftRow its number in the draft
     */
    public record ChangedRow(String key, int baseRow, int draftRow, List<ChangedCell> cells) {}

    /**
     * A cell of both versions.
     *
     * @param baseCell  where it stands in the base, for example {@code C7}; null where that has no such column
     * @param base      its text there, empty where it is blank or missing
     * @param draftCell where it stands in the draft; null where that has no such column
     * @param draft     its text there, empty where it is blank or missing
     */
    public record ChangedCell(String header, String baseCell, String base, String draftCell, String draft) {}

    /** Compares two versions of the tables. */
    public static TableDiff between(Tables base, Tables draft) {
        Map<String, SheetView> before = byName(base.sheets());
        Map<String, SheetView> after = byName(draft.sheets());
        var names = new LinkedHashSet<>(after.keySet());
        names.addAll(before.keySet());
        return new TableDiff(names.stream()
                .map(name -> compare(before.get(name), after.get(name)))
                .filter(sheet -> !(sheet.added.isEmpty() && sheet.removed.isEmpty() && sheet.changed.isEmpty()))
                .toList());
    }

    public boolean isEmpty() {
        return sheets.isEmpty();
    }

    private static Map<String, SheetView> byName(List<SheetView> sheets) {
        var byName = new LinkedHashMap<String, SheetView>();
        sheets.forEach(sheet -> byName.put(sheet.workbook() + "!" + sheet.sheet(), sheet));
        return byName;
    }

    private static SheetDiff compare(SheetView base, SheetView draft) {
        Map<String, SheetView.Row> before = byKey(base);
        Map<String, SheetView.Row> after = byKey(draft);
        var added = new ArrayList<RowOnOneSide>();
        var changed = new ArrayList<ChangedRow>();
        after.forEach((key, row) -> {
            SheetView.Row old = before.get(key);
            if (old == null) {
                added.add(onOneSide(draft, row));
                return;
            }
            List<ChangedCell> cells = cells(base, old, draft, row);
            if (!cells.isEmpty()) {
                changed.add(new ChangedRow(key, old.number(), row.number(), cells));
            }
        });
        List<RowOnOneSide> removed = before.values().stream()
                .filter(row -> !after.containsKey(row.key()))
                .map(row -> onOneSide(base, row))
                .toList();
        SheetView any = draft == null ? base : draft;
        return new SheetDiff(any.workbook(), any.sheet(), List.copyOf(added), removed, List.copyOf(changed));
    }

    private static Map<String, SheetView.Row> byKey(SheetView sheet) {
        var byKey = new LinkedHashMap<String, SheetView.Row>();
        Collection<SheetView.Row> rows = sheet == null ? List.of() : sheet.rows();
        rows.forEach(row -> byKey.put(row.key(), row));
        return byKey;
    }

    private static RowOnOneSide onOneSide(SheetView sheet, SheetView.Row row) {
        return new RowOnOneSide(row.key(), row.number(), filled(sheet, row));
    }

    private static Map<String, String> filled(SheetView sheet, SheetView.Row row) {
        var filled = new LinkedHashMap<String, String>();
        for (int i = 0; i < sheet.headers().size(); i++) {
            if (!row.cells().get(i).isEmpty()) {
                filled.put(sheet.headers().get(i), row.cells().get(i));
            }
        }
        return filled;
    }

    private static String address(SheetView sheet, SheetView.Row row, String header) {
        int column = sheet.headers().indexOf(header) + 1;
        return column == 0 ? null : Grid.address(row.number(), column);
    }

    private static List<ChangedCell> cells(SheetView base, SheetView.Row old, SheetView draft, SheetView.Row row) {
        if (old.cells().equals(row.cells()) && base.headers().equals(draft.headers())) {
            return List.of();
        }
        Map<String, String> before = filled(base, old);
        Map<String, String> after = filled(draft, row);
        var headers = new LinkedHashSet<>(draft.headers());
        headers.addAll(base.headers());
        return headers.stream()
                .map(header -> new ChangedCell(
                        header,
                        address(base, old, header),
                        before.getOrDefault(header, ""),
                        address(draft, row, header),
                        after.getOrDefault(header, "")))
                .filter(cell -> !cell.base.equals(cell.draft))
                .toList();
    }
}
