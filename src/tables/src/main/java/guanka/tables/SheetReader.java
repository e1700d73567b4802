package guanka.tables;

import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;

/** Reads one sheet as a stream: what its cells hold, and what of it is hidden or merged. Its model is never in memory as a whole. */
final class SheetReader {

    private static final int LAST_ROW = 1_048_576;
    private static final int LAST_COLUMN = 16_384;

    /** The digits that a number of a spreadsheet program surely has. */
    private static final int EXACT_DIGITS = 15;

    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_465);
    private static final Pattern DAY = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00(:00(\\.0+)?)?Z?)?");

    private final SharedTexts texts;
    private final Styles styles;
    private final boolean from1904;

    private int cellsLeft = Limits.CELLS;

    private List<Grid.Row> rows;
    private BitSet hiddenRows;
    private BitSet hiddenColumns;
    private List<String> merged;
    private List<Grid.Placed> faults;
    private boolean filtered;

    SheetReader(SharedTexts texts, Styles styles, boolean from1904) {
        this.texts = texts;
        this.styles = styles;
        this.from1904 = from1904;
    }

    /** The sheet; where it is damaged or too large, what was read of it so far, with the fault. */
    Grid read(String name, int number, String state, boolean filtered, InputStream in) throws BrokenLimit {
        rows = new ArrayList<>();
        hiddenRows = new BitSet();
        hiddenColumns = new BitSet();
        merged = new ArrayList<>();
        faults = new ArrayList<>();
        this.filtered = filtered;
        try {
            worksheet(Xml.open(in, "worksheet"));
        } catch (XMLStreamException | NumberFormatException damaged) {
            faults.add(new Grid.Placed(0, 0, Fault.unreadableSheet()));
        }
        return new Grid(name, number, state, rows, hiddenRows, hiddenColumns, merged, this.filtered, faults);
    }

    private void worksheet(XMLStreamReader xml) throws XMLStreamException, BrokenLimit {
        boolean seen = false;
        while (Xml.child(xml)) {
            if (Xml.is(xml, "sheetFormatPr")) {
                if (Xml.flag(xml, "zeroHeight")) {
                    faults.add(new Grid.Placed(0, 0, Fault.rowsHiddenByDefault()));
                }
                Xml.skip(xml);
            } else if (Xml.is(xml, "sheetPr")) {
                filtered |= Xml.flag(xml, "filterMode");
                Xml.skip(xml);
            } else if (Xml.is(xml, "autoFilter")) {
                filtered |= isFiltering(xml);
            } else if (Xml.is(xml, "cols")) {
                columns(xml);
            } else if (Xml.is(xml, "sheetData")) {
                if (seen) {
                    throw new XMLStreamException("a sheet has its data twice");
                }
                seen = true;
                if (!data(xml)) {
                    return;
                }
            } else if (Xml.is(xml, "mergeCells")) {
                merges(xml);
            } else {
                Xml.skip(xml);
            }
        }
        Xml.end(xml);
    }

    /** Whether the filter that the reader stands on has a condition; moves to its end. */
    static boolean isFiltering(XMLStreamReader xml) throws XMLStreamException {
        boolean filtering = false;
        while (Xml.child(xml)) {
            filtering |= Xml.is(xml, "filterColumn");
            Xml.skip(xml);
        }
        return filtering;
    }

    private void columns(XMLStreamReader xml) throws XMLStreamException {
        while (Xml.child(xml)) {
            if (Xml.flag(xml, "hidden") || isZero(Xml.attribute(xml, "width"))) {
                int from = Integer.parseInt(String.valueOf(Xml.attribute(xml, "min")));
                int to = Integer.parseInt(String.valueOf(Xml.attribute(xml, "max")));
                if (from < 1 || to > LAST_COLUMN) {
                    throw new XMLStreamException("a column beyond the sheet");
                }
                hiddenColumns.set(from, Math.max(from, to) + 1);
            }
            Xml.skip(xml);
        }
    }

    private void merges(XMLStreamReader xml) throws XMLStreamException {
        while (Xml.child(xml)) {
            if (merged.size() == Limits.MERGED_RANGES) {
                faults.add(new Grid.Placed(0, 0, Fault.tooManyMerged()));
                return;
            }
            merged.add(String.valueOf(Xml.attribute(xml, "ref")));
            Xml.skip(xml);
        }
    }

    /** False where the sheet is too large to be read to its end. */
    private boolean data(XMLStreamReader xml) throws XMLStreamException, BrokenLimit {
        int number = 0;
        while (Xml.child(xml)) {
            if (!Xml.is(xml, "row")) {
                throw new XMLStreamException("something else among the rows");
            }
            String stated = Xml.attribute(xml, "r");
            int next = stated == null ? number + 1 : Integer.parseInt(stated);
            if (next <= number || next > LAST_ROW) {
                throw new XMLStreamException("rows are out of order");
            }
            number = next;
            if (Xml.flag(xml, "hidden") || isZero(Xml.attribute(xml, "ht"))) {
                hiddenRows.set(number);
            }
            if (!row(xml, number)) {
                return false;
            }
        }
        return true;
    }

    private boolean row(XMLStreamReader xml, int number) throws XMLStreamException, BrokenLimit {
        Grid.Cell[] cells = new Grid.Cell[16];
        int column = 0;
        int filled = 0;
        while (Xml.child(xml)) {
            if (!Xml.is(xml, "c")) {
                Xml.skip(xml);
                continue;
            }
            String stated = Xml.attribute(xml, "r");
            int next = stated == null ? column + 1 : columnOf(stated, number);
            if (next <= column) {
                throw new XMLStreamException("cells are out of order");
            }
            column = next;
            Grid.Cell cell = cell(xml);
            // a cell with a format and nothing in it costs nothing, and some programs write them to the edge of the
            // sheet
            if (cell != null) {
                if (column > Limits.COLUMNS) {
                    faults.add(new Grid.Placed(number, column, Fault.tooManyColumns()));
                    return false;
                }
                if (--cellsLeft < 0) {
                    throw new BrokenLimit(Fault.tooManyCells());
                }
                if (column > cells.length) {
                    cells = Arrays.copyOf(cells, Math.min(Limits.COLUMNS, Math.max(column, cells.length * 2)));
                }
                cells[column - 1] = cell;
                filled = column;
            }
        }
        if (filled > 0) {
            if (rows.size() == Limits.ROWS) {
                faults.add(new Grid.Placed(0, 0, Fault.tooManyRows()));
                return false;
            }
            rows.add(new Grid.Row(number, Arrays.copyOf(cells, filled)));
        }
        return true;
    }

    /** The cell, or null where it is blank. */
    private Grid.Cell cell(XMLStreamReader xml) throws XMLStreamException {
        String type = Xml.attribute(xml, "t");
        Styles.Format format = styles.of(Xml.attribute(xml, "s"));
        String value = null;
        String formula = null;
        String inline = null;
        while (Xml.child(xml)) {
            if (Xml.is(xml, "f")) {
                formula = once(formula, Xml.text(xml));
            } else if (Xml.is(xml, "v")) {
                value = once(value, Xml.text(xml));
            } else if (Xml.is(xml, "is")) {
                inline = once(inline, SharedTexts.richText(xml));
            } else {
                Xml.skip(xml);
            }
        }
        // what LibreOffice makes of a truth value that somebody typed
        if ("TRUE()".equals(formula) || "FALSE()".equals(formula)) {
            return new Grid.Cell(Grid.Kind.BOOLEAN, formula.substring(0, formula.length() - 2));
        }
        if (formula != null) {
            return new Grid.Cell(Grid.Kind.FORMULA, "=" + formula);
        }
        // POI leaves an inline text behind when it writes another value to the cell, and then neither it nor Excel
        // shows what was written
        if (value != null && (inline != null || "inlineStr".equals(type))) {
            return new Grid.Cell(Grid.Kind.TWO_CONTENTS, String.valueOf(inline));
        }
        if ("inlineStr".equals(type)) {
            return text(inline);
        }
        if (value == null) {
            return null;
        }
        return switch (type == null ? "n" : type) {
            case "s" -> text(texts.text(Integer.parseInt(value.strip())));
            case "str" -> text(SharedTexts.unescaped(value));
            case "n" -> number(value.strip(), format);
            case "b" -> new Grid.Cell(Grid.Kind.BOOLEAN, value.strip().equals("1") ? "TRUE" : "FALSE");
            case "e" -> new Grid.Cell(Grid.Kind.ERROR, value);
            case "d" -> day(value.strip());
            default -> throw new XMLStreamException("a cell of no known type");
        };
    }

    private static String once(String before, String now) throws XMLStreamException {
        if (before != null) {
            throw new XMLStreamException("a cell has two contents");
        }
        return now;
    }

    private static Grid.Cell text(String text) {
        return text == null || text.isEmpty() ? null : new Grid.Cell(Grid.Kind.TEXT, text);
    }

    private Grid.Cell number(String value, Styles.Format format) {
        if (value.isEmpty()) {
            return null;
        }
        if (value.length() > Limits.DIGITS) {
            return new Grid.Cell(Grid.Kind.NUMBER, value);
        }
        var number = new BigDecimal(value);
        boolean day = format.shown() == Styles.Shown.DATE || format.shown() == Styles.Shown.PART_OF_DATE;
        if (day && number.signum() > 0 && number.compareTo(LAST_DAY) <= 0) {
            LocalDateTime moment = DateUtil.getLocalDateTime(number.doubleValue(), from1904);
            if (moment != null && !moment.toLocalTime().equals(LocalTime.MIDNIGHT)) {
                return new Grid.Cell(Grid.Kind.MOMENT, moment.toString());
            }
            if (moment != null) {
                return new Grid.Cell(
                        format.shown() == Styles.Shown.DATE ? Grid.Kind.DATE : Grid.Kind.PART_OF_DATE,
                        moment.toLocalDate().toString(),
                        format.shows(number.doubleValue()));
            }
        }
        if (Math.abs((long) number.scale()) > Limits.DIGITS) {
            return new Grid.Cell(Grid.Kind.NUMBER, value);
        }
        BigDecimal meant = withoutDust(number);
        boolean percent = format.shown() == Styles.Shown.PERCENT;
        BigDecimal held = percent ? meant.movePointRight(2) : meant;
        return new Grid.Cell(percent ? Grid.Kind.PERCENT : Grid.Kind.NUMBER, plain(held), other(format, number, held));
    }

    /** What the cell shows, where that is another number than it holds. */
    private static String other(Styles.Format format, BigDecimal number, BigDecimal held) {
        String shown = format.shows(number.doubleValue());
        if (shown == null) {
            // a number of more digits than programs show is shown rounded
            return held.precision() > EXACT_DIGITS ? plain(held.round(new MathContext(EXACT_DIGITS))) : null;
        }
        try {
            return new BigDecimal(shown.replace(",", "").replace("%", "").strip()).compareTo(held) == 0 ? null : shown;
        } catch (NumberFormatException withWords) {
            return shown;
        }
    }

    /** Programs store 0.1 as the nearest of their numbers and may write that with all its digits; the shortest one is meant. */
    private static BigDecimal withoutDust(BigDecimal number) {
        BigDecimal exact = number.stripTrailingZeros();
        if (exact.precision() <= EXACT_DIGITS) {
            return exact;
        }
        BigDecimal shorter = exact.round(new MathContext(EXACT_DIGITS));
        return shorter.doubleValue() == number.doubleValue() ? shorter : exact;
    }

    /** A cell of the type for days, which holds them in words. */
    private static Grid.Cell day(String value) {
        Matcher day = DAY.matcher(value);
        return day.matches() ? new Grid.Cell(Grid.Kind.DATE, day.group(1)) : new Grid.Cell(Grid.Kind.MOMENT, value);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static boolean isZero(String size) {
        return size != null && size.length() <= Limits.DIGITS && new BigDecimal(size).signum() == 0;
    }

    private static int columnOf(String address, int row) throws XMLStreamException {
        int column = 0;
        int at = 0;
        for (; at < address.length() && at < 3 && address.charAt(at) >= 'A' && address.charAt(at) <= 'Z'; at++) {
            column = column * 26 + address.charAt(at) - 'A' + 1;
        }
        if (at == 0 || !address.substring(at).equals(String.valueOf(row)) || column > LAST_COLUMN) {
            throw new XMLStreamException("a cell is not where it says");
        }
        return column;
    }
}
