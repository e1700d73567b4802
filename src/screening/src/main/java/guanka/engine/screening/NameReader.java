package guanka.engine.screening;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;

/**
 * Reads a name as written into words that can be compared.
 *
 * <p>In this order: Unicode compatibility forms, width, case and accents (the folding that Lucene builds on ICU);
 * Japanese abbreviations in brackets; traditional to simplified characters, then Japanese to Chinese character forms;
 * dotted initials (L.L.C. becomes llc); words, split at everything that is neither letter nor digit and where the script
 * changes; {@code and} with all its signs and a leading {@code the} are left out; legal forms are left out of the core.
 *
 * <p>A name with letters of other alphabets is read twice more: with its letters replaced by the Latin ones that look the
 * same (a Cyrillic T hides TDK from a reader's search but not from a reader's eye), and spelt by sound in Latin letters.
 */
final class NameReader {

    private static final Pattern DOTTED_INITIALS =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:\\p{L}\\.)+\\p{L}(?![\\p{L}\\p{N}])");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['`\u02bc\u2018\u2019](?=\\p{L})");
    /** Between words that were written without a space, as "FujikuraParachuteCo". */
    private static final Pattern GLUED = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private static final Pattern GLUED_WITH_AND = Pattern.compile("(?<=\\p{Ll}{3})and(?=\\p{Lu})|" + GLUED);

    /** "McDonald" and "iPhone" are one word. */
    private static final int FEWEST_GLUED = 2;

    /** Made with the first name in Chinese or Japanese. */
    private static final class ToSimplified {

        private static final Transliterator SCHEME = Transliterator.getInstance("Traditional-Simplified");
    }

    /** Made with the first name in another alphabet. */
    private static final class LookAlikes {

        private static final Map<Integer, String> LATIN = lookAlikes();
    }

    private static final Map<Character, Character> JAPANESE_FORMS = japaneseForms();

    private static final int FIRST_EAST_ASIAN = 0x2E80;

    /** Fewer consonants are those of too many names. */
    static final int FEWEST_CONSONANTS = 5;

    private final LegalForms legalForms;
    private final Sounds sounds = new Sounds();

    NameReader(FileWords words) {
        legalForms = new LegalForms(WordFile.lines("legal-forms.txt"), words::of);
    }

    /** The readings of a name: as written, and where other alphabets occur also by look and by sound; none if it holds no word. */
    List<Spelling> read(String text) {
        List<Spelling> readings = new ArrayList<>(1);
        add(readings, text, text, Spelling.Route.AS_WRITTEN);
        if (hasForeignLetters(text)) {
            add(readings, text, looksLike(text), Spelling.Route.LOOK_ALIKE);
            for (String latin : sounds.of(text)) {
                add(readings, text, latin, Spelling.Route.TRANSLITERATED);
            }
        }
        String today = sounds.withNamesOfToday(text);
        if (today != null) {
            add(readings, text, today, Spelling.Route.TRANSLITERATED);
        }
        return readings;
    }

    /** The readings of a name that somebody gives: besides those of any name, Chinese characters by their sound and by the words of their trade. */
    List<Spelling> readGiven(String text) {
        List<Spelling> readings = read(text);
        if (text.strip().indexOf(' ') < 0 && GLUED.matcher(text).results().count() >= FEWEST_GLUED) {
            add(readings, text, GLUED.matcher(text).replaceAll(" "), Spelling.Route.AS_WRITTEN);
            add(readings, text, GLUED_WITH_AND.matcher(text).replaceAll(" "), Spelling.Route.AS_WRITTEN);
        }
        if (Sounds.isWrittenInConsonants(text)) {
            List<String> sound = legalForms.without(words(text));
            String consonants = Sounds.consonants(sounds.any(String.join("", sound)));
            if (consonants.length() >= FEWEST_CONSONANTS) {
                readings.add(
                        new Spelling(text, Spelling.Route.CONSONANTS, List.of(consonants), List.of(consonants), ""));
            }
        }
        addWithoutCountry(readings, text);
        if (hasChinese(text)) {
            List<String> core = legalForms.without(words(text));
            String latin = sounds.ofChinese(String.join("", core));
            if (latin != null) {
                add(readings, text, latin, Spelling.Route.TRANSLITERATED);
            }
        }
        return readings;
    }

    /** The readings of a printed name and of the names in it. */
    List<Spelling> readListed(String printed) {
        List<Spelling> readings = new ArrayList<>(1);
        PrintedName.namesIn(printed).forEach((name, full) -> {
            for (Spelling reading : read(name)) {
                if (readings.stream().noneMatch(known -> known.words().equals(reading.words()))) {
                    readings.add(
                            full
                                    ? reading
                                    : new Spelling(
                                            reading.text(),
                                            Spelling.Route.SHORT_NAME,
                                            reading.words(),
                                            reading.core(),
                                            reading.legalForm()));
                }
            }
            if (full) {
                addWithoutCountry(readings, name);
            }
        });
        return readings;
    }

    /** A Chinese text calls a firm by its country or leaves that out. */
    private void addWithoutCountry(List<Spelling> readings, String text) {
        if (hasChinese(text)) {
            List<String> words = words(text);
            List<String> rest = words.isEmpty() ? null : ChineseCountries.without(words);
            if (rest != null) {
                add(readings, text, rest, Spelling.Route.WITHOUT_COUNTRY);
            }
        }
    }

    private static boolean hasChinese(String text) {
        return text.codePoints().anyMatch(letter -> letter >= 0x3400 && UScript.getScript(letter) == UScript.HAN)
                && text.codePoints().noneMatch(letter -> letter >= 0x3040 && letter <= 0x30FF);
    }

    LegalForms legalForms() {
        return legalForms;
    }

    private void add(List<Spelling> readings, String text, String written, Spelling.Route route) {
        add(readings, text, words(written), route);
    }

    private void add(List<Spelling> readings, String text, List<String> words, Spelling.Route route) {
        if (words.isEmpty()
                || readings.stream().anyMatch(reading -> reading.words().equals(words))) {
            return;
        }
        List<String> core = legalForms.without(words);
        readings.add(new Spelling(text, route, words, core, legalForms.of(words, core)));
    }

    /** The words of a text, normalised; legal forms are still among them. */
    static List<String> words(String text) {
        String folded = ICUFoldingFilter.NORMALIZER
                .normalize(text)
                .replace("(株)", " 株式会社 ")
                .replace("(有)", " 有限会社 ");
        if (hasChineseOrJapanese(folded)) {
            folded = Numbers.chineseAsDigits(chineseForms(ToSimplified.SCHEME.transliterate(folded)));
        }
        folded = APOSTROPHE.matcher(folded).replaceAll("");
        folded = DOTTED_INITIALS
                .matcher(folded)
                .replaceAll(initials -> initials.group().replace(".", ""));
        List<String> words = split(folded);
        List<String> meaningful = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.equals("and") && !(word.equals("the") && i == 0)) {
                meaningful.add(word);
            }
        }
        return meaningful.isEmpty() ? words : Numbers.asDigits(meaningful);
    }

    /** The runs of letters and digits of a text, broken also between Chinese or Japanese and other letters. */
    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean wordIsEastAsian = false;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            i += Character.charCount(letter);
            if (!Character.isLetterOrDigit(letter)) {
                end(word, words);
                continue;
            }
            boolean eastAsian = isChineseOrJapanese(letter);
            if (eastAsian != wordIsEastAsian) {
                end(word, words);
            }
            wordIsEastAsian = eastAsian;
            word.appendCodePoint(letter);
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    static boolean hasChineseOrJapanese(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_EAST_ASIAN) {
                return text.codePoints().anyMatch(NameReader::isChineseOrJapanese);
            }
        }
        return false;
    }

    private static boolean isChineseOrJapanese(int letter) {
        if (letter < FIRST_EAST_ASIAN) {
            return false;
        }
        int script = UScript.getScript(letter);
        return script == UScript.HAN || letter >= 0x3040 && letter <= 0x30FF;
    }

    /** Letters other than Latin and Chinese: those that may look or sound like Latin ones. */
    private static boolean hasForeignLetters(String text) {
        return text.codePoints()
                .anyMatch(letter -> letter > 0x24F
                        && Character.isLetter(letter)
                        && UScript.getScript(letter) != UScript.HAN
                        && UScript.getScript(letter) != UScript.LATIN);
    }

    private static String looksLike(String text) {
        StringBuilder latin = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> {
            String likeness = LookAlikes.LATIN.get(letter);
            if (likeness == null) {
                latin.appendCodePoint(letter);
            } else {
                latin.append(likeness);
            }
        });
        return latin.toString();
    }

    /** Letters of other alphabets to the Latin letter that ICU's table of confusable characters gives for them or their capital. */
    private static Map<Integer, String> lookAlikes() {
        SpoofChecker checker = new SpoofChecker.Builder().build();
        Map<Integer, String> likenesses = new HashMap<>();
        int[][] alphabets = {
            {0x370, 0x58F}, {0x10A0, 0x10FF}, {0x13A0, 0x13FF}, {0x1F00, 0x1FFF}, {0x2C80, 0x2CFF}, {0xA4D0, 0xA4FF}
        };
        for (int[] alphabet : alphabets) {
            for (int letter = alphabet[0]; letter <= alphabet[1]; letter++) {
                if (!Character.isLetter(letter)) {
                    continue;
                }
                String likeness = checker.getSkeleton(Character.toString(letter));
                if (!isLatin(likeness)) {
                    likeness = checker.getSkeleton(Character.toString(UCharacter.toUpperCase(letter)));
                }
                if (isLatin(likeness)) {
                    likenesses.put(letter, likeness);
                }
            }
        }
        return Map.copyOf(likenesses);
    }

    private static boolean isLatin(String letters) {
        return letters.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z');
    }

    private static String chineseForms(String text) {
        StringBuilder chinese = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            chinese.append(JAPANESE_FORMS.getOrDefault(text.charAt(i), text.charAt(i)));
        }
        return chinese.toString();
    }

    private static Map<Character, Character> japaneseForms() {
        Map<Character, Character> forms = new HashMap<>();
        for (String line : WordFile.lines("japanese-forms.txt")) {
            forms.put(line.charAt(0), line.charAt(1));
        }
        return Map.copyOf(forms);
    }

    /** The different readings of several names, in the order given. */
    Set<Spelling> readAll(Iterable<String> names) {
        Set<Spelling> readings = new LinkedHashSet<>();
        for (String name : names) {
            readings.addAll(readGiven(name));
        }
        return readings;
    }

    /** The different readings of the names of an entry, in the order given. */
    Set<Spelling> readAllListed(Iterable<String> names) {
        Set<Spelling> readings = new LinkedHashSet<>();
        for (String name : names) {
            readings.addAll(readListed(name));
        }
        return readings;
    }
}
