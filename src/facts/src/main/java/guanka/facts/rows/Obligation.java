package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.util.List;

/** What a party must do once a provision has an effect; {@code afterProvisions} is empty where a rule of its own says when. {@code due} counts from the day after the export. */
public record Obligation(
        Source source,
        String key,
        String provision,
        List<String> afterProvisions,
        List<String> afterEffects,
        boolean alsoWhenExempt,
        String duty,
        Text boundParty,
        Integer due,
        String countedIn,
        Text text) {

    /** Whether a rule of its own says when the duty arises. */
    public boolean isOfItsOwnRule() {
        return afterProvisions.isEmpty();
    }
}
