package guanka.engine.decision;

import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.AuthorityAnswer;
import guanka.facts.Determination.Hold;
import guanka.facts.Determination.LeadTime;
import guanka.facts.Text;
import guanka.facts.rows.Authority;
import guanka.facts.rows.Provision;
import guanka.facts.rows.VocabularyEntry;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which authority to turn to for what a provision requires, and how. */
final class Authorities {

    private static final String VOCABULARY = "authorities";

    private final List<Authority> rows;
    private final Map<String, Text> names;
    private final Map<String, Provision> provisions = new HashMap<>();

    Authorities(Ruleset ruleset) {
        rows = ruleset.rows(Authority.class);
        names = ruleset.rows(VocabularyEntry.class).stream()
                .filter(entry -> entry.vocabulary().equals(VOCABULARY))
                .collect(Collectors.toMap(VocabularyEntry::code, VocabularyEntry::text));
        ruleset.rows(Provision.class).forEach(provision -> provisions.put(provision.key(), provision));
    }

    /** The code of the authority on a day, or null where the tables name none: that of the provision, of its law, or of all others. */
    String of(Provision provision, LocalDate day) {
        Provision law = provisions.get(provision.measure());
        Authority ofProvision = null;
        Authority ofLaw = null;
        Authority rest = null;
        for (Authority row : rows) {
            if (row.jurisdiction().equals(provision.jurisdiction()) && row.holdsOn(day)) {
                ofProvision = ofProvision == null && row.laws().contains(provision.key()) ? row : ofProvision;
                ofLaw = ofLaw == null && law != null && row.laws().contains(law.key()) ? row : ofLaw;
                rest = rest == null && row.laws().isEmpty() ? row : rest;
            }
        }
        Authority first = ofProvision != null ? ofProvision : ofLaw != null ? ofLaw : rest;
        return first == null ? null : first.authority();
    }

    /** What is known of those that holds name, by code. */
    List<AuthorityAnswer> of(Collection<Hold> holds, Map<String, LocalDate> days) {
        Set<String> named = new HashSet<>();
        holds.forEach(hold -> named.add(hold.authority()));
        Map<String, AuthorityAnswer> answers = new TreeMap<>();
        for (Authority row : rows) {
            LocalDate day = days.get(row.jurisdiction());
            if (named.contains(row.authority()) && day != null && row.holdsOn(day)) {
                answers.putIfAbsent(row.authority(), answer(row));
            }
        }
        return List.copyOf(answers.values());
    }

    private AuthorityAnswer answer(Authority row) {
        return new AuthorityAnswer(
                row.authority(),
                row.jurisdiction(),
                names.get(row.authority()),
                row.address(),
                row.documents().isEmpty() ? null : row.documents(),
                row.days() == null
                        ? null
                        : new LeadTime(row.days(), row.countedIn().name()),
                row.text());
    }
}
