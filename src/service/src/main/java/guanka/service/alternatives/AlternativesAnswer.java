package guanka.service.alternatives;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.Range;
import guanka.facts.Source;
import guanka.facts.Text;
import guanka.workbench.alternatives.Alternative;
import guanka.workbench.alternatives.Answer;
import java.util.List;

/** The engine's alternatives as the contract writes them, with a row in the same form as in determinations. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlternativesAnswer(
        String outcome, String reviewPolicy, List<Change> alternatives, boolean nothingHelps, boolean complete) {

    /** A change of one fact and what it gives; {@code to} is null where a party is taken away. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Change(
            String fact,
            Object from,
            @JsonInclude(JsonInclude.Include.ALWAYS) Object to,
            List<Object> alike,
            String outcome,
            String reviewPolicy,
            Range range,
            Range reviewPolicyRange,
            boolean milder,
            List<String> provisions,
            FoundAt row,
            Text text) {}

    record FoundAt(String file, String sheet, int row, String key) {}

    static AlternativesAnswer of(Answer answer) {
        return new AlternativesAnswer(
                answer.outcome(),
                answer.reviewPolicy(),
                answer.alternatives().stream().map(AlternativesAnswer::change).toList(),
                answer.nothingHelps(),
                answer.complete());
    }

    private static Change change(Alternative a) {
        return new Change(
                a.fact(),
                a.from(),
                a.to(),
                a.alike(),
                a.outcome(),
                a.reviewPolicy(),
                a.range(),
                a.reviewPolicyRange(),
                a.milder(),
                a.provisions(),
                a.row() == null ? null : foundAt(a.row()),
                a.text());
    }

    private static FoundAt foundAt(Source source) {
        return new FoundAt(source.workbook(), source.sheet(), source.row(), source.key());
    }
}
