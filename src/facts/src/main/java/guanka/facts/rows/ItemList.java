package guanka.facts.rows;

import guanka.facts.Source;
import guanka.facts.Text;
import java.util.List;

/**
 * A list of controlled items.
 *
 * @param provision       under which a code stands on it that no row holds while the list is not held as a whole
 * @param listedProvisionsRequire whether an item needs what the provision of its row requires by standing on the list
 * @param term            term that must be met for that, such as being exported, or {@code ANY}
 * @param lookedForInside whether a bill of materials is searched for its items
 * @param byCustomsCode   whether its items are found by their customs codes instead of control codes
 * @param outsideWhereClassified whether a line that no customs code places on it is outside once its control codes say where it
 *                        stands in the law of the jurisdiction
 * @param forms           forms in which its items come; a line that no customs code places on it and that is of another form is
 *                        outside; empty means any
 */
public record ItemList(
        Source source,
        String key,
        String jurisdiction,
        String provision,
        boolean listedProvisionsRequire,
        String term,
        boolean lookedForInside,
        boolean byCustomsCode,
        boolean outsideWhereClassified,
        List<String> forms,
        Text name) {

    public ItemList {
        term = term == null ? "ANY" : term;
    }
}
