package guanka.service.page.facts;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.ExceptionTerms;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.RestrictionRow;
import guanka.facts.rows.VocabularyEntry;
import guanka.service.page.Language;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The codes of a ruleset's vocabularies in the words of one language. */
public final class Codes {

    /** Provisions of license exceptions, with the cases in which each may be used. */
    public static final String EXCEPTIONS = "exceptions";

    public static final String ATTESTATIONS = "attestations";

    private final Map<String, Map<String, String>> vocabularies = new LinkedHashMap<>();
    private final Map<String, Set<String>> attested = new LinkedHashMap<>();

    public Codes(Ruleset ruleset, Language language) {
        for (VocabularyEntry entry : ruleset.rows(VocabularyEntry.class)) {
            vocabularies
                    .computeIfAbsent(entry.vocabulary(), v -> new LinkedHashMap<>())
                    .put(entry.code(), language.of(entry.text()));
        }
        Map<String, String> jurisdictions = new LinkedHashMap<>();
        ruleset.rows(Jurisdiction.class).forEach(j -> jurisdictions.put(j.key(), language.of(j.name())));
        vocabularies.put("jurisdictions", jurisdictions);
        exceptions(ruleset, language);
    }

    private void exceptions(Ruleset ruleset, Language language) {
        Map<String, Set<String>> cases = new LinkedHashMap<>();
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExceptionRow row : ruleset.rows(ExceptionRow.class)) {
            Set<String> of = cases.computeIfAbsent(row.provision(), x -> new LinkedHashSet<>());
            of.add(language.of(row.text()));
            meanings.put(row.provision(), row.symbol() + " · " + String.join(" ", of));
            Set<String> attests = attested.computeIfAbsent(row.provision(), x -> new LinkedHashSet<>());
            attests.addAll(row.attests());
            if (row.eligibility() != null || row.barredBy() != null) {
                attests.add(ExceptionTerms.WORDS_OF_ENTRY);
            }
        }
        vocabularies.put(EXCEPTIONS, meanings);
        ruleset.rows(RestrictionRow.class).stream()
                .map(RestrictionRow::unlessAttested)
                .filter(Objects::nonNull)
                .forEach(code -> attested.values().forEach(of -> of.add(code)));
    }

    /** What the exporter may have to attest who claims an exception; all attestations where none is named. */
    Map<String, String> attestations(String exception) {
        Map<String, String> all = new LinkedHashMap<>(of(ATTESTATIONS));
        Set<String> asked = attested.get(exception);
        if (asked != null) {
            all.keySet().retainAll(asked);
        }
        return all;
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
