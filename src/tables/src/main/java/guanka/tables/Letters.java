package guanka.tables;

import java.util.Map;
import java.util.stream.Collectors;

/** Which characters a cell may hold: nothing that cannot be seen, and in codes nothing that looks like something else. */
final class Letters {

    /** Cyrillic and Greek letters that look like Latin ones; written as escapes because here nobody could tell them apart. */
    private static final String LOOK_ALIKES =
            "\u0410A\u0412B\u0415E\u0405S\u0406I\u0408J\u041AK\u041CM\u041DH\u041EO\u0420P\u0421C\u0422T\u0425X\u0423Y"
                    + "\u0430a\u0435e\u043Eo\u0440p\u0441c\u0445x\u0443y\u0456i\u0458j\u0455s\u0501d\u04BBh\u04CFl"
                    + "\u0391A\u0392B\u0395E\u0396Z\u0397H\u0399I\u039AK\u039CM\u039DN\u039FO\u03A1P\u03A4T\u03A5Y\u03A7X\u03BFo\u03BDv"
                    + "\u2010-\u2011-\u2012-\u2013-\u2014-\u2212-\uFF0F/\u2044/\u2215/\u00D7x";

    private static final Map<Integer, Character> LATIN = LOOK_ALIKES
            .codePoints()
            .boxed()
            .filter(letter -> letter > 0x7F)
            .collect(Collectors.toMap(letter -> letter, letter -> LOOK_ALIKES.charAt(LOOK_ALIKES.indexOf(letter) + 1)));

    private Letters() {}

    /** What is wrong with the characters of a text, or null. */
    static Fault fault(String text, boolean lines) {
        if (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length()))) {
            return Fault.spaceAtEdge(text);
        }
        boolean latin = false;
        boolean cyrillic = false;
        int foreign = 0;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            Fault fault = letterFault(letter, lines);
            if (fault != null) {
                return fault;
            }
            if (Character.isLetter(letter)) {
                var script = Character.UnicodeScript.of(letter);
                latin |= script == Character.UnicodeScript.LATIN;
                if (script == Character.UnicodeScript.CYRILLIC) {
                    cyrillic = true;
                    foreign = letter;
                }
                if (latin && cyrillic) {
                    return Fault.mixedLetters(text, wordAround(text, i), foreign == 0 ? letter : foreign);
                }
            } else {
                latin = false;
                cyrillic = false;
            }
            i += Character.charCount(letter);
        }
        return null;
    }

    /** What is wrong with a text that may only hold the characters of an ordinary keyboard, or null. */
    static Fault foreignLetter(String text) {
        return text.codePoints()
                .filter(letter -> letter > 0x7E)
                .mapToObj(letter -> Fault.lookAlike(text, letter, latin(letter)))
                .findFirst()
                .orElse(null);
    }

    /** The text with each letter that looks like a Latin one replaced by it. */
    static String toLatin(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            Character latin = LATIN.get(letter);
            if (latin == null) {
                plain.appendCodePoint(letter);
            } else {
                plain.append(latin.charValue());
            }
        });
        return plain.toString();
    }

    private static Fault letterFault(int letter, boolean lines) {
        if (letter >= 0x20 && letter < 0x7F) {
            return null;
        }
        if (letter == '\n') {
            return lines ? null : Fault.lineBreak();
        }
        int type = Character.getType(letter);
        if (type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR) {
            return Fault.lineBreak();
        }
        if (type == Character.CONTROL || type == Character.SURROGATE) {
            return Fault.control(letter);
        }
        if (isBidi(letter)) {
            return Fault.bidi(letter);
        }
        // U+3000 is the ordinary space of Chinese typesetting
        if (type == Character.SPACE_SEPARATOR && letter != 0x3000) {
            return Fault.oddSpace(letter);
        }
        if (type == Character.FORMAT || isInvisible(letter)) {
            return Fault.invisible(letter);
        }
        if (type == Character.PRIVATE_USE
                || (letter & 0xFFFE) == 0xFFFE
                || letter >= 0xFDD0 && letter <= 0xFDEF
                || letter == 0xFFFD) {
            return Fault.meaningless(letter);
        }
        return null;
    }

    private static boolean isSpace(int letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    private static boolean isBidi(int letter) {
        return letter == 0x061C
                || letter == 0x200E
                || letter == 0x200F
                || letter >= 0x202A && letter <= 0x202E
                || letter >= 0x2066 && letter <= 0x2069;
    }

    private static boolean isInvisible(int letter) {
        return letter == 0x034F
                || letter == 0x115F
                || letter == 0x1160
                || letter == 0x17B4
                || letter == 0x17B5
                || letter >= 0x180B && letter <= 0x180F
                || letter == 0x2800
                || letter == 0x3164
                || letter == 0xFFA0
                || letter >= 0xFE00 && letter <= 0xFE0F
                || letter >= 0xE0100 && letter <= 0xE01EF;
    }

    private static String latin(int letter) {
        Character latin = LATIN.get(letter);
        if (latin != null) {
            return latin.toString();
        }
        // full-width letters, as Chinese input methods type them
        return letter >= 0xFF01 && letter <= 0xFF5E ? String.valueOf((char) (letter - 0xFEE0)) : null;
    }

    private static String wordAround(String text, int at) {
        int from = at;
        while (from > 0 && Character.isLetter(text.codePointBefore(from))) {
            from -= Character.charCount(text.codePointBefore(from));
        }
        int to = at;
        while (to < text.length() && Character.isLetter(text.codePointAt(to))) {
            to += Character.charCount(text.codePointAt(to));
        }
        return text.substring(from, to);
    }
}
