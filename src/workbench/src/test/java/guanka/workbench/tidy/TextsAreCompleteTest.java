package guanka.workbench.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Rows;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import guanka.facts.Text;
import guanka.facts.rows.FindingText;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.VocabularyEntry;
import guanka.workbench.Texts;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people read stands in the tables in English and in Chinese, all of it. */
@DisplayName("Every text is there in both languages")
class TextsAreCompleteTest {

    private static final String NOT_ESTABLISHED = "?";

    @Test
    void everyTextOfEveryRowIsInBothLanguages() throws ReflectiveOperationException {
        List<String> faults = new ArrayList<>();
        int texts = 0;
        for (Object row : TestRuleset.get().tables().rows()) {
            for (RecordComponent component : Rows.said(row.getClass())) {
                if (component.getType() == Text.class && !(row instanceof ListEntry)) {
                    texts++;
                    Text text = (Text) Rows.value(row, component);
                    String where = row.getClass().getSimpleName() + " " + key(row) + " " + component.getName();
                    if (row instanceof ItemRow && text != null && text.zh().equals(NOT_ESTABLISHED)) {
                        continue; // the sources give the name of the item in English alone
                    }
                    faults.addAll(text == null ? List.of(where + ": none") : Texts.faults(where, text.en(), text.zh()));
                }
            }
        }
        assertEquals(List.of(), faults);
        assertTrue(texts > 500, "only " + texts + " texts in the tables");
    }

    private static Object key(Object row) throws ReflectiveOperationException {
        return row.getClass().getMethod("key").invoke(row);
    }

    @Test
    void everyEffectThatAnAnswerMayTellHasItsSentence() {
        Set<String> worded = TestRuleset.get().rows(FindingText.class).stream()
                .map(FindingText::key)
                .collect(Collectors.toSet());
        Set<String> told = new TreeSet<>(TestRuleset.get().rows(VocabularyEntry.class).stream()
                .filter(v -> v.vocabulary().equals("effects"))
                .map(VocabularyEntry::code)
                .toList());
        for (Determination answer : answers()) {
            answer.findings().forEach(f -> told.add(f.effect()));
        }
        told.removeAll(worded);
        assertEquals(Set.of(), told);
    }

    @Test
    void everyAnswerToEveryCaseIsInBothLanguagesWithNothingLeftToFillIn() {
        Set<String> faults = new TreeSet<>();
        List<Determination> answers = answers();
        for (Determination answer : answers) {
            faults.addAll(Texts.faultsIn(String.valueOf(answer.reference()), answer));
        }
        assertEquals(Set.of(), faults);
        assertTrue(answers.size() > 300, "only " + answers.size() + " answers");
    }

    @Test
    void everyMissingFactIsAskedForByAQuestionOfTheTables() {
        Set<String> unworded = new TreeSet<>();
        for (Determination answer : answers()) {
            answer.missing().stream()
                    .filter(m -> m.question().en().contains(m.fact()))
                    .forEach(m -> unworded.add(m.fact()));
        }
        assertEquals(Set.of(), unworded);
    }

    private static List<Determination> answers() {
        List<Determination> answers = new ArrayList<>();
        var reader = new ShipmentReader(TestRuleset.get());
        try (var decisions = new Decisions(TestRuleset.get())) {
            for (Case one : new Replay(decisions).cases()) {
                Shipment shipment;
                try {
                    shipment = reader.read(one.shipment());
                } catch (RefusedShipment refused) {
                    continue; // told as mistakes, whose texts are tested with the reader
                }
                answers.add(decisions.explain(shipment));
            }
        }
        return answers;
    }
}
