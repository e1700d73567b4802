package guanka.facts.rows;

import guanka.facts.Condition;
import guanka.facts.CounterpartyKind;
import guanka.facts.Effect;
import guanka.facts.Guard;
import guanka.facts.Law;
import guanka.facts.ListedItem;
import guanka.facts.Purpose;
import guanka.facts.ReviewPolicy;
import guanka.facts.Source;
import java.time.LocalDate;
import java.util.List;

/**
 * What a provision says, as a row: it requires or warns by itself, or says how what other provisions require is treated.
 *
 * @param effect       what it says, or null where it says what its provision says
 * @param reviewPolicy how an application is treated, or null where its provision says so
 * @param treats       measures or provisions whose requirements it treats or lifts; empty where it stands alone
 * @param regimes      where it treats: under which regimes the reason for control must be treated; empty means any requirement
 * @param everyLine    whether it speaks of each line; else of the shipment as a whole
 * @param onlyUnlisted whether it gives way where the item certainly needs a license as a listed one
 * @param headquartersIn territory in which the party, or its ultimate parent, is headquartered; null where none is asked for
 * @param whileInForce provision that must be in force as well
 */
public record Measure(
        Source source,
        String key,
        String provision,
        Effect effect,
        ReviewPolicy reviewPolicy,
        List<String> treats,
        List<String> regimes,
        boolean everyLine,
        String items,
        List<String> itemProvisions,
        boolean onlyUnlisted,
        String term,
        String origin,
        String destination,
        String usersIn,
        String usersOutside,
        CounterpartyKind who,
        String role,
        String list,
        String ownershipRule,
        boolean mustBindForeignPersons,
        String headquartersIn,
        String endUses,
        String whileInForce,
        Guard reading,
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
    public String usersOutside() {
        return Sentence.or(usersOutside, NONE);
    }

    @Override
    public String role() {
        return Sentence.or(role, NONE);
    }

    @Override
    public String by() {
        return who == CounterpartyKind.HEADQUARTERED
                ? Sentence.or(headquartersIn, NONE)
                : Sentence.by(who, list, ownershipRule);
    }

    @Override
    public String list() {
        return Sentence.list(who, list, ownershipRule);
    }

    @Override
    public String endUses() {
        return Sentence.or(endUses, Purpose.NO_PURPOSE);
    }

    @Override
    public String whileInForce() {
        return Sentence.or(whileInForce, provision);
    }

    /** By its key alone: rules look measures up in every decision. */
    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public boolean isAlone() {
        return treats.isEmpty();
    }

    /** The list on which the item must stand whose requirement it treats; none where it treats the requirements of every item. */
    public String itemsTreated() {
        return items == null ? ListedItem.NO_ITEM : items;
    }

    public boolean isExemption() {
        return effect == Effect.EXEMPT;
    }

    @Override
    public boolean names(String itemProvision) {
        return Sentence.isAmong(itemProvisions, itemProvision);
    }

    /** The effect of its own, or that of its law. */
    public Effect effectUnder(Law law) {
        return effect == null ? law.getEffect() : effect;
    }

    /** The policy of its own, that of its effect, or that of its law. */
    public ReviewPolicy policyUnder(Law law) {
        if (reviewPolicy != null) {
            return reviewPolicy;
        }
        ReviewPolicy ofEffect = effectUnder(law).policy();
        return ofEffect != null ? ofEffect : effect == null ? law.provision().reviewPolicy() : null;
    }

    /** That its reading of the law is the one applied; null where it depends on none. */
    public Condition inItsReading() {
        return reading.asCondition();
    }
}
