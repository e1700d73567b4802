package guanka.service.page.facts;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.VocabularyEntry;
import guanka.service.page.Language;
import java.util.LinkedHashMap;
import java.util.Map;

/** The codes of a ruleset's vocabularies in the words of one language. */
public final class Codes {

    private final Map<String, Map<String, String>> vocabularies = new LinkedHashMap<>();

    public Codes(Ruleset ruleset, Language language) {
        for (VocabularyEntry entry : ruleset.rows(VocabularyEntry.class)) {
            vocabularies
                    .computeIfAbsent(entry.vocabulary(), v -> new LinkedHashMap<>())
                    .put(entry.code(), language.of(entry.text()));
        }
        Map<String, String> jurisdictions = new LinkedHashMap<>();
        ruleset.rows(Jurisdiction.class).forEach(j -> jurisdictions.put(j.key(), language.of(j.name())));
        vocabularies.put("jurisdictions", jurisdictions);
    }

    /** Codes of a vocabulary with their meaning, in the order of its rows. */
    public Map<String, String> of(String vocabulary) {
        return vocabularies.getOrDefault(vocabulary, Map.of());
    }

    /** The meaning of a code; the code itself where the vocabulary does not hold it. */
    public String meaning(String vocabulary, String code) {
        return of(vocabulary).getOrDefault(code, code);
    }

    public String outcome(String code) {
        return meaning("outcomes", code);
    }

    public String reviewPolicy(String code) {
        return meaning("reviewPolicies", code);
    }

    public String effect(String code) {
        return meaning("effects", code);
    }
}
