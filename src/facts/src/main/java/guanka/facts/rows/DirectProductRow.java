package guanka.facts.rows;

import guanka.facts.Condition;
import guanka.facts.Counterparties;
import guanka.facts.Counterparty;
import guanka.facts.CounterpartyKind;
import guanka.facts.Law;
import guanka.facts.Line;
import guanka.facts.ListedItem;
import guanka.facts.Movement;
import guanka.facts.Purpose;
import guanka.facts.Source;
import guanka.facts.Territory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom and what a rule on direct products, or on what an item contains, reaches: items of a list ({@code ANY}: every item) moved
 * to a territory ({@code ANY}: wherever), with a party of a list ({@code NONE}: whoever it is) or, where an ownership rule is
 * named, one that parties of the list hold under it, from outside the territory of senders that it leaves out or by a sender
 * that is headquartered in a territory ({@code NONE}: wherever), for the end uses of a provision ({@code NONE}: whatever they
 * are).
 */
public record DirectProductRow(
        Source source,
        String key,
        String provision,
        String items,
        String destination,
        String list,
        String ownershipRule,
        String sendersOutside,
        String senderHeadquarters,
        String endUses,
        LocalDate from,
        LocalDate to)
        implements Dated {

    public DirectProductRow {
        items = Sentence.or(items, Sentence.ANY);
        destination = Sentence.or(destination, Sentence.ANY);
        list = Sentence.or(list, Sentence.NONE);
        sendersOutside = Sentence.or(sendersOutside, Sentence.NONE);
        endUses = Sentence.or(endUses, Purpose.NO_PURPOSE);
    }

    /** Whom it asks about: a recipient on its list, one held by parties on its list, a sender by its headquarters
     * where no list is named, or nobody. */
    public CounterpartyKind who() {
        if (list.equals(Sentence.NONE)) {
            return senderHeadquarters == null ? CounterpartyKind.ANYBODY : CounterpartyKind.HEADQUARTERED;
        }
        return ownershipRule == null ? CounterpartyKind.LISTED : CounterpartyKind.HELD;
    }

    /** In what respect it asks about parties. */
    public Counterparties.Alike parties() {
        return who() == CounterpartyKind.HEADQUARTERED
                ? new Counterparties.Alike(who(), role(), senderHeadquarters, Sentence.NONE)
                : new Counterparties.Alike(
                        who(),
                        role(),
                        Sentence.by(who(), list, ownershipRule),
                        Sentence.list(who(), list, ownershipRule));
    }

    /** Provision that must be in force as well: the ownership rule, or the row's own. */
    public String whileInForce() {
        return Sentence.or(ownershipRule, provision);
    }

    public String role() {
        return switch (who()) {
            case ANYBODY -> Sentence.NONE;
            case HEADQUARTERED -> Counterparty.EXPORTER;
            default -> Counterparty.RECIPIENT;
        };
    }

    /**
     * Whether a line is reached: made outside the home territory, and moved as the row says.
     *
     * @param made what must be so of the line itself: a direct product, or content that counts
     * @param to those whom the row asks about; one of them is enough
     */
    public Condition reaches(
            Condition made,
            Line line,
            ListedItem item,
            Counterparties to,
            Law whileInForce,
            Purpose use,
            Territory home,
            Territory there,
            Territory partners,
            Movement move) {
        List<Condition> all = new ArrayList<>();
        all.add(line.originatesOutside(home));
        all.add(move.startsOutside(home));
        all.add(made);
        if (item.condition() != null) {
            all.add(item.condition());
        }
        if (move.endsIn(there) != null) {
            all.add(move.endsIn(there));
        }
        if (!partners.isNowhere()) {
            all.add(move.startsOutside(partners));
        }
        if (to.condition() != null) {
            all.add(to.condition());
        }
        if (!use.isAnything()) {
            all.add(use.condition());
        }
        if (ownershipRule != null) {
            all.add(whileInForce.isInForce());
        }
        return Condition.allOf("made abroad and reached", all);
    }
}
