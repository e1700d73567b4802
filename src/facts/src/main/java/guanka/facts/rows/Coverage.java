package guanka.facts.rows;

import guanka.facts.CounterpartyKind;
import guanka.facts.Effect;
import guanka.facts.Purpose;
import guanka.facts.Source;
import guanka.facts.Text;
import java.time.LocalDate;
import java.util.List;

/**
 * A piece of law that the ruleset knows and does not model: whom it can reach and what it could require at most.
 *
 * @param jurisdiction whose law it is
 * @param provision    its provision, or null where it can change no outcome
 * @param atMost       the strictest outcome that it could have, or null where it can change none
 * @param itemProvisions provisions under which the items must be listed; empty means all
 * @param kinds        kinds of lines that it can reach; empty means all
 * @param question     asked of a person who can find out whether it applies
 */
public record Coverage(
        Source source,
        String key,
        String jurisdiction,
        String provision,
        Effect atMost,
        boolean everyLine,
        String items,
        List<String> itemProvisions,
        List<String> kinds,
        String term,
        String origin,
        String destination,
        String usersIn,
        CounterpartyKind who,
        String role,
        String list,
        String ownershipRule,
        String endUses,
        Text notModelled,
        Text question,
        LocalDate from,
        LocalDate to)
        implements Sentence {

    @Override
    public String items() {
        return Sentence.items(items, everyLine);
    }

    @Override
    public String term() {
        return Sentence.or(term, ANY);
    }

    @Override
    public String origin() {
        return Sentence.or(origin, ANY);
    }

    @Override
    public String destination() {
        return Sentence.or(destination, ANY);
    }

    @Override
    public String usersIn() {
        return Sentence.or(usersIn, ANY);
    }

    @Override
    public String role() {
        return Sentence.or(role, NONE);
    }

    @Override
    public String by() {
        return Sentence.by(who, list, ownershipRule);
    }

    @Override
    public String list() {
        return Sentence.list(who, list, ownershipRule);
    }

    @Override
    public String endUses() {
        return Sentence.or(endUses, Purpose.NO_PURPOSE);
    }

    /** Whether it can change an outcome. */
    public boolean isAbleToBite() {
        return atMost != null;
    }

    @Override
    public boolean isAlone() {
        return isAbleToBite();
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public boolean names(String itemProvision) {
        return Sentence.isAmong(itemProvisions, itemProvision);
    }

    public boolean reaches(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }
}
