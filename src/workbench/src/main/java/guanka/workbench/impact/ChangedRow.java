package guanka.workbench.impact;

import guanka.facts.Source;
import java.util.Comparator;

/**
 * A row that a draft adds, removes or changes, as far as decisions can depend on it: a row whose notes or texts alone differ is none.
 *
 * @param row    its number in the draft, or in the base where the draft does not have it
 * @param change {@code ADDED}, {@code REMOVED} or {@code CHANGED}
 */
public record ChangedRow(String workbook, String sheet, int row, String key, String change)
        implements Comparable<ChangedRow> {

    static final String ADDED = "ADDED";
    static final String REMOVED = "REMOVED";
    static final String CHANGED = "CHANGED";

    private static final Comparator<ChangedRow> BY_PLACE = Comparator.comparing(ChangedRow::workbook)
            .thenComparing(ChangedRow::sheet)
            .thenComparing(ChangedRow::row)
            .thenComparing(ChangedRow::key);

    static ChangedRow of(Source at, String change) {
        return new ChangedRow(at.workbook(), at.sheet(), at.row(), at.key(), change);
    }

    boolean isAt(Source source) {
        return key.equals(source.key()) && sheet.equals(source.sheet()) && workbook.equals(source.workbook());
    }

    @Override
    public int compareTo(ChangedRow other) {
        return BY_PLACE.compare(this, other);
    }
}
