package guanka.facts;

/**
 * Where an analyst finds a row.
 *
 * @param workbook file name, for example {@code provisions.xlsx}
 * @param sheet    sheet name
 * @param row      row number as Excel shows it, from 1
 * @param key      the row's own stable key, which outlives insertions above it
 */
public record Source(String workbook, String sheet, int row, String key) {}
