package guanka.records;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * Who counts as one person where two are needed: names that differ in letter case, in blanks, in what is not seen or in letters
 * that look alike may be one person with two accounts, and nobody who reads them tells them apart.
 */
public final class Persons {

    /** Drops what is ignored by default besides. */
    private static final Normalizer2 FOLDED = Normalizer2.getNFKCCasefoldInstance();

    /** Letters by what they look like, whatever their script. */
    private static final SpoofChecker LOOKS = new SpoofChecker.Builder().build();

    /** Signs that are drawn as nothing, though Unicode calls them neither blank nor to be ignored: a Braille pattern and two fillers. */
    private static final Set<Integer> EMPTY = Set.of(0x2800, 0x16FE4, 0x1D159);

    private Persons() {}

    /** Whether two names may be those of one person. */
    public static boolean areOne(String one, String other) {
        return other != null && key(one).equals(key(other));
    }

    static boolean isAmong(Collection<String> names, String name) {
        return names.stream().anyMatch(one -> areOne(one, name));
    }

    /** Whether a reader sees nothing where it stands, the plain blank among them. */
    public static boolean isUnseen(int c) {
        return UCharacter.hasBinaryProperty(c, UProperty.WHITE_SPACE)
                || UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || EMPTY.contains(c);
    }

    private static String key(String name) {
        // to capitals first: by them an i without its dot is one with it
        String letters = Normalizer2.getNFKCInstance().normalize(name).toUpperCase(Locale.ROOT);
        String seen = FOLDED.normalize(letters)
                .codePoints()
                .filter(c -> !isUnseen(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        // letters of scripts without small ones look like capitals
        return LOOKS.getSkeleton(FOLDED.normalize(LOOKS.getSkeleton(FOLDED.normalize(seen))));
    }
}
