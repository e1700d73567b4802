package guanka.tables;

import java.io.InputStream;
import java.util.BitSet;
import java.util.HashMap;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.DateUtil;

/** Which cell formats show a number as a date. */
record Styles(BitSet dates) {

    private static final int LONGEST_CODE = 255;

    static final Styles NONE = new Styles(new BitSet());

    static Styles read(InputStream in) throws XMLStreamException, BrokenLimit {
        var formats = new HashMap<Integer, String>();
        var dates = new BitSet();
        XMLStreamReader xml = Xml.open(in, "styleSheet");
        while (Xml.child(xml)) {
            if (Xml.is(xml, "numFmts")) {
                while (Xml.child(xml)) {
                    formats.put(number(xml, "numFmtId"), Xml.attribute(xml, "formatCode"));
                    Xml.skip(xml);
                    limit(formats.size());
                }
            } else if (Xml.is(xml, "cellXfs")) {
                for (int style = 0; Xml.child(xml); style++) {
                    int format = number(xml, "numFmtId");
                    String code = formats.get(format);
                    dates.set(
                            style,
                            (code == null || code.length() <= LONGEST_CODE) && DateUtil.isADateFormat(format, code));
                    Xml.skip(xml);
                    limit(style);
                }
            } else {
                Xml.skip(xml);
            }
        }
        Xml.end(xml);
        return new Styles(dates);
    }

    boolean isDate(String style) {
        try {
            return style != null && dates.get(Integer.parseInt(style));
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            return false;
        }
    }

    private static int number(XMLStreamReader xml, String attribute) {
        try {
            return Integer.parseInt(String.valueOf(Xml.attribute(xml, attribute)));
        } catch (NumberFormatException absent) {
            return 0;
        }
    }

    private static void limit(int count) throws XMLStreamException {
        if (count > Limits.STYLES) {
            throw new XMLStreamException("too many formats");
        }
    }
}
