package guanka.tables;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts of a workbook, which its cells name by number. */
record SharedTexts(List<String> texts) {

    /** How Excel writes characters that XML cannot hold. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    static SharedTexts read(InputStream in) throws XMLStreamException, BrokenLimit {
        var texts = new ArrayList<String>();
        XMLStreamReader xml = Xml.open(in, "sst");
        while (Xml.child(xml)) {
            if (Xml.is(xml, "si")) {
                if (texts.size() == Limits.SHARED_TEXTS) {
                    throw new BrokenLimit(Fault.tooManyTexts());
                }
                texts.add(richText(xml));
            } else {
                Xml.skip(xml);
            }
        }
        Xml.end(xml);
        return new SharedTexts(texts);
    }

    /** The visible text of the element the reader stands on: its own and that of its runs, without phonetic hints. */
    static String richText(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        while (Xml.child(xml)) {
            if (Xml.is(xml, "t")) {
                text.append(Xml.text(xml));
            } else if (Xml.is(xml, "r")) {
                while (Xml.child(xml)) {
                    if (Xml.is(xml, "t")) {
                        text.append(Xml.text(xml));
                    } else {
                        Xml.skip(xml);
                    }
                }
            } else {
                Xml.skip(xml);
            }
        }
        return unescaped(text.toString());
    }

    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    String text(int number) throws XMLStreamException {
        if (number < 0 || number >= texts.size()) {
            throw new XMLStreamException("a cell names a text that is not there");
        }
        return texts.get(number);
    }
}
