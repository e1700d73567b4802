package guanka.workbench.alternatives;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.facts.Determination.Range;
import guanka.facts.Source;
import guanka.facts.Text;
import java.util.List;

/**
 * One fact that, if it were another, would give another outcome or review policy. It has been decided, not guessed.
 *
 * @param fact       JSON Pointer of the fact; {@code -} at its end adds to a list
 * @param from       what it is, or null where it is unknown
 * @param to         what it would be, as the contract writes it; null where a party is taken away
 * @param alike      other values of the same fact that give the same answer
 * @param milder     whether the outcome is then milder, or else the review policy, or else the strictest that is left open
 * @param provisions whose effect is then another
 * @param row        the row that decides, or null where none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alternative(
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
        Source row,
        Text text) {

    Alternative with(List<Object> othersAlike) {
        return new Alternative(
                fact,
                from,
                to,
                othersAlike,
                outcome,
                reviewPolicy,
                range,
                reviewPolicyRange,
                milder,
                provisions,
                row,
                text);
    }
}
