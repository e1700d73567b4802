package guanka.engine.screening;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that one printed name of a list holds: an acronym or a brand in brackets at its end is another name, and so is what stands after
 * "a.k.a." or "and subordinate entity".
 */
public final class PrintedName {

    private static final Pattern BRACKET = Pattern.compile("^(.{3,}?)\\s*[(（]([^()（）]{2,60})[)）]\\s*\\.?$");
    private static final Pattern KNOWN_AS = Pattern.compile(
            "(?i)[-,;(\\s]+(?:a\\.?\\s?/?k\\.?/?\\s?a\\b\\.?|f\\.?\\s?/?k\\.?/?\\s?a\\b\\.?|n\\.?\\s?/?k\\.?/?\\s?a\\b\\.?|d/b/a|also known as|formerly known as|doing business as|formerly)[-,:;\\s]+"
                    + "|[（(]\\s*(?:又称|亦称|又名|曾用名|原名|简称|别名)[:：]?\\s*");
    private static final Pattern AND_BODY = Pattern.compile(
            "(?i)[.,;:(]?\\s*(?:\\band\\s+|\\bincluding\\s+)?(?:\\b(?:its|the|all)\\s+)*\\b(?:subordinate|affiliated?|subsidiary|associated)\\s+"
                    + "(?:institution|institute|entity|entities|organi[sz]ation|compan(?:y|ies)|firm|unit|bod(?:y|ies)|institutes|institutions|organi[sz]ations)\\b(?:\\s*[-\u2013\u2014:,]+\\s*|\\s+)(?=\\p{Lu}|\\p{Lo}|\\p{N}|the\\b)");
    private static final Pattern ACRONYM = Pattern.compile("(?:\\p{Lu}|\\p{N}|[-&/. ]){2,14}");
    private static final List<String> WORDS = List.of(
            "subordinate",
            "affiliate",
            "subsidiary",
            "associated",
            "a.k.a",
            "aka",
            "a/k/a",
            "f.k.a",
            "fka",
            "f/k/a",
            "n.k.a",
            "nka",
            "d/b/a",
            "known as",
            "formerly",
            "doing business");
    private static final int SHORTEST = 2;

    private PrintedName() {}

    /** Each name with whether it is one in full; one that is not, such as an acronym, never makes a match sure. */
    static Map<String, Boolean> namesIn(String printed) {
        Map<String, Boolean> names = new LinkedHashMap<>();
        names.put(printed, true);
        if (!mayHoldMore(printed)) {
            return names;
        }
        for (String part : split(printed)) {
            addWithBracket(part, names);
        }
        return names;
    }

    /** Most names are one name: these are told apart without a search. */
    private static boolean mayHoldMore(String printed) {
        if (printed.indexOf('(') >= 0 || printed.indexOf('（') >= 0) {
            return true;
        }
        String lower = printed.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains);
    }

    /** The full names that a printed name joins, itself where it is one. */
    public static List<String> split(String printed) {
        List<String> parts = new ArrayList<>();
        for (String party : AND_BODY.split(printed)) {
            for (String name : KNOWN_AS.split(party)) {
                String clean = trimmed(name);
                if (clean.codePoints().filter(Character::isLetterOrDigit).count() >= SHORTEST) {
                    parts.add(clean);
                }
            }
        }
        return parts.isEmpty() ? List.of(printed) : parts;
    }

    private static String trimmed(String name) {
        String clean = name.strip().replaceAll("^[,;:.\\-\u2013\\s]+", "").replaceAll("[,;:\\-\u2013\\s]+$", "");
        // the bracket that "(a.k.a. X)" opened or closed
        if (clean.endsWith(")") && clean.indexOf('(') < 0 || clean.endsWith("）") && clean.indexOf('（') < 0) {
            clean = clean.substring(0, clean.length() - 1).strip();
        }
        int open = clean.lastIndexOf('(');
        return open >= 0 && clean.indexOf(')', open) < 0
                ? clean.substring(0, open).strip()
                : clean;
    }

    private static void addWithBracket(String part, Map<String, Boolean> names) {
        names.putIfAbsent(part, true);
        Matcher bracket = BRACKET.matcher(part);
        if (bracket.matches()) {
            String before = bracket.group(1).strip();
            String inside = bracket.group(2).strip();
            boolean acronym = ACRONYM.matcher(inside).matches()
                    && inside.chars().anyMatch(Character::isLetter)
                    && inside.replaceAll("[^\\p{L}]", "").length() >= 3;
            boolean brand = inside.indexOf(' ') < 0
                    && inside.length() >= 4
                    && before.toLowerCase(Locale.ROOT).contains(inside.toLowerCase(Locale.ROOT));
            if (acronym || brand) {
                names.putIfAbsent(before, true);
                names.putIfAbsent(inside, false);
            }
        }
    }
}
