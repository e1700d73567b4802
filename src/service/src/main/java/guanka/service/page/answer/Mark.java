package guanka.service.page.answer;

import guanka.service.page.facts.Codes;
import java.util.Locale;
import java.util.Map;

/**
 * An outcome or effect as the page shows it: a word and a shape, so that no colour is needed to tell one from another.
 *
 * @param tone  class of the style sheet
 * @param shape which of the drawn shapes stands beside the word
 */
public record Mark(String code, String word, String tone, String shape) {

    private static final Map<String, String> SHAPES = Map.ofEntries(
            Map.entry("NO_LICENSE_REQUIRED", "free"),
            Map.entry("EXEMPT", "exempt"),
            Map.entry("UNDETERMINED", "open"),
            Map.entry("UNKNOWN", "open"),
            Map.entry("POSSIBLE_MATCH", "open"),
            Map.entry("LICENSE_REQUIRED", "license"),
            Map.entry("CASE_BY_CASE", "license"),
            Map.entry("STRICT_REVIEW", "license"),
            Map.entry("PRESUMPTION_OF_DENIAL", "license"),
            Map.entry("PROHIBITED", "prohibited"),
            Map.entry("SUSPENDED", "paused"),
            Map.entry("NOT_IN_FORCE", "paused"),
            Map.entry("NOT_YET", "paused"),
            Map.entry("ENDED", "paused"),
            Map.entry("IN_FORCE", "force"),
            Map.entry("ACTIVE", "force"),
            Map.entry("APPROVED", "exempt"),
            Map.entry("RETIRED", "paused"),
            Map.entry("RED_FLAG", "flag"),
            Map.entry("LISTED_PARTY", "flag"),
            Map.entry("OWNED_BY_LISTED_PARTY", "flag"));

    static Mark outcome(String code, Codes codes) {
        return of(code, codes.outcome(code));
    }

    static Mark effect(String code, Codes codes) {
        return of(code, codes.effect(code));
    }

    public static Mark of(String code, String word) {
        String shape = SHAPES.getOrDefault(code, "near");
        return new Mark(code, word, "tone-" + shape.toLowerCase(Locale.ROOT), shape);
    }
}
