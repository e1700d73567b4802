package guanka.records;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/**
 * Who counts as one person where two are needed: names that differ in letter case, in blanks or in forms of a letter alone may be one
 * person with two accounts, and nobody who reads them tells them apart.
 */
public final class Persons {

    private Persons() {}

    /** Whether two names may be those of one person. */
    public static boolean areOne(String one, String other) {
        return other != null && key(one).equals(key(other));
    }

    static boolean isAmong(Collection<String> names, String name) {
        return names.stream().anyMatch(one -> areOne(one, name));
    }

    private static String key(String name) {
        String letters = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return Normalizer.normalize(letters.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC)
                .replaceAll("\\s", "");
    }
}
