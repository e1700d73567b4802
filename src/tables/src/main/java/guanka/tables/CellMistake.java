package guanka.tables;

import guanka.facts.Text;

/**
 * What is wrong, and where.
 *
 * @param workbook file name
 * @param sheet    sheet name, null where the whole workbook is meant
 * @param cell     for example {@code C7}, null where the whole sheet or workbook is meant
 * @param code     stable name of the kind of mistake, in kebab-case; listed in {@code src/tables/columns.md}
 * @param message  what was found, what is allowed and how to mend it; what was found stands in backticks
 */
public record CellMistake(String workbook, String sheet, String cell, String code, Text message) {

    @Override
    public String toString() {
        return workbook + (sheet == null ? "" : "!" + sheet) + (cell == null ? "" : "!" + cell) + ": " + message.en();
    }
}
