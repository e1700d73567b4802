package guanka.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Names of companies and persons made of words of which a few are frequent and most are rare, as in real lists. */
final class Names {

    private static final String[] SYLLABLES = {
        "al", "an", "ba", "ber", "bo", "chi", "da", "del", "do", "el", "en", "fa", "fen", "ga", "gor", "ha", "hei",
                "in",
        "ja", "jin", "ka", "ker", "ko", "la", "lev", "li", "lo", "ma", "mar", "men", "mo", "na", "ner", "ni", "no",
                "or",
        "pa", "per", "po", "qi", "ra", "ren", "ri", "ro", "sa", "sha", "shen", "si", "so", "ta", "ter", "ti", "to",
                "un",
        "va", "vi", "vol", "wa", "wei", "xi", "ya", "yu", "za", "zho"
    };
    private static final String[] ORDINARY = {
        "Trading", "International", "Technology", "Electronics", "Industrial", "Group", "Holdings", "Systems",
                "Services",
        "Logistics", "Engineering", "Machinery", "Import", "Export", "Energy", "Shipping", "Aviation", "Materials",
        "Institute", "Research", "Center", "General", "National", "Global", "Precision", "Instruments", "Chemical",
        "Petroleum", "Marine", "Science", "University", "Semiconductor", "Microelectronics", "Telecom", "Investment"
    };
    private static final String[] FORMS = {
        "Ltd", "Co., Ltd.", "LLC", "GmbH", "S.A.", "Inc.", "Corp.", "JSC", "OOO", "Limited", "FZE", "AG"
    };
    private static final int WORDS = 40_000;
    private static final double EVEN_FIRST = 30;

    private final Random random;

    Names(long seed) {
        random = new Random(seed);
    }

    /** A name, and sometimes a Chinese one beside it. */
    List<String> next() {
        List<String> names = new ArrayList<>();
        names.add(random.nextInt(100) < 40 ? person() : company());
        if (random.nextInt(10) == 0) {
            names.add(chinese());
        }
        return names;
    }

    private String company() {
        StringBuilder name = new StringBuilder(word());
        for (int i = random.nextInt(2); i >= 0; i--) {
            name.append(' ').append(random.nextInt(3) == 0 ? word() : ordinary());
        }
        return name.append(' ').append(FORMS[random.nextInt(FORMS.length)]).toString();
    }

    private String person() {
        StringBuilder name = new StringBuilder(word());
        for (int i = random.nextInt(2); i >= 0; i--) {
            name.append(' ').append(word());
        }
        return name.toString();
    }

    private String chinese() {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            name.append((char) ('\u4e00' + uneven(3_000)));
        }
        return name.append("有限公司").toString();
    }

    private String ordinary() {
        return ORDINARY[uneven(ORDINARY.length)];
    }

    /** The word of a rank is always the same: ranks are as uneven as the words of a language. */
    private String word() {
        Random spelling = new Random(uneven(WORDS) * 0x9E3779B97F4A7C15L);
        StringBuilder word = new StringBuilder();
        for (int i = 1 + spelling.nextInt(3); i >= 0; i--) {
            word.append(SYLLABLES[spelling.nextInt(SYLLABLES.length)]);
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** A rank below {@code of}: lower ones are more frequent, as the words of a language are. */
    private int uneven(int of) {
        return (int) (EVEN_FIRST * (Math.pow((double) of / EVEN_FIRST + 1, random.nextDouble()) - 1));
    }

    /** The name with one letter struck out, doubled or changed. */
    static String misspelt(String name, Random random) {
        int at = random.nextInt(name.length());
        String before = name.substring(0, at);
        String after = name.substring(at + 1);
        return switch (random.nextInt(3)) {
            case 0 -> before + after;
            case 1 -> before + name.charAt(at) + name.charAt(at) + after;
            default -> before + (char) ('a' + random.nextInt(26)) + after;
        };
    }
}
