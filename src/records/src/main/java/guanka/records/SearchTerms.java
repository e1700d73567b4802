package guanka.records;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What a determination can be found by.
 *
 * @param reference    of the caller, null: none
 * @param outcome      code, null: none
 * @param reviewPolicy code, null: none
 * @param exportDate   ISO day, null: none
 * @param provisions   that gave findings
 * @param parties      names; kept as they are searched for: one form of each letter, lower case, single spaces
 */
public record SearchTerms(
        String reference,
        String outcome,
        String reviewPolicy,
        String exportDate,
        Set<String> provisions,
        Set<String> parties) {

    public static final SearchTerms NONE = new SearchTerms(null, null, null, null, Set.of(), Set.of());

    public SearchTerms {
        reference = Texts.kept(reference);
        outcome = Texts.kept(outcome);
        reviewPolicy = Texts.kept(reviewPolicy);
        exportDate = Texts.kept(exportDate);
        provisions = sorted(provisions, Texts::kept);
        parties = sorted(parties, Texts::folded);
    }

    private static Set<String> sorted(Set<String> texts, UnaryOperator<String> form) {
        Set<String> sorted = new TreeSet<>();
        for (String text : texts == null ? Set.<String>of() : texts) {
            String formed = form.apply(text);
            if (!formed.isEmpty()) {
                sorted.add(formed);
            }
        }
        return Collections.unmodifiableSet(sorted);
    }
}
