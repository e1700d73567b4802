package guanka.engine.screening;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The legal forms of company law, taken off the end of a name, and off its beginning where that is the custom.
 *
 * <p>Forms are compared in one piece, so "S. p. A.", "S.p.A." and "SpA" are one form. Never is the last word taken off:
 * a company may be called "Limited".
 */
final class LegalForms {

    /** "private joint stock company" is the longest form in words; spelt with single letters one more is room enough. */
    private static final int MOST_WORDS = 7;

    private static final int SHORTEST_WITH_SLIP = 6;

    private final Set<String> endings = new HashSet<>();
    private final Set<String> folded = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();
    /** Each form to the first of those that are one with it. */
    private final Map<String, String> one = new HashMap<>();

    private final int longestEastAsian;

    /** A form that begins with {@code ^} may also stand at the beginning; forms joined by {@code =} are one. */
    LegalForms(List<String> lines, Function<String, List<String>> words) {
        int longest = 0;
        for (String line : lines) {
            String first = null;
            for (String written : line.split(" = ")) {
                boolean atTheBeginning = written.startsWith("^");
                String form = String.join("", words.apply(atTheBeginning ? written.substring(1) : written));
                first = first == null ? one.getOrDefault(form, form) : first;
                one.putIfAbsent(form, first);
                endings.add(form);
                folded.add(Letters.lookAlikesAsOne(form));
                if (atTheBeginning) {
                    beginnings.add(form);
                }
                if (NameReader.hasChineseOrJapanese(form)) {
                    longest = Math.max(longest, form.length());
                }
            }
        }
        longestEastAsian = longest;
    }

    /** The legal form that a name bears, one word for each however it is written; empty where it bears none or a Chinese or Japanese one. */
    String of(List<String> words, List<String> core) {
        if (words.size() == core.size()) {
            return "";
        }
        int at = java.util.Collections.indexOfSubList(words, core);
        if (at < 0) {
            return "";
        }
        String before = oneForm(words.subList(0, at));
        String after = oneForm(words.subList(at + core.size(), words.size()));
        return before.isEmpty() || before.equals(after) ? after : after.isEmpty() ? before : before + " " + after;
    }

    private String oneForm(List<String> words) {
        String whole = String.join("", words);
        if (one.containsKey(whole)) {
            return one.get(whole);
        }
        StringBuilder each = new StringBuilder();
        words.forEach(word -> each.append(one.getOrDefault(word, word)));
        return one.getOrDefault(each.toString(), each.toString());
    }

    /** Whether a word is a long legal form with a slip of the pen. */
    boolean isNear(String foldedWord) {
        return foldedWord.length() >= SHORTEST_WITH_SLIP
                && folded.stream()
                        .anyMatch(
                                form -> form.length() >= SHORTEST_WITH_SLIP && Letters.slips(foldedWord, form, 1) <= 1);
    }

    /** Whether a single word, look-alike letters written alike, is a legal form; such a word inside a name says little about who it is. */
    boolean contains(String foldedWord) {
        return folded.contains(foldedWord);
    }

    /** The words without legal forms; all the words if nothing else would be left. */
    List<String> without(List<String> words) {
        List<String> core = words;
        List<String> shorter = offTheEnd(core);
        while (shorter.size() < core.size() || !shorter.equals(core)) {
            core = shorter;
            shorter = offTheEnd(core);
        }
        return offTheBeginning(core);
    }

    /** A word such as "leidosinc", written without the space, up to the legal form; null if it does not end in one. */
    String beforeGluedForm(String word) {
        for (int length = Math.min(11, word.length() - 3); length >= 3; length--) {
            if (endings.contains(word.substring(word.length() - length))) {
                return word.substring(0, word.length() - length);
            }
        }
        return null;
    }

    private List<String> offTheEnd(List<String> words) {
        int size = words.size();
        for (int count = Math.min(MOST_WORDS, size - 1); count >= 1; count--) {
            if (endings.contains(String.join("", words.subList(size - count, size)))) {
                return words.subList(0, size - count);
            }
        }
        if (size == 0) {
            return words;
        }
        String last = words.get(size - 1);
        for (int length = Math.min(longestEastAsian, last.length() - 1); length >= 1; length--) {
            String ending = last.substring(last.length() - length);
            if (endings.contains(ending) && NameReader.hasChineseOrJapanese(ending)) {
                return replaced(words, size - 1, last.substring(0, last.length() - length));
            }
        }
        return words;
    }

    private List<String> offTheBeginning(List<String> words) {
        int size = words.size();
        for (int count = Math.min(MOST_WORDS, size - 1); count >= 1; count--) {
            if (beginnings.contains(String.join("", words.subList(0, count)))) {
                return words.subList(count, size);
            }
        }
        if (size == 0) {
            return words;
        }
        String first = words.get(0);
        for (int length = Math.min(longestEastAsian, first.length() - 1); length >= 1; length--) {
            String beginning = first.substring(0, length);
            if (beginnings.contains(beginning) && NameReader.hasChineseOrJapanese(beginning)) {
                return replaced(words, 0, first.substring(length));
            }
        }
        return words;
    }

    private static List<String> replaced(List<String> words, int index, String word) {
        String[] changed = words.toArray(String[]::new);
        changed[index] = word;
        return List.of(changed);
    }
}
