package guanka.workbench.impact;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.FactMistake;
import guanka.facts.Determination;
import java.util.List;

/**
 * Why a shipment flips: both answers with every condition, or the mistakes for which a side refuses the facts.
 *
 * @param flip null where both answer alike
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explained(String id, Flip flip, Reply base, Reply draft) {

    /** The answer of one side: a determination, or else the mistakes of the facts; none of them where the side cannot decide. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reply(Determination determination, List<FactMistake> mistakes) {}
}
