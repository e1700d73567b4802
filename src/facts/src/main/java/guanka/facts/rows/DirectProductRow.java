package guanka.facts.rows;

import guanka.facts.Condition;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Movement;
import guanka.facts.Source;
import guanka.facts.Territory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom and what a rule on direct products reaches: items of a list ({@code ANY}: every item) moved to a territory ({@code ANY}:
 * wherever), with a party of a list ({@code NONE}: whoever it is), from outside the territory of senders that it leaves out.
 */
public record DirectProductRow(
        Source source,
        String key,
        String provision,
        String items,
        String destination,
        String list,
        String sendersOutside,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public DirectProductRow {
        items = Sentence.or(items, Sentence.ANY);
        destination = Sentence.or(destination, Sentence.ANY);
        list = Sentence.or(list, Sentence.NONE);
        sendersOutside = Sentence.or(sendersOutside, Sentence.NONE);
    }

    /** Whom it asks about: a recipient on its list, or nobody. */
    public CounterpartyKind who() {
        return list.equals(Sentence.NONE) ? CounterpartyKind.ANYBODY : CounterpartyKind.LISTED;
    }

    public String role() {
        return list.equals(Sentence.NONE) ? Sentence.NONE : Counterparty.RECIPIENT;
    }

    /** Whether a line is reached: made outside the home territory, as a direct product, and moved as the row says. */
    public Condition reaches(
            Line line,
            ListedItem item,
            Counterparty to,
            Territory home,
            Territory there,
            Territory partners,
            Movement move) {
        List<Condition> all = new ArrayList<>();
        all.add(line.originatesOutside(home));
        all.add(move.startsOutside(home));
        all.add(line.isDirectProduct());
        if (item.condition() != null) {
            all.add(item.condition());
        }
        if (move.endsIn(there) != null) {
            all.add(move.endsIn(there));
        }
        if (!partners.isNowhere()) {
            all.add(move.startsOutside(partners));
        }
        all.addAll(to.conditions());
        return Condition.allOf("direct product", all);
    }
}
