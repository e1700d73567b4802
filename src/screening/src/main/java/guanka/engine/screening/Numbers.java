package guanka.engine.screening;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers in names, written one way: "38th", "No. 38", "Thirty-Eighth" and 第三十八 all become 38. Institutes, plants and brigades differ
 * by number alone, so a number is compared as a number and never by its letters.
 */
final class Numbers {

    private static final String[] ONES = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] FIRSTS = {
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth"
    };
    private static final String[] TENS = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    private static final Set<String> MARKS = Set.of("no", "nr", "num", "number", "nomer", "第", "号");
    private static final Set<String> ENDINGS = Set.of("st", "nd", "rd", "th");
    private static final String DIGITS = "〇一二三四五六七八九";
    private static final String ALL = DIGITS + "零两十百";
    private static final Map<String, Integer> WORDS = new HashMap<>();
    private static final Map<String, Integer> TEN_WORDS = new HashMap<>();

    static {
        for (int i = 0; i < ONES.length; i++) {
            WORDS.put(ONES[i], i);
            WORDS.put(FIRSTS[i], i);
        }
        WORDS.remove("");
        for (int i = 0; i < TENS.length; i++) {
            int value = 20 + 10 * i;
            TEN_WORDS.put(TENS[i], value);
            WORDS.put(TENS[i].replaceAll("y$", "ieth"), value);
        }
        // written so more often than any other number word is misspelt
        TEN_WORDS.put("fourty", 40);
        WORDS.put("fourtieth", 40);
        TEN_WORDS.put("ninty", 90);
        // "one" and "zero" are names more often than numbers
        WORDS.remove("one");
        WORDS.remove("zero");
    }

    private Numbers() {}

    static boolean isNumber(String word) {
        return !word.isEmpty() && word.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    /** Whether a word is a Roman numeral below fifty, as series are numbered. */
    static boolean isRoman(String word) {
        return !word.isEmpty() && word.chars().allMatch(letter -> letter == 'i' || letter == 'v' || letter == 'x');
    }

    /** The words with each number as its digits; a name that is nothing but a number word stays as it is. */
    static List<String> asDigits(List<String> words) {
        if (words.size() < 2) {
            return words;
        }
        List<String> digits = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            Integer tens = TEN_WORDS.get(word);
            Integer ones = i + 1 < words.size() ? unit(words.get(i + 1)) : null;
            if (tens != null && ones != null && ones > 0 && ones < 10) {
                digits.add(Integer.toString(tens + ones));
                i++;
            } else if (tens != null) {
                digits.add(Integer.toString(tens));
            } else if (WORDS.containsKey(word)) {
                digits.add(WORDS.get(word).toString());
            } else {
                digits.add(ordinal(word));
            }
        }
        return withoutMarks(digits);
    }

    /** A word for a number below ten, or a digit. */
    private static Integer unit(String word) {
        if (word.equals("one")) {
            return 1;
        }
        return word.length() == 1 && isNumber(word) ? Integer.valueOf(word) : WORDS.get(word);
    }

    private static String ordinal(String word) {
        int digits = 0;
        while (digits < word.length() && word.charAt(digits) >= '0' && word.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits < word.length() && !ENDINGS.contains(word.substring(digits))) {
            return word;
        }
        String number = word.substring(0, digits).replaceFirst("^0+(?=.)", "");
        return number;
    }

    private static List<String> withoutMarks(List<String> words) {
        List<String> kept = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            boolean beside = i + 1 < words.size() && isNumber(words.get(i + 1)) || i > 0 && isNumber(words.get(i - 1));
            if (!(beside && MARKS.contains(words.get(i)))) {
                kept.add(words.get(i));
            }
        }
        return kept;
    }

    /** Chinese numerals as digits: 第三十八研究所 and 七〇四研究所; a numeral alone is a character like others (三一重工), unless 第 stands before it. */
    static String chineseAsDigits(String text) {
        StringBuilder digits = null;
        for (int i = 0; i < text.length(); ) {
            int end = i;
            while (end < text.length() && ALL.indexOf(text.charAt(end)) >= 0) {
                end++;
            }
            boolean counted = i > 0 && text.charAt(i - 1) == '第'
                    || end - i >= 2 && end < text.length() && "所院厂局部处师旅团号研".indexOf(text.charAt(end)) >= 0;
            if (end > i && counted) {
                if (digits == null) {
                    digits = new StringBuilder(text.substring(0, i));
                }
                digits.append(value(text.substring(i, end)));
            } else if (digits != null) {
                digits.append(text, i, Math.max(end, i + 1));
            }
            i = Math.max(end, i + 1);
        }
        return digits == null ? text : digits.toString();
    }

    private static String value(String numeral) {
        if (numeral.indexOf('十') < 0 && numeral.indexOf('百') < 0) {
            StringBuilder digits = new StringBuilder();
            numeral.chars().forEach(sign -> digits.append(digit((char) sign)));
            return digits.toString();
        }
        int sum = 0;
        int before = -1;
        for (char sign : numeral.toCharArray()) {
            if (sign == '百' || sign == '十') {
                sum += (before < 0 ? 1 : before) * (sign == '百' ? 100 : 10);
                before = -1;
            } else {
                before = digit(sign);
            }
        }
        return Integer.toString(sum + Math.max(before, 0));
    }

    private static int digit(char sign) {
        return sign == '零' ? 0 : sign == '两' ? 2 : DIGITS.indexOf(sign);
    }
}
