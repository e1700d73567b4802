package guanka.service.page.answer;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.World;
import guanka.facts.rows.TerritoryRow;
import guanka.service.page.Language;
import guanka.service.page.Words;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts the values of facts and conditions into words. */
final class Values {

    private static final List<String> VOCABULARIES = List.of(
            "purposes", "forms", "kinds", "roles", "movements", "activities", "lists", "interests", "jurisdictions");

    private static final int COUNTRIES_MAX = 6;

    private final Codes codes;
    private final Language language;
    private final Words words;
    private final Map<String, List<String>> territories = new TreeMap<>();

    Values(Codes codes, Language language, Ruleset ruleset, World world) {
        this.codes = codes;
        this.language = language;
        this.words = Words.in(language);
        for (TerritoryRow row : ruleset.rows(TerritoryRow.class)) {
            if (row.reading().holdsIn(world)) {
                territories
                        .computeIfAbsent(row.territory(), t -> new ArrayList<>())
                        .add(Countries.name(row.country(), language));
            }
        }
    }

    /** What a value means; null is not known. */
    String of(Object value) {
        if (value == null) {
            return words.of("notKnown");
        }
        if (value instanceof Collection<?> all) {
            return all.isEmpty()
                    ? words.of("none")
                    : all.stream().map(this::of).collect(Collectors.joining(words.of("comma")));
        }
        String text = value.toString();
        return switch (text) {
            case "true" -> words.of("yes");
            case "false" -> words.of("no");
            case "[]" -> words.of("none");
            default -> code(text);
        };
    }

    private String code(String text) {
        for (String vocabulary : VOCABULARIES) {
            String meaning = codes.of(vocabulary).get(text);
            if (meaning != null && !text.matches("[A-Z]{2}")) {
                return meaning;
            }
        }
        List<String> countries = territories.get(text);
        if (countries != null) {
            String first =
                    countries.stream().distinct().limit(COUNTRIES_MAX).collect(Collectors.joining(words.of("comma")));
            return countries.size() <= COUNTRIES_MAX ? first : first + " … (" + text + ")";
        }
        String state = words.or("state." + text, words.or("code." + text, null));
        return state != null ? state : Countries.name(text, language);
    }

    /** A text that is no code: only nothing at all is put into words. */
    String exactly(String text) {
        return text.equals("[]") ? words.of("none") : text;
    }

    /** Several codes that are separated by commas, each in words. */
    String all(String texts) {
        return List.of(texts.split(", ")).stream().map(this::of).collect(Collectors.joining(words.of("comma")));
    }
}
