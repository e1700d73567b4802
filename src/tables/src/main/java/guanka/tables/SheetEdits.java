package guanka.tables;

import guanka.tables.TableMerge.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Other cells and more rows for one sheet, written into it while it is copied. Rows that are added look like the last one. */
final class SheetEdits {

    /** Ranges of cells end with the number of a row. */
    private static final Pattern RANGE = Pattern.compile("([A-Z]{1,3}[0-9]+:[A-Z]{1,3})([0-9]+)");

    private static final Pattern ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

    private final String name;
    private final Map<String, Integer> numbers;
    /** Columns from 1, by their headers. */
    private final Map<String, Integer> columns = new HashMap<>();

    private int lastRow;
    private int lastColumn;
    private Map<String, String> lastAttributes = Map.of();
    private Map<Integer, String> lastStyles = new HashMap<>();

    private final Map<Integer, TreeMap<Integer, String>> changed = new HashMap<>();
    private final List<TreeMap<Integer, String>> added = new ArrayList<>();

    /** @param numbers of texts that cells may name */
    SheetEdits(String name, InputStream in, SharedTexts texts, Map<String, Integer> numbers) throws XMLStreamException {
        this.name = name;
        this.numbers = numbers;
        XMLStreamReader xml = Xml.open(in, "worksheet");
        while (Xml.child(xml)) {
            if (!Xml.is(xml, "sheetData")) {
                Xml.skip(xml);
                continue;
            }
            while (Xml.child(xml)) {
                row(xml, texts);
            }
        }
    }

    private void row(XMLStreamReader xml, SharedTexts texts) throws XMLStreamException {
        lastRow = number(Xml.attribute(xml, "r"), lastRow + 1);
        lastAttributes = new LinkedHashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String attribute = xml.getAttributeLocalName(i);
            if (xml.getAttributeNamespace(i) == null && !attribute.equals("r") && !attribute.equals("spans")) {
                lastAttributes.put(attribute, xml.getAttributeValue(i));
            }
        }
        lastStyles = new HashMap<>();
        int column = 0;
        while (Xml.child(xml)) {
            column = column(Xml.attribute(xml, "r"), column + 1);
            lastColumn = Math.max(lastColumn, column);
            String style = Xml.attribute(xml, "s");
            if (style != null) {
                lastStyles.put(column, style);
            }
            if (lastRow == 1) {
                header(xml, column, texts);
            } else {
                Xml.skip(xml);
            }
        }
    }

    private void header(XMLStreamReader xml, int column, SharedTexts texts) throws XMLStreamException {
        boolean shared = "s".equals(Xml.attribute(xml, "t"));
        String header = null;
        while (Xml.child(xml)) {
            if (Xml.is(xml, "v")) {
                String value = Xml.text(xml);
                header = shared ? texts.text(Integer.parseInt(value.strip())) : SharedTexts.unescaped(value);
            } else if (Xml.is(xml, "is")) {
                header = SharedTexts.richText(xml);
            } else {
                Xml.skip(xml);
            }
        }
        if (header != null) {
            columns.putIfAbsent(header, column);
        }
    }

    void add(Edit edit) {
        if (edit.isRemoval()) {
            throw new IllegalArgumentException("a row is not taken out here");
        }
        TreeMap<Integer, String> cells =
                edit.row() == 0 ? new TreeMap<>() : changed.computeIfAbsent(edit.row(), x -> new TreeMap<>());
        edit.cells().forEach((header, text) -> {
            Integer column = columns.get(header);
            if (column == null) {
                throw new IllegalArgumentException(name + " has no column " + header);
            }
            cells.put(column, text);
        });
        if (edit.row() == 0) {
            added.add(cells);
        }
    }

    /** Copies the sheet with the edits in it. */
    void copy(InputStream in, Writer out) throws XMLStreamException, IOException {
        XMLStreamReader xml = Xml.open(in, "worksheet");
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
        start(xml, out);
        while (Xml.child(xml)) {
            if (Xml.is(xml, "sheetData")) {
                start(xml, out);
                int row = 0;
                while (Xml.child(xml)) {
                    row = number(Xml.attribute(xml, "r"), row + 1);
                    TreeMap<Integer, String> cells = changed.get(row);
                    if (cells == null) {
                        element(xml, out);
                    } else {
                        row(xml, out, row, cells);
                    }
                }
                for (TreeMap<Integer, String> cells : added) {
                    add(out, ++row, cells);
                }
                end(xml, out);
            } else {
                element(xml, out);
            }
        }
        end(xml, out);
    }

    private void row(XMLStreamReader xml, Writer out, int row, TreeMap<Integer, String> cells)
            throws XMLStreamException, IOException {
        start(xml, out);
        var left = new TreeMap<>(cells);
        int column = 0;
        while (Xml.child(xml)) {
            column = column(Xml.attribute(xml, "r"), column + 1);
            while (!left.isEmpty() && left.firstKey() < column) {
                var next = left.pollFirstEntry();
                cell(out, row, next.getKey(), lastStyles.get(next.getKey()), next.getValue());
            }
            String text = left.remove(column);
            if (text == null) {
                element(xml, out);
            } else {
                cell(out, row, column, Xml.attribute(xml, "s"), text);
                Xml.skip(xml);
            }
        }
        for (var next : left.entrySet()) {
            cell(out, row, next.getKey(), lastStyles.get(next.getKey()), next.getValue());
        }
        end(xml, out);
    }

    private void add(Writer out, int row, TreeMap<Integer, String> cells) throws IOException {
        out.write("<row r=\"" + row + "\"");
        if (lastRow >= Sheet.FIRST_ROW) {
            for (var attribute : lastAttributes.entrySet()) {
                out.write(" " + attribute.getKey() + "=\"" + escaped(attribute.getValue()) + "\"");
            }
        }
        out.write(">");
        for (int column = 1; column <= Math.max(lastColumn, cells.lastKey()); column++) {
            String style = lastStyles.get(column);
            if (style != null || cells.containsKey(column)) {
                cell(out, row, column, style, cells.getOrDefault(column, ""));
            }
        }
        out.write("</row>");
    }

    private void cell(Writer out, int row, int column, String style, String text) throws IOException {
        out.write(
                "<c r=\"" + Grid.letters(column) + row + "\"" + (style == null ? "" : " s=\"" + escaped(style) + "\""));
        Integer number = numbers.get(text);
        if (text.isEmpty()) {
            out.write("/>");
        } else if (number != null) {
            out.write(" t=\"s\"><v>" + number + "</v></c>");
        } else {
            // not inline: programs exist that type into an inline text beside it, and leave the cell with two contents
            out.write(" t=\"str\"><v xml:space=\"preserve\">"
                    + escaped(ESCAPE.matcher(text).replaceAll("_x005F_")) + "</v></c>");
        }
    }

    /** Copies the element that the reader stands on, with all that is in it. */
    private void element(XMLStreamReader xml, Writer out) throws XMLStreamException, IOException {
        start(xml, out);
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    start(xml, out);
                    depth++;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    end(xml, out);
                    depth--;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    out.write(escaped(xml.getText()));
                default -> {}
            }
        }
    }

    private void start(XMLStreamReader xml, Writer out) throws IOException {
        out.write("<" + qualified(xml.getPrefix(), xml.getLocalName()));
        for (int i = 0; i < xml.getNamespaceCount(); i++) {
            String prefix = xml.getNamespacePrefix(i);
            out.write((prefix == null || prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix) + "=\""
                    + escaped(String.valueOf(xml.getNamespaceURI(i))) + "\"");
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String attribute = xml.getAttributeLocalName(i);
            String value = xml.getAttributeValue(i);
            boolean range = attribute.equals("ref") || attribute.equals("sqref");
            out.write(" " + qualified(xml.getAttributePrefix(i), attribute) + "=\""
                    + escaped(range ? withAddedRows(value) : value) + "\"");
        }
        out.write(">");
    }

    /** A range that reaches to the last row, or to one that is used now, takes the rows that are added with it. */
    private String withAddedRows(String ranges) {
        int last = lastRow + added.size();
        return added.isEmpty()
                ? ranges
                : RANGE.matcher(ranges).replaceAll(range -> {
                    int to = number(range.group(2), 0);
                    return Matcher.quoteReplacement(
                            range.group(1) + (to >= lastRow && to < last ? last : range.group(2)));
                });
    }

    private static void end(XMLStreamReader xml, Writer out) throws IOException {
        out.write("</" + qualified(xml.getPrefix(), xml.getLocalName()) + ">");
    }

    private static String qualified(String prefix, String name) {
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            String as =
                    switch (text.charAt(i)) {
                        case '&' -> "&amp;";
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '"' -> "&quot;";
                        case '\n' -> "&#10;";
                        case '\r' -> "&#13;";
                        case '\t' -> "&#9;";
                        default -> null;
                    };
            if (as != null && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                if (as == null) {
                    escaped.append(text.charAt(i));
                } else {
                    escaped.append(as);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static int number(String given, int otherwise) {
        return given == null || given.length() > 9 ? otherwise : Integer.parseInt(given);
    }

    /** The column of an address such as {@code C7}. */
    private static int column(String address, int otherwise) {
        int column = 0;
        for (int at = 0; address != null && at < 3 && at < address.length(); at++) {
            char letter = address.charAt(at);
            if (letter < 'A' || letter > 'Z') {
                break;
            }
            column = column * 26 + letter - 'A' + 1;
        }
        return column == 0 ? otherwise : column;
    }
}
