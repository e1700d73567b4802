package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import guanka.facts.Party;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Pause;
import guanka.workbench.impact.Selection.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * List entries and their pauses reach shipments with a party that is, or resembles, one of them. What a word weighs depends on all
 * listed names, so an entry that comes or goes may change how parties resemble others: both screenings are asked.
 */
final class EntryReach implements Reach {

    private static final Set<String> NOT_SCREENED =
            Set.of("from", "until", "pause", "bindsForeignPersons", "notice", "designations", "terms", "stillStands");

    private final Map<String, Set<ChangedRow>> byEntry = new HashMap<>();
    private final Set<ChangedRow> entries = new HashSet<>();
    private final Decisions draft;
    private final Decisions base;
    private final boolean screensOtherwise;

    /** Whether on each list the same countries have entries without a name in one script or the other; if not, who is not found may be open. */
    private final boolean sameScripts;

    private EntryReach(List<Pair> changedEntries, List<Pair> changedPauses, Decisions draft, Decisions base) {
        this.draft = draft;
        this.base = base;
        boolean otherwise = false;
        for (Pair pair : changedEntries) {
            entries.add(pair.change());
            add(((ListEntry) pair.any()).key(), pair.change());
            otherwise |= pair.base() == null
                    || pair.draft() == null
                    || !NOT_SCREENED.containsAll(Rows.differences(pair.base(), pair.draft()));
        }
        screensOtherwise = otherwise;
        sameScripts = !otherwise || scripts(base.ruleset()).equals(scripts(draft.ruleset()));
        for (Pair pair : changedPauses) {
            for (Object side : pair.sides()) {
                String pause = ((Pause) side).pause();
                for (Ruleset ruleset : List.of(base.ruleset(), draft.ruleset())) {
                    ruleset.rows(ListEntry.class).stream()
                            .filter(entry -> pause.equals(entry.pause()))
                            .forEach(entry -> add(entry.key(), pair.change()));
                }
            }
        }
    }

    static Reach of(List<Pair> changedEntries, List<Pair> changedPauses, Decisions draft, Decisions base) {
        return new EntryReach(changedEntries, changedPauses, draft, base);
    }

    private static Set<List<String>> scripts(Ruleset ruleset) {
        Set<List<String>> scripts = new HashSet<>();
        for (ListEntry entry : ruleset.rows(ListEntry.class)) {
            if (!entry.kind().equals(ListEntry.ADDRESS)) {
                List<String> names = new ArrayList<>(entry.aliases());
                names.add(entry.name().en());
                names.add(entry.name().zh());
                names.removeIf(name -> name == null || name.isBlank() || name.equals("?"));
                boolean eastAsian = names.stream().anyMatch(PartyScreening::isChineseOrJapanese);
                boolean other = names.stream().anyMatch(name -> !PartyScreening.isChineseOrJapanese(name));
                scripts.add(List.of(entry.list(), String.valueOf(entry.country()), eastAsian + " " + other));
            }
        }
        return scripts;
    }

    private void add(String entry, ChangedRow change) {
        byEntry.computeIfAbsent(entry, x -> new HashSet<>()).add(change);
    }

    @Override
    public void collect(Look look, Set<ChangedRow> touched) {
        if (!sameScripts && !look.shipment().parties().isEmpty()) {
            touched.addAll(entries);
        }
        for (Party party : look.shipment().parties()) {
            List<Match> before = base.matchesOf(party);
            before.forEach(
                    match -> touched.addAll(byEntry.getOrDefault(match.entry().key(), Set.of())));
            if (screensOtherwise) {
                List<Match> after = draft.matchesOf(party);
                after.forEach(match ->
                        touched.addAll(byEntry.getOrDefault(match.entry().key(), Set.of())));
                if (!said(before).equals(said(after))) {
                    touched.addAll(entries);
                }
            }
        }
    }

    private static List<List<Object>> said(List<Match> matches) {
        return matches.stream()
                .map(match -> List.<Object>of(match.entry().key(), match.certainty()))
                .toList();
    }
}
