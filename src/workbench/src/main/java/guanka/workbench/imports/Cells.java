package guanka.workbench.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns texts from outside into valid contents of cells, without changing what a reader sees. */
final class Cells {

    static final String UNKNOWN = "?";
    static final String NONE = "NONE";
    static final String OPEN = "OPEN";
    static final String SEPARATOR = "; ";
    static final int LONGEST = 2_000;

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?");
    private static final Pattern MONTH = Pattern.compile("([0-9]{4})-([0-9]{2})");
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

    /** Cyrillic letters and the Latin ones that look the same. */
    private static final String CYRILLIC =
            "\u0410\u0412\u0415\u0405\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0423\u0430\u0435\u043E\u0440\u0441\u0445\u0443\u0456\u0458\u0455";

    private static final String LATIN = "ABESIJKMHOPCTXYaeopcxyijs";

    private Cells() {}

    /** One line of visible letters; empty where nothing is left. Semicolons, which part lists, become commas. */
    static String line(String text) {
        if (text == null) {
            return "";
        }
        var line = new StringBuilder();
        boolean gap = false;
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                gap = line.length() > 0;
            } else if (visible(c)) {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.appendCodePoint(c == ';' ? ',' : c == 0xFF1B ? 0xFF0C : c);
            }
        }
        return line.toString();
    }

    private static boolean visible(int c) {
        int type = Character.getType(c);
        boolean filler = c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2800
                || c == 0x3164
                || c == 0xFFA0
                || c >= 0x180B && c <= 0x180F
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0100 && c <= 0xE01EF;
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.PRIVATE_USE
                && type != Character.UNASSIGNED
                && c != 0xFFFD
                && !filler;
    }

    /** A name as a cell may hold it, or empty where none can. A word of mixed alphabets is written in the one that looks the same. */
    static String name(String given) {
        String line = line(given);
        if (line.length() > LONGEST || line.equals(UNKNOWN) || line.equalsIgnoreCase(NONE)) {
            return "";
        }
        String unmixed = unmixed(line);
        return unmixed.isEmpty() ? "" : quoted(unmixed);
    }

    /** A text that a spreadsheet program would take for a formula is quoted. */
    static String quoted(String line) {
        boolean formula = !line.isEmpty()
                && ("=@+".indexOf(line.charAt(0)) >= 0
                        || line.charAt(0) == '-' && line.length() > 1 && line.charAt(1) != ' ');
        return formula ? '"' + line + '"' : line;
    }

    /** A note or notice, cut to what a cell holds. */
    static String text(String given) {
        String line = quoted(line(given));
        String unmixed = unmixed(line);
        String kept = unmixed.isEmpty() ? line.replaceAll("[\\p{IsCyrillic}]", UNKNOWN) : unmixed;
        return kept.length() <= LONGEST ? kept : cut(kept) + " ...";
    }

    private static String cut(String text) {
        int end = LONGEST - 4;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
                .strip();
    }

    private static String unmixed(String line) {
        var text = new StringBuilder();
        int from = 0;
        while (from < line.length()) {
            int to = from;
            boolean latin = false;
            boolean cyrillic = false;
            while (to < line.length() && Character.isLetter(line.codePointAt(to))) {
                int c = line.codePointAt(to);
                latin |= Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
                cyrillic |= Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC;
                to += Character.charCount(c);
            }
            String word = line.substring(from, to);
            if (latin && cyrillic) {
                word = toLatin(word);
                if (word == null) {
                    return "";
                }
            }
            text.append(word);
            if (to < line.length()) {
                text.appendCodePoint(line.codePointAt(to));
                to += Character.charCount(line.codePointAt(to));
            }
            from = to;
        }
        return text.toString();
    }

    private static String toLatin(String word) {
        var latin = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            int place = CYRILLIC.indexOf(word.charAt(i));
            if (place >= 0) {
                latin.append(LATIN.charAt(place));
            } else if (Character.UnicodeScript.of(word.charAt(i)) == Character.UnicodeScript.CYRILLIC) {
                return null;
            } else {
                latin.append(word.charAt(i));
            }
        }
        return latin.toString();
    }

    /** The two letters of a country, or null where the text is none. */
    static String country(String given) {
        String code = given == null ? "" : given.strip().toUpperCase(Locale.ROOT);
        return COUNTRIES.contains(code) ? code : null;
    }

    /** The day that a text names, or null; of a month or a year the first day, or the last. */
    static LocalDate day(String given, boolean last) {
        if (given == null) {
            return null;
        }
        String text = given.strip();
        try {
            Matcher day = DAY.matcher(text);
            if (day.matches()) {
                return LocalDate.of(
                        Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
            }
            Matcher month = MONTH.matcher(text);
            if (month.matches()) {
                YearMonth of = YearMonth.of(Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)));
                return last ? of.atEndOfMonth() : of.atDay(1);
            }
            if (YEAR.matcher(text).matches()) {
                return LocalDate.of(Integer.parseInt(text), last ? 12 : 1, last ? 31 : 1);
            }
        } catch (DateTimeException noSuchDay) {
            return null;
        }
        return null;
    }

    /** Whether a text names a day, not only a month or a year. */
    static boolean isWholeDay(String given) {
        return given != null && DAY.matcher(given.strip()).matches();
    }

    /** Twelve hexadecimal digits that identify a text. */
    static String shortHash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
