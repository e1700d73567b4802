package guanka.service.watches;

import guanka.engine.decision.Budget;
import guanka.engine.decision.Cost;
import guanka.engine.json.RefusedShipment;
import guanka.records.ConcurrentChange;
import guanka.records.QueueFull;
import guanka.records.StoreUnavailable;
import guanka.records.Watch;
import guanka.records.WatchAnswer;
import guanka.records.WatchLook;
import guanka.records.WatchPass;
import guanka.records.WatchTable;
import guanka.service.clearances.Clearances;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.workers.Background;
import guanka.service.workers.CostlyWork;
import guanka.service.workers.WorkerThread;
import guanka.service.workers.Workers;
import guanka.workbench.watches.Activation;
import guanka.workbench.watches.OpenOrders;
import guanka.workbench.watches.OpenOrders.Order;
import guanka.workbench.watches.OrderAnswer;
import guanka.workbench.watches.OrderChange;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Decides watched orders again: those that an activation can touch, and each whose legal day has come. What it finds and what it tells
 * are written together, so it may be stopped at any instant and goes on where it was.
 */
@ApplicationScoped
public class OrderKeeper {

    private static final Logger LOG = Logger.getLogger(OrderKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int PAGE = 512;
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Records records;
    private final ActiveRuleset rulesets;
    private final WatchedEditions editions;
    private final Clearances clearances;
    private final CostlyWork costly;
    private final Workers workers;
    private final WorkerThread worker;
    private final ExecutorService deciding = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            task -> Background.thread(task, "guanka-watches-deciding"));

    OrderKeeper(
            Records records,
            ActiveRuleset rulesets,
            WatchedEditions editions,
            Clearances clearances,
            CostlyWork costly,
            Workers workers) {
        this.records = records;
        this.rulesets = rulesets;
        this.editions = editions;
        this.clearances = clearances;
        this.costly = costly;
        this.workers = workers;
        worker = new WorkerThread("guanka-watches", SILENCE, workers, this::round);
    }

    public void start() {
        worker.start();
    }

    public void stop() {
        worker.stop();
        deciding.shutdownNow();
    }

    private void round() throws InterruptedException {
        if (!looked()) {
            worker.pause(LOOK);
        }
    }

    private boolean looked() {
        try {
            return look(Instant.now());
        } catch (ConcurrentChange | StoreUnavailable | QueueFull later) {
            LOG.debugf("watched orders are looked at later: %s", later.getMessage());
        } catch (StoppedMeanwhile stopped) {
            return false;
        } catch (RuntimeException e) {
            LOG.error("watched orders could not be looked at and will be later", e);
        }
        return false;
    }

    /**
     * Looks at some of the orders that are to be looked at.
     *
     * @return whether there may be more
     */
    boolean look(Instant now) {
        // who approved or revoked one made every watch due, perhaps at another instance
        clearances.refresh();
        Edition edition = rulesets.edition();
        String digest = edition.ruleset().digest();
        WatchTable watches = records.watches();
        WatchPass pass = watches.pass().orElse(null);
        if (pass == null || !pass.ruleset().equals(digest)) {
            pass = watches.begin(digest);
        }
        if (!pass.isDone()) {
            passOn(edition, pass, now);
            return true;
        }
        List<Watch> due = watches.due(now, PAGE);
        if (due.isEmpty()) {
            return false;
        }
        OpenOrders orders = editions.orders(edition);
        watches.looked(digest, each(due, watch -> onItsDay(orders, watch, now)));
        return due.size() == PAGE;
    }

    private void passOn(Edition edition, WatchPass pass, Instant now) {
        List<Watch> page = records.watches().list(null, pass.reached(), PAGE);
        boolean last = page.size() < PAGE;
        Activation activation = page.isEmpty() ? null : editions.activation(edition, pass);
        records.watches()
                .passed(
                        pass,
                        each(page, watch -> underAnother(activation, edition, watch, now)),
                        last ? null : page.get(page.size() - 1).id());
        if (last) {
            editions.forget();
        }
    }

    /** What came of each, on several threads, in order; null where nothing did. */
    private List<WatchLook> each(List<Watch> page, Function<Watch, WatchLook> how) {
        AtomicBoolean over = new AtomicBoolean();
        BooleanSupplier gone = () -> over.get() || worker.isStopping();
        List<Asked> asked = new ArrayList<>();
        List<WatchLook> looks = new ArrayList<>();
        try {
            for (Watch watch : page) {
                boolean large = isLarge(watch);
                asked.add(new Asked(
                        large,
                        large
                                ? costly.inTurn(worker.name(), gone, () -> how.apply(watch))
                                : CompletableFuture.supplyAsync(
                                        () -> Budget.within(costly.limits(), gone, () -> how.apply(watch)), deciding)));
            }
            for (Asked one : asked) {
                WatchLook look = of(one);
                if (look != null) {
                    looks.add(look);
                }
            }
        } finally {
            over.set(true);
        }
        return looks;
    }

    /**
     * What is looked at.
     *
     * @param large whether it may wait for its turn, which is no want of progress
     */
    private record Asked(boolean large, CompletableFuture<WatchLook> look) {}

    private WatchLook of(Asked asked) {
        if (!Background.awaits(asked.look(), worker::isStopping, asked.large() ? worker::turn : () -> {})) {
            throw new StoppedMeanwhile();
        }
        worker.turn();
        try {
            return asked.look().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                workers.fatalIfOfTheMachine(worker.name(), error);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Facts that this ruleset refuses may be large under another. */
    private boolean isLarge(Watch watch) {
        try {
            return Cost.isLarge(rulesets.edition().reader().read(watch.facts()));
        } catch (RefusedShipment underThisRuleset) {
            return true;
        }
    }

    private static final class StoppedMeanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StoppedMeanwhile() {
            super("stopped", null, false, false);
        }
    }

    /** What changes for an order where another ruleset decides. One whose day has come as well is looked at again for that. */
    private static WatchLook underAnother(Activation activation, Edition edition, Watch watch, Instant now) {
        Activation.Outcome outcome = activation.of(watch.facts(), OrderAnswer.of(watch.answer()), now);
        if (outcome.change() == null) {
            boolean isDue = watch.due() != null && !watch.due().isAfter(now);
            return isDue || Objects.equals(outcome.due(), watch.due())
                    ? null
                    : new WatchLook(watch, sameAt(watch, outcome.due()), List.of());
        }
        return new WatchLook(
                watch,
                answer(
                        edition.ruleset().digest(),
                        edition.version(),
                        outcome.change().to(),
                        now,
                        outcome.due()),
                List.of(Told.of(CloudEvents.CHANGED, watch, outcome.change())));
    }

    /** What changed for an order since its day came. */
    private static WatchLook onItsDay(OpenOrders orders, Watch watch, Instant now) {
        Order order = orders.read(watch.facts());
        List<OrderChange> changes = orders.changes(order, OrderAnswer.of(watch.answer()), watch.due(), now);
        Instant next = orders.look(order, now).due();
        if (changes.isEmpty()) {
            return new WatchLook(watch, sameAt(watch, next), List.of());
        }
        return new WatchLook(
                watch,
                answer(
                        orders.ruleset().digest(),
                        orders.ruleset().version(),
                        changes.get(changes.size() - 1).to(),
                        now,
                        next),
                changes.stream()
                        .map(change -> Told.of(CloudEvents.CHANGED, watch, change))
                        .toList());
    }

    private static WatchAnswer sameAt(Watch watch, Instant due) {
        return new WatchAnswer(watch.answer(), watch.ruleset(), watch.rulesetVersion(), watch.decidedAt(), due);
    }

    private static WatchAnswer answer(String digest, String version, OrderAnswer answer, Instant now, Instant due) {
        return new WatchAnswer(answer.json(), digest, version, now, due);
    }
}
