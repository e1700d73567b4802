package guanka.engine.screening;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names of other scripts spelt by their sound in Latin letters, in the schemes that lists and passports use. */
final class Sounds {

    private static final String ASCII = "; Latin-ASCII";

    /** Of each script the schemes that ICU knows; those that a build lacks are left out. */
    private static final Map<Integer, List<String>> SCHEMES = Map.of(
            UScript.CYRILLIC, List.of("Russian-Latin/BGN", "ru-ru_Latn/BGN", "Ukrainian-Latin/BGN", "uk-uk_Latn/BGN"),
            UScript.GREEK, List.of("Greek-Latin/UNGEGN", "Greek-Latin/BGN", "el-el_Latn/BGN"),
            UScript.ARABIC, List.of("Arabic-Latin/BGN", "ar-ar_Latn/BGN", "fa-fa_Latn/BGN"),
            UScript.HEBREW, List.of("Hebrew-Latin/BGN", "he-he_Latn/BGN"),
            UScript.HANGUL, List.of("Hangul-Latin", "ko-ko_Latn/BGN"));

    /** ICAO 9303, as passports and many registers spell Russian. */
    private static final String[][] PASSPORT = {
        {"щ", "shch"},
        {"ж", "zh"},
        {"х", "kh"},
        {"ц", "ts"},
        {"ч", "ch"},
        {"ш", "sh"},
        {"ю", "iu"},
        {"я", "ia"},
        {"ё", "e"},
        {"э", "e"},
        {"й", "i"},
        {"ъ", "ie"},
        {"ь", ""},
        {"ы", "y"},
        {"є", "ie"},
        {"ї", "i"},
        {"і", "i"},
        {"ґ", "g"}
    };

    private static final int SHORTEST_OLDER_NAME = 4;

    /** Schemes by script, made with the first name in that script: making them takes longer than using them a hundred times. */
    private final Map<Integer, List<Transliterator>> bySchemes = new ConcurrentHashMap<>();

    private static final class AnyLatin {

        private static final Transliterator SCHEME = Transliterator.getInstance("Any-Latin" + ASCII);
    }

    private static final class Pinyin {

        private static final Transliterator SCHEME = Transliterator.getInstance("Han-Latin" + ASCII);
    }

    private final Map<String, String> namesOfToday = new HashMap<>();
    private final Map<String, String> chineseWords = new HashMap<>();
    private final int longestChineseWord;

    Sounds() {
        for (String line : WordFile.lines("names-of-today.txt")) {
            String[] pair = line.split(":", 2);
            namesOfToday.put(pair[0].strip(), pair[1].strip());
        }
        int longest = 0;
        for (String line : WordFile.lines("chinese-words.txt")) {
            String[] pair = line.split(":", 2);
            chineseWords.put(pair[0].strip(), pair[1].strip());
            longest = Math.max(longest, pair[0].strip().length());
        }
        longestChineseWord = longest;
    }

    private List<Transliterator> schemes(int script) {
        return bySchemes.computeIfAbsent(script, x -> {
            List<Transliterator> known = new ArrayList<>();
            for (String scheme : SCHEMES.getOrDefault(script, List.of())) {
                try {
                    known.add(Transliterator.getInstance(scheme + ASCII));
                } catch (IllegalArgumentException unknown) {
                    // a scheme under another name, or none, in this version of ICU
                    continue;
                }
            }
            return known;
        });
    }

    static boolean isWrittenInConsonants(String text) {
        return text.codePoints()
                .map(UScript::getScript)
                .anyMatch(script -> script == UScript.ARABIC || script == UScript.HEBREW);
    }

    String any(String text) {
        return AnyLatin.SCHEME.transliterate(text);
    }

    /** The consonants of a name in Latin letters, those written alike that scripts without vowels do not tell apart. */
    static String consonants(String latin) {
        String text = latin.toLowerCase(Locale.ROOT)
                .replace("kh", "h")
                .replace("gh", "g")
                .replace("sh", "s")
                .replace("ch", "s")
                .replace("th", "t")
                .replace("dh", "d")
                .replace("ph", "f");
        StringBuilder consonants = new StringBuilder();
        for (char letter : text.toCharArray()) {
            char one =
                    switch (letter) {
                        case 'c', 'q' -> 'k';
                        case 'p' -> 'b';
                        case 'v' -> 'f';
                        case 'j' -> 'g';
                        case 'z' -> 's';
                        default -> letter;
                    };
            boolean vowel = "aeiouyw".indexOf(one) >= 0 || one < 'a' || one > 'z';
            if (!vowel && (consonants.length() == 0 || consonants.charAt(consonants.length() - 1) != one)) {
                consonants.append(one);
            }
        }
        return consonants.toString();
    }

    /** The spellings of a text with letters of other scripts, each once. */
    Set<String> of(String text) {
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(AnyLatin.SCHEME.transliterate(text));
        Set<Integer> scripts = new LinkedHashSet<>();
        text.codePoints().forEach(letter -> scripts.add(UScript.getScript(letter)));
        for (int script : scripts) {
            for (Transliterator scheme : schemes(script)) {
                spellings.add(AnyLatin.SCHEME.transliterate(scheme.transliterate(text)));
            }
        }
        if (scripts.contains(UScript.CYRILLIC)) {
            String lower = text.toLowerCase(Locale.ROOT);
            String passport = lower;
            for (String[] letter : PASSPORT) {
                passport = passport.replace(letter[0], letter[1]);
            }
            spellings.add(AnyLatin.SCHEME.transliterate(passport));
            if (lower.indexOf('ё') >= 0) {
                spellings.add(
                        AnyLatin.SCHEME.transliterate(lower.replace("щ", "shch").replace("ё", "yo")));
            }
        }
        return spellings;
    }

    /** Chinese characters word by word: words of trade and places in English, the rest by its sound; null where that says nothing. */
    String ofChinese(String core) {
        StringBuilder latin = new StringBuilder();
        StringBuilder sound = new StringBuilder();
        boolean telling = false;
        for (int i = 0; i < core.length(); ) {
            String word = null;
            int length = Math.min(longestChineseWord, core.length() - i);
            for (; length >= 1; length--) {
                word = chineseWords.get(core.substring(i, i + length));
                if (word != null) {
                    break;
                }
            }
            if (word == null) {
                sound.append(core.charAt(i++));
                continue;
            }
            telling |= spell(sound, latin);
            latin.append(' ').append(word);
            i += length;
        }
        telling |= spell(sound, latin);
        return telling ? latin.toString().strip() : null;
    }

    private boolean spell(StringBuilder sound, StringBuilder latin) {
        if (sound.length() == 0) {
            return false;
        }
        boolean telling = NameReader.hasChineseOrJapanese(sound.toString()) && sound.length() >= 2;
        latin.append(' ').append(Pinyin.SCHEME.transliterate(sound.toString()).replaceAll("[\\s']+", ""));
        sound.setLength(0);
        return telling;
    }

    /** The end of letters with dots between them, the last dot left out. */
    private static int endOfInitials(String text, int begin) {
        int end = begin + 1;
        while (end + 1 < text.length() && text.charAt(end) == '.' && Character.isLetter(text.charAt(end + 1))) {
            end += 2;
        }
        return end;
    }

    /** The text with older names of places as they are written today; null where there are none. */
    String withNamesOfToday(String text) {
        StringBuilder all = null;
        int copied = 0;
        for (int i = 0; i < text.length(); ) {
            int end = i;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            if (end - i == 1) {
                end = endOfInitials(text, i);
            }
            if (end - i >= SHORTEST_OLDER_NAME - 1) {
                String today = namesOfToday.get(text.substring(i, end).toLowerCase(Locale.ROOT));
                if (today != null) {
                    all = all == null ? new StringBuilder() : all;
                    all.append(text, copied, i).append(today);
                    copied = end;
                }
            }
            i = Math.max(end, i + 1);
        }
        return all == null ? null : all.append(text, copied, text.length()).toString();
    }
}
