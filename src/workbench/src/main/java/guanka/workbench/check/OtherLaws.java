package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Jurisdictions;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Source;
import guanka.facts.rows.ItemList;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.MarkRow;
import guanka.facts.rows.PartyList;
import guanka.facts.rows.Provision;
import guanka.facts.rows.Sentence;
import guanka.facts.rows.TerritoryPart;
import guanka.facts.rows.TerritoryRow;
import guanka.tables.SheetView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that name what other laws alone hold. Rules see the rows of their own law, so such a row can never apply. Sentences and items are
 * no part of this: {@link RowChecks} looks at them, for what they leave open. Neither are listed parties, whose names are no keys.
 */
final class OtherLaws {

    private static final Set<Class<?>> LOOKED_AT_ELSEWHERE = Set.of(ItemRow.class, ListEntry.class);

    private final Ruleset ruleset;
    private final Jurisdictions jurisdictions;
    /** By key: the laws that hold a provision, a list or a territory of it; null among them stands for every one. */
    private final Map<String, Set<String>> holders = new HashMap<>();

    private OtherLaws(Decisions decisions) {
        ruleset = decisions.ruleset();
        jurisdictions = decisions.jurisdictions();
        for (Provision law : ruleset.rows(Provision.class)) {
            add(law.key(), law.jurisdiction());
            add(law.measure(), law.jurisdiction());
        }
        ruleset.rows(ItemList.class).forEach(list -> add(list.key(), list.jurisdiction()));
        ruleset.rows(PartyList.class).forEach(list -> add(list.key(), list.jurisdiction()));
        ruleset.rows(TerritoryRow.class).forEach(row -> add(row.territory(), row.jurisdiction()));
        ruleset.rows(TerritoryPart.class).forEach(row -> add(row.territory(), row.jurisdiction()));
        ruleset.rows(MarkRow.class).forEach(row -> row.marks().forEach(mark -> add(mark, row.jurisdiction())));
    }

    private void add(String key, String jurisdiction) {
        holders.computeIfAbsent(key, x -> new HashSet<>()).add(jurisdiction);
    }

    static List<CheckFinding> namedIn(Decisions decisions) {
        return new OtherLaws(decisions).findings();
    }

    private List<CheckFinding> findings() {
        List<CheckFinding> findings = new ArrayList<>();
        for (Object row : ruleset.tables().rows()) {
            String own = row instanceof Jurisdiction itself ? itself.key() : jurisdictions.of(row);
            if (own == null || row instanceof Sentence || LOOKED_AT_ELSEWHERE.contains(row.getClass())) {
                continue;
            }
            for (String word : Rows.words(row)) {
                if (isForeign(word, own)) {
                    findings.add(Flaw.OTHER_LAW.at(placeOf(word, Rows.source(row)), "provision", own, "list", word));
                }
            }
        }
        return findings;
    }

    private boolean isForeign(String word, String own) {
        Set<String> of = holders.getOrDefault(word, Set.of());
        return !of.isEmpty() && !of.contains(null) && !of.contains(own);
    }

    /** The cell of a row that says a word, alone or among others. */
    private Place placeOf(String word, Source source) {
        for (SheetView sheet : ruleset.tables().sheets()) {
            if (sheet.workbook().equals(source.workbook()) && sheet.sheet().equals(source.sheet())) {
                for (SheetView.Row row : sheet.rows()) {
                    for (int i = 0;
                            row.number() == source.row() && i < row.cells().size();
                            i++) {
                        if (Arrays.asList(row.cells().get(i).split("[;；]\\s*")).contains(word)) {
                            return Place.of(source, sheet.headers().get(i), ruleset);
                        }
                    }
                }
            }
        }
        return Place.of(source);
    }
}
