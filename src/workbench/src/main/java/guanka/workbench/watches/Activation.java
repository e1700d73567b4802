package guanka.workbench.watches;

import guanka.engine.decision.Decisions;
import guanka.facts.Shipment;
import guanka.workbench.impact.Impact;
import guanka.workbench.watches.OpenOrders.Look;
import guanka.workbench.watches.OpenOrders.Order;
import guanka.workbench.watches.OrderChange.Because;
import guanka.workbench.watches.OrderChange.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What it changes for open orders that another ruleset decides. Only orders that {@link guanka.workbench.impact.Selection} says the
 * change can touch are decided; of the others it is only asked when they are due.
 */
public final class Activation {

    private final OpenOrders after;
    private final List<OpenOrders> before;
    private final List<Impact> impacts = new ArrayList<>();
    private final boolean everything;

    /**
     * @param after    the ruleset that decides now
     * @param before   the rulesets by which the orders were answered
     * @param complete whether these are all; where one is not known any more, every order is decided
     */
    public Activation(OpenOrders after, List<OpenOrders> before, boolean complete) {
        this.after = after;
        this.before = List.copyOf(before);
        Decisions decisions = after.decisions();
        before.forEach(one -> impacts.add(new Impact(decisions, one.decisions(), 1)));
        everything = !complete
                || before.isEmpty()
                || impacts.stream().anyMatch(impact -> impact.selection().everything());
    }

    /**
     * What came of one order.
     *
     * @param change null where it is answered as before
     * @param due    from when on the answer may be another under the new ruleset, null: never
     */
    public record Outcome(OrderChange change, Instant due) {}

    /** Whether any order may be answered otherwise, as far as that can be told without looking at orders. */
    public boolean touchesAll() {
        return everything;
    }

    /** Looks at one order. */
    public Outcome of(byte[] facts, OrderAnswer told, Instant now) {
        Shipment untouched = everything ? null : untouched(facts, now);
        if (untouched != null) {
            return new Outcome(null, after.due(untouched, now));
        }
        Order order = after.read(facts);
        Look look = after.look(order, now);
        if (look.answer().equals(told)) {
            return new Outcome(null, look.due());
        }
        return new Outcome(
                new OrderChange(now, told, look.answer(), look.answer().movedFrom(told), because(facts, look, now)),
                look.due());
    }

    /** The shipment, where every ruleset before read it and no change since then touches it; null elsewhere. */
    private Shipment untouched(byte[] facts, Instant now) {
        Shipment shipment = null;
        for (int i = 0; i < before.size(); i++) {
            shipment = before.get(i).read(facts).shipment();
            if (shipment == null
                    || impacts.get(i).selection().touches(before.get(i).at(shipment, now))) {
                return null;
            }
        }
        return shipment;
    }

    private Because because(byte[] facts, Look look, Instant now) {
        if (before.isEmpty()) {
            return new Because(Kind.ACTIVATION, null, after.ruleset(), null, List.of(), List.of());
        }
        int last = before.size() - 1;
        OpenOrders base = before.get(last);
        Order was = base.read(facts);
        Order is = after.read(facts);
        return new Because(
                Kind.ACTIVATION,
                null,
                after.ruleset(),
                base.ruleset(),
                impacts.get(last)
                        .behind(
                                was.shipment() == null ? null : base.at(was.shipment(), now),
                                is.shipment() == null ? null : after.at(is.shipment(), now)),
                OpenOrders.sentences(base.look(was, now).determination(), look.determination()));
    }
}
