package guanka.tables;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.DateUtil;

/** How each cell format shows a number. */
record Styles(List<Format> formats) {

    private static final int LONGEST_CODE = 255;

    /** Formats that Chinese programs name by number alone and that show the whole day: with dashes and with 年月日. */
    private static final Set<Integer> CHINESE_DAYS = Set.of(30, 31);

    /** Formats that programs name by number alone and that show a year and no day, a day and no year, or an hour. */
    private static final Set<Integer> PARTS_OF_A_DATE =
            Set.of(16, 17, 27, 28, 29, 32, 33, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58);

    /** What a number becomes where it is shown. */
    enum Shown {
        NUMBER,
        PERCENT,
        DATE,
        /** A date without its year or its day, which the program has added by itself. */
        PART_OF_DATE
    }

    /**
     * A cell format.
     *
     * @param code as the program writes it; null for one that shows a number as it is
     */
    record Format(Shown shown, String code) {

        static final Format GENERAL = new Format(Shown.NUMBER, null);

        /** What a person sees; null where that cannot be told. */
        String shows(double number) {
            try {
                return code == null ? null : new DataFormatter(Locale.ROOT).formatRawCellContents(number, -1, code);
            } catch (RuntimeException odd) {
                return null;
            }
        }
    }

    static final Styles NONE = new Styles(List.of());

    static Styles read(InputStream in) throws XMLStreamException, BrokenLimit {
        var codes = new HashMap<Integer, String>();
        var formats = new ArrayList<Format>();
        var known = new HashMap<Integer, Format>();
        XMLStreamReader xml = Xml.open(in, "styleSheet");
        while (Xml.child(xml)) {
            if (Xml.is(xml, "numFmts")) {
                while (Xml.child(xml)) {
                    codes.put(number(xml, "numFmtId"), Xml.attribute(xml, "formatCode"));
                    Xml.skip(xml);
                    limit(codes.size());
                }
            } else if (Xml.is(xml, "cellXfs")) {
                while (Xml.child(xml)) {
                    formats.add(known.computeIfAbsent(number(xml, "numFmtId"), id -> format(id, codes.get(id))));
                    Xml.skip(xml);
                    limit(formats.size());
                }
            } else {
                Xml.skip(xml);
            }
        }
        Xml.end(xml);
        return new Styles(formats);
    }

    private static Format format(int id, String own) {
        if (own == null && CHINESE_DAYS.contains(id)) {
            return new Format(Shown.DATE, null);
        }
        String code = own != null ? own : BuiltinFormats.getBuiltinFormat(id);
        if (own == null && PARTS_OF_A_DATE.contains(id)) {
            return new Format(Shown.PART_OF_DATE, id < 27 ? code : null);
        }
        if (own == null && DateUtil.isADateFormat(id, code)) {
            return new Format(Shown.DATE, code);
        }
        if (code == null || code.equalsIgnoreCase("General") || code.equals("@") || code.length() > LONGEST_CODE) {
            return Format.GENERAL;
        }
        String signs = signs(code);
        if (DateUtil.isADateFormat(id, code)) {
            boolean year = signs.indexOf('y') >= 0 || signs.indexOf('e') >= 0;
            return new Format(year == signs.indexOf('d') >= 0 ? Shown.DATE : Shown.PART_OF_DATE, code);
        }
        return new Format(signs.indexOf('%') >= 0 ? Shown.PERCENT : Shown.NUMBER, code);
    }

    /** The code without what it shows letter by letter, and without colours and countries. */
    private static String signs(String code) {
        return code.replaceAll("\"[^\"]*\"|\\\\.|\\[[^]]*]|_.", "").toLowerCase(Locale.ROOT);
    }

    Format of(String style) {
        try {
            return style == null ? Format.GENERAL : formats.get(Integer.parseInt(style));
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            return Format.GENERAL;
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
