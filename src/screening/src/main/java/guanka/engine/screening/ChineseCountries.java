package guanka.engine.screening;

import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What countries are called in Chinese: Chinese texts begin the names of foreign firms with it, notices and invoices each as they like. */
final class ChineseCountries {

    private static final int FEWEST_LEFT = 2;

    /** Made with the first name in Chinese. */
    private static final class Names {

        private static final Set<String> ALL = new HashSet<>();
        private static final int LONGEST;

        static {
            for (String country : Locale.getISOCountries()) {
                // Chinese firms begin with their country too, and are told apart by it
                if (!country.equals(Locale.CHINA.getCountry())) {
                    ALL.add(new ULocale("und", country).getDisplayCountry(ULocale.SIMPLIFIED_CHINESE));
                }
            }
            LONGEST = ALL.stream().mapToInt(String::length).max().orElse(0);
        }
    }

    private ChineseCountries() {}

    /** The words, normalised, without the foreign country at their beginning; null where there is none, or nothing else. */
    static List<String> without(List<String> words) {
        String first = words.get(0);
        for (int end = Math.min(first.length(), Names.LONGEST); end >= FEWEST_LEFT; end--) {
            if (Names.ALL.contains(first.substring(0, end))) {
                String rest = first.substring(end);
                if (rest.isEmpty() && words.size() > 1) {
                    return words.subList(1, words.size());
                }
                if (rest.length() < FEWEST_LEFT) {
                    return null;
                }
                List<String> left = new ArrayList<>(words);
                left.set(0, rest);
                return left;
            }
        }
        return null;
    }
}
