package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Source;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.Jurisdiction;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.Sentence;
import guanka.tables.SheetView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Rows that name what other laws alone hold. Rules see the rows of their own law, so such a row can never apply. Sentences and items are
 * no part of this: {@link RowChecks} looks at them, for what they leave open. Neither are listed parties, whose names are no keys.
 */
final class OtherLaws {

    private static final Set<Class<?>> LOOKED_AT_ELSEWHERE = Set.of(ItemRow.class, ListEntry.class);

    private OtherLaws() {}

    static List<CheckFinding> namedIn(Decisions decisions) {
        List<CheckFinding> findings = new ArrayList<>();
        for (Object row : decisions.ruleset().tables().rows()) {
            String own = row instanceof Jurisdiction itself
                    ? itself.key()
                    : decisions.jurisdictions().of(row);
            if (own == null || row instanceof Sentence || LOOKED_AT_ELSEWHERE.contains(row.getClass())) {
                continue;
            }
            for (String word : Rows.words(row)) {
                if (decisions.sentences().isOfOthers(word, own)) {
                    tell(word, own, Rows.source(row), decisions.ruleset(), findings);
                }
            }
        }
        return findings;
    }

    /** What a row calls itself refers to nothing. */
    private static void tell(String word, String own, Source source, Ruleset ruleset, List<CheckFinding> findings) {
        String header = header(word, source, ruleset);
        if (header != null || !word.equals(source.key())) {
            Place place = header == null ? Place.of(source) : Place.of(source, header, ruleset);
            findings.add(Flaw.OTHER_LAW.at(place, "provision", own, "list", word));
        }
    }

    /** The header of the cell that says a word, alone or among others; null where none but the key does. */
    private static String header(String word, Source source, Ruleset ruleset) {
        return ruleset.tables().sheets().stream()
                .filter(sheet -> sheet.workbook().equals(source.workbook())
                        && sheet.sheet().equals(source.sheet()))
                .flatMap(sheet -> sheet.rows().stream()
                        .filter(row -> row.number() == source.row())
                        .flatMap(row -> IntStream.range(0, row.cells().size())
                                .filter(i -> says(row, i, word))
                                .mapToObj(sheet.headers()::get)))
                .filter(header -> !header.equals("key"))
                .findFirst()
                .orElse(null);
    }

    private static boolean says(SheetView.Row row, int column, String word) {
        return Arrays.asList(row.cells().get(column).split("[;；]\\s*")).contains(word);
    }
}
