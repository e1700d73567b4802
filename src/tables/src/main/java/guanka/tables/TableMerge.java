package guanka.tables;

import guanka.tables.TableDiff.ChangedCell;
import guanka.tables.TableDiff.ChangedRow;
import guanka.tables.TableDiff.RowOnOneSide;
import guanka.tables.TableDiff.SheetDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The changes of a draft, put upon tables that have changed since the draft was begun. Rows are told apart by their keys and cells
 * by their headers, so two people may change different cells of one row. Where both have changed the same cell to different
 * texts nobody but a person can say which is meant: that is a conflict, and so is a change of a row that is gone.
 *
 * @param conflicts what has to be decided by a person, in the order of the draft's changes
 * @param edits     what else the draft changes, by workbook; nothing of what stands there already
 */
public record TableMerge(List<Conflict> conflicts, Map<String, List<Edit>> edits) {

    /**
     * A place that both sides have changed.
     *
     * @param header  of the column; null where one side has the row no longer
     * @param base    text of the cell that both began with; null where the row was not there
     * @param draft   text in the draft; null where it has removed the row
     * @param current text now; null where the row is there no longer
     */
    public record Conflict(
            String workbook, String sheet, String key, String header, String base, String draft, String current) {}

    /**
     * A change of a row.
     *
     * @param row   number of the row in the current workbook, as Excel shows it; 0 for a row that is added
     * @param cells texts by header, empty for a cell that becomes blank; null where the row is removed
     */
    public record Edit(String sheet, int row, Map<String, String> cells) {

        boolean isRemoval() {
            return cells == null;
        }
    }

    /**
     * Puts what a draft changes upon the current tables.
     *
     * @param base    the tables with which the draft began
     * @param draft   the tables of the draft
     * @param current the tables upon which its changes are put
     */
    public static TableMerge of(Tables base, Tables draft, Tables current) {
        return of(base, draft, current, workbook -> true);
    }

    /** The same for some of the workbooks. */
    public static TableMerge of(Tables base, Tables draft, Tables current, Predicate<String> workbooks) {
        var merge = new TableMerge(new ArrayList<>(), new TreeMap<>());
        Map<String, SheetView> now = new HashMap<>();
        current.sheets().forEach(sheet -> now.put(sheet.workbook() + "!" + sheet.sheet(), sheet));
        for (SheetDiff changes : TableDiff.between(base, draft).sheets()) {
            if (!workbooks.test(changes.workbook())) {
                continue;
            }
            merge.put(changes, now.get(changes.workbook() + "!" + changes.sheet()));
        }
        return merge;
    }

    private void put(SheetDiff changes, SheetView current) {
        Map<String, SheetView.Row> rows = new LinkedHashMap<>();
        if (current != null) {
            current.rows().forEach(row -> rows.put(row.key(), row));
        }
        for (ChangedRow change : changes.changed()) {
            put(changes, change, current, rows.get(change.key()));
        }
        for (RowOnOneSide added : changes.added()) {
            add(changes, added, current, rows.get(added.key()));
        }
        for (RowOnOneSide removed : changes.removed()) {
            remove(changes, removed, current, rows.get(removed.key()));
        }
    }

    private void put(SheetDiff of, ChangedRow change, SheetView current, SheetView.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (ChangedCell cell : change.cells()) {
            String now = row == null ? null : text(current, row, cell.header());
            if (now != null && now.equals(cell.base())) {
                cells.put(cell.header(), cell.draft());
            } else if (!cell.draft().equals(now)) {
                conflicts.add(new Conflict(
                        of.workbook(),
                        of.sheet(),
                        change.key(),
                        row == null ? null : cell.header(),
                        cell.base(),
                        cell.draft(),
                        now));
            }
        }
        if (!cells.isEmpty()) {
            edit(of.workbook(), new Edit(of.sheet(), row.number(), cells));
        }
    }

    private void add(SheetDiff of, RowOnOneSide added, SheetView current, SheetView.Row row) {
        if (current == null) {
            conflicts.add(new Conflict(of.workbook(), of.sheet(), added.key(), null, null, added.key(), null));
        } else if (row == null) {
            edit(of.workbook(), new Edit(of.sheet(), 0, added.cells()));
        } else {
            // somebody else has added a row under the same key
            for (String header : current.headers()) {
                String own = added.cells().getOrDefault(header, "");
                String now = text(current, row, header);
                if (!own.equals(now)) {
                    conflicts.add(new Conflict(of.workbook(), of.sheet(), added.key(), header, null, own, now));
                }
            }
        }
    }

    private void remove(SheetDiff of, RowOnOneSide removed, SheetView current, SheetView.Row row) {
        if (row == null) {
            return;
        }
        boolean same = true;
        for (String header : current.headers()) {
            String before = removed.cells().getOrDefault(header, "");
            String now = text(current, row, header);
            if (!before.equals(now)) {
                same = false;
                conflicts.add(new Conflict(of.workbook(), of.sheet(), removed.key(), header, before, null, now));
            }
        }
        if (same) {
            edit(of.workbook(), new Edit(of.sheet(), row.number(), null));
        }
    }

    private void edit(String workbook, Edit edit) {
        edits.computeIfAbsent(workbook, x -> new ArrayList<>()).add(edit);
    }

    /** The text of a cell; null where the sheet has no such column. */
    private static String text(SheetView sheet, SheetView.Row row, String header) {
        int column = sheet.headers().indexOf(header);
        return column < 0 ? null : row.cells().get(column);
    }

    /** Removals last and from below, so that no row is asked for by a number that it no longer has. */
    static final Comparator<Edit> FROM_BELOW =
            Comparator.comparing(Edit::isRemoval).thenComparing(Edit::row, Comparator.reverseOrder());
}
