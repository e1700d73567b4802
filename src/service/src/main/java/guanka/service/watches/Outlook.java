package guanka.service.watches;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.PlannedActivation;
import guanka.records.Watch;
import guanka.records.WatchPass;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.workbench.watches.Activation;
import guanka.workbench.watches.OpenOrders;
import guanka.workbench.watches.OrderAnswer;
import guanka.workbench.watches.OrderChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/** What will change for open orders: by the days to come and by activations that are planned. Nothing of it is kept. */
@ApplicationScoped
class Outlook {

    private static final Logger LOG = Logger.getLogger(Outlook.class);

    private final Records records;
    private final ActiveRuleset rulesets;
    private final WatchedEditions editions;

    Outlook(Records records, ActiveRuleset rulesets, WatchedEditions editions) {
        this.records = records;
        this.rulesets = rulesets;
        this.editions = editions;
    }

    /** A ruleset that will decide from some instant on. */
    private record Stage(Instant from, OpenOrders orders, Activation activation) {}

    /** The rulesets that will decide between two instants, in order. */
    final class Ahead {

        private final Instant now;
        private final Instant until;
        private final OpenOrders today;
        private final List<Stage> stages = new ArrayList<>();

        private Ahead(Edition edition, Instant now, Instant until) {
            this.now = now;
            this.until = until;
            today = editions.orders(edition);
            OpenOrders before = today;
            for (PlannedActivation plan : records.rulesets().dueActivations(until).stream()
                    .sorted(Comparator.comparing(PlannedActivation::effective))
                    .toList()) {
                try {
                    Edition planned = rulesets.ofDigest(plan.digest());
                    OpenOrders orders = new OpenOrders(planned.decisions(), planned.reader());
                    stages.add(new Stage(
                            plan.effective().isBefore(now) ? now : plan.effective(),
                            orders,
                            new Activation(orders, List.of(before), true)));
                    before = orders;
                } catch (RefusedRuleset | Refusal refused) {
                    LOG.warnf("the planned ruleset %s cannot be loaded: %s", plan.version(), refused.getMessage());
                }
            }
        }

        /** Whether an order need not be looked at. */
        boolean staysCertainly(Watch watch) {
            return stages.isEmpty() && (watch.due() == null || watch.due().isAfter(until));
        }

        /** What changes for an order, in order. */
        List<OrderChange> of(Watch watch) {
            List<OrderChange> changes = new ArrayList<>();
            OrderAnswer told = OrderAnswer.of(watch.answer());
            Instant due = watch.due() != null && watch.due().isBefore(now) ? now : watch.due();
            OpenOrders orders = today;
            for (int i = 0; i <= stages.size(); i++) {
                Instant end = i < stages.size() ? stages.get(i).from().minusMillis(1) : until;
                List<OrderChange> byDays = orders.changes(orders.read(watch.facts()), told, due, end);
                changes.addAll(byDays);
                told = byDays.isEmpty() ? told : byDays.get(byDays.size() - 1).to();
                if (i < stages.size()) {
                    Stage next = stages.get(i);
                    Activation.Outcome outcome = next.activation().of(watch.facts(), told, next.from());
                    if (outcome.change() != null) {
                        changes.add(outcome.change());
                        told = outcome.change().to();
                    }
                    due = outcome.due();
                    orders = next.orders();
                }
            }
            return changes;
        }
    }

    Ahead ahead(Instant now, Instant until) {
        return new Ahead(rulesets.edition(), now, until);
    }

    /** Whether all orders were looked at under what decides now; until then what is ahead is not known of all. */
    boolean isUpToDate() {
        return records.watches()
                .pass()
                .filter(WatchPass::isDone)
                .filter(pass ->
                        pass.ruleset().equals(rulesets.edition().ruleset().digest()))
                .isPresent();
    }
}
