package guanka.facts.rows;

import guanka.facts.Effect;
import guanka.facts.ReviewPolicy;
import guanka.facts.Source;
import guanka.facts.Term;
import java.time.LocalDate;
import java.util.List;

/**
 * One step of what list entries say: what they require of some items, and how an application is treated. Of the steps of the
 * same terms the first that an item meets counts, and only that one.
 *
 * @param terms        names the terms; entries refer to it. Terms called like a list are those of its entries that name none, and
 *                     of parties of whom only the list is known
 * @param step         place among the steps, lower ones first
 * @param effect       what is required, or {@link Effect#NONE}
 * @param reviewPolicy how an application is treated, or null where the entry does not say
 * @param items        item list on which the item must stand, or {@link Sentence#ANY}
 * @param itemsOutside item list on which it must not stand, or {@link Sentence#NONE}
 * @param forms        forms of which the item must be one; empty means any
 * @param kinds        kinds of lines; empty means all
 * @param endUses      provision whose end uses must be served, or null
 * @param role         group of roles of the party
 * @param settled      whether that is all that the step asks; else some further condition is not in the tables, and whether an
 *                     item meets the step stays open
 */
public record EntryTerms(
        Source source,
        String key,
        String terms,
        int step,
        String provision,
        Effect effect,
        ReviewPolicy reviewPolicy,
        String items,
        String itemsOutside,
        List<String> forms,
        List<String> kinds,
        String endUses,
        boolean settled,
        String role,
        String term,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public EntryTerms {
        items = Sentence.or(items, Sentence.ANY);
        itemsOutside = Sentence.or(itemsOutside, Sentence.NONE);
        term = Sentence.or(term, Term.ANYTHING);
    }
}
