package guanka.service.watches;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.WatchPass;
import guanka.service.clearances.Clearances;
import guanka.service.problems.Refusal;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.EditionCache;
import guanka.workbench.watches.Activation;
import guanka.workbench.watches.OpenOrders;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** How the rulesets answer open orders: the one that decides, and those before it by which orders were answered. */
@ApplicationScoped
class WatchedEditions {

    private static final Logger LOG = Logger.getLogger(WatchedEditions.class);

    private final ActiveRuleset rulesets;
    private final Clearances clearances;
    private final EditionCache<OpenOrders> active = new EditionCache<>(this::made);
    private Compared compared;

    private record Compared(Edition after, List<String> bases, Activation activation) {}

    WatchedEditions(ActiveRuleset rulesets, Clearances clearances) {
        this.rulesets = rulesets;
        this.clearances = clearances;
    }

    private OpenOrders made(Edition edition) {
        return new OpenOrders(edition.decisions(), edition.reader(), order -> clearances.cleared(edition, order));
    }

    OpenOrders orders(Edition edition) {
        return edition == rulesets.edition() ? active.of(edition) : made(edition);
    }

    /** What it changes that an edition decides in place of those of a pass. */
    synchronized Activation activation(Edition after, WatchPass pass) {
        Compared now = compared;
        if (now == null || now.after != after || !now.bases.equals(pass.bases())) {
            List<OpenOrders> before = new ArrayList<>();
            for (String base : pass.bases()) {
                try {
                    Edition edition = rulesets.ofDigest(base);
                    before.add(made(edition));
                } catch (RefusedRuleset | Refusal gone) {
                    LOG.warnf("ruleset %s cannot be loaded: every watched order is decided again", base);
                }
            }
            now = new Compared(
                    after,
                    pass.bases(),
                    new Activation(
                            orders(after), before, before.size() == pass.bases().size()));
            compared = now;
        }
        return now.activation;
    }

    /** What was compared is no longer needed. */
    synchronized void forget() {
        compared = null;
    }
}
