package guanka.records;

import java.text.Normalizer;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts as both databases can keep them, and instants that sort as texts do. */
final class Texts {

    /** Longest text that a record may carry outside its facts and answer. */
    static final int LENGTH_MAX = 2000;

    /** Characters of a text that the search index holds. */
    private static final int INDEXED_MAX = 256;

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Texts() {}

    /** An instant with nine decimals, in UTC; one outside the years 0 to 9999 is the nearest inside. */
    static String of(Instant at) {
        return at == null ? null : INSTANT.format(at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at);
    }

    /** An instant as it will be read again. */
    static Instant kept(Instant at) {
        return instant(of(at));
    }

    static Instant instant(String text) {
        return text == null ? null : Instant.parse(text);
    }

    /**
     * Texts that the caller chose.
     *
     * @throws IllegalArgumentException where it is missing, too long, or holds what cannot be kept
     */
    static String required(String what, String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return optional(what, text);
    }

    /** Whether a text can be kept: no NUL, no half characters. */
    static boolean isKeepable(String text) {
        return text.length() <= LENGTH_MAX && text.equals(kept(text));
    }

    static String optional(String what, String text) {
        if (text != null && !isKeepable(text)) {
            throw new IllegalArgumentException(
                    what + " is longer than " + LENGTH_MAX + " characters, or holds a NUL or half a character");
        }
        return text;
    }

    /** Any text, with what cannot be kept replaced by U+FFFD. */
    static String kept(String text) {
        if (text == null || isPlain(text)) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** The beginning of a text that the search index holds: databases limit the length of an index entry. */
    static String leading(String text) {
        return text.length() <= INDEXED_MAX || text.codePointCount(0, text.length()) <= INDEXED_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, INDEXED_MAX));
    }

    /** Whether a longer text may have begun like this one in the search index. */
    static boolean mayBeCutOff(String indexed) {
        return indexed.codePointCount(0, indexed.length()) >= INDEXED_MAX;
    }

    /** A name as it is searched for: one form of each letter, lower case, single spaces. */
    static String folded(String name) {
        String lower = Normalizer.normalize(kept(name), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // a letter and its mark may be one letter only in lower case
        String folded = Normalizer.normalize(lower, Normalizer.Form.NFKC).strip();
        return SPACES.matcher(folded).replaceAll(" ");
    }
}
