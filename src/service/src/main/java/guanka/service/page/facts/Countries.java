package guanka.service.page.facts;

import guanka.service.page.Language;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Countries and regions as people name them. */
public final class Countries {

    /** A country or region with its ISO 3166-1 alpha-2 code. */
    public record Country(String code, String name) {}

    private static final Map<Language, List<Country>> ALL = new EnumMap<>(Language.class);
    /** By names in every language, and by codes. */
    private static final Map<String, String> CODES = new HashMap<>();

    static {
        for (Language language : Language.values()) {
            List<Country> countries = new ArrayList<>();
            for (String code : Locale.getISOCountries()) {
                countries.add(new Country(code, name(code, language)));
            }
            countries.sort(Comparator.comparing(Country::code));
            countries.forEach(country -> CODES.put(folded(country.name()), country.code()));
            countries.forEach(country -> CODES.put(folded(country.code()), country.code()));
            ALL.put(language, List.copyOf(countries));
        }
    }

    private Countries() {}

    private static String folded(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** The code of a country that is given by a name in any language of the page or by its code; any other text as it is. */
    public static String code(String text) {
        return CODES.getOrDefault(folded(text), text);
    }

    public static List<Country> in(Language language) {
        return ALL.get(language);
    }

    /** The name of a country by its code; a text that is no code is returned as it is. */
    public static String name(String code, Language language) {
        return code.matches("[A-Z]{2}")
                ? new Locale.Builder().setRegion(code).build().getDisplayCountry(language.locale())
                : code;
    }
}
