package guanka.workbench.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.FoundAt;
import guanka.facts.Source;
import guanka.tables.SheetView;

/**
 * Where something stands.
 *
 * @param cell for example {@code C7}, null where the whole row is meant
 * @param row  number of the row as Excel shows it, from 1
 * @param key  key of the row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Place(String workbook, String sheet, String cell, int row, String key) {

    static Place of(Source source) {
        return new Place(source.workbook(), source.sheet(), null, source.row(), source.key());
    }

    static Place of(FoundAt found) {
        return new Place(found.file(), found.sheet(), null, found.row(), found.key());
    }

    /** The cell of a row under a header; the row where the sheet has no such column. */
    static Place of(Source source, String header, Ruleset ruleset) {
        for (SheetView sheet : ruleset.tables().sheets()) {
            if (sheet.workbook().equals(source.workbook())
                    && sheet.sheet().equals(source.sheet())
                    && sheet.headers().contains(header)) {
                return new Place(
                        source.workbook(),
                        source.sheet(),
                        sheet.address(source.row(), header),
                        source.row(),
                        source.key());
            }
        }
        return of(source);
    }
}
