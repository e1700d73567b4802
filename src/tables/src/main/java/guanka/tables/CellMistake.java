package guanka.tables;

import guanka.facts.Text;
import java.util.Collection;

/**
 * What is wrong, and where.
 *
 * @param workbook file name
 * @param sheet    sheet name, null where the whole workbook is meant
 * @param cell     for example {@code C7}, null where the whole sheet or workbook is meant
 * @param code     stable name of the kind of mistake, in kebab-case; listed in {@code src/tables/columns.md}
 * @param message  what was found, what is allowed and how to correct it; what was found stands in backticks
 */
public record CellMistake(String workbook, String sheet, String cell, String code, Text message) {

    /** The mistake of a workbook of a name that is none of those known. */
    public static CellMistake unknownWorkbook(String file, Collection<String> known) {
        Fault fault = Fault.unknownWorkbook(file, known, Nearest.of(file, known));
        return new CellMistake(file, null, null, fault.code(), fault.message());
    }

    @Override
    public String toString() {
        return workbook + (sheet == null ? "" : "!" + sheet) + (cell == null ? "" : "!" + cell) + ": " + message.en();
    }
}
