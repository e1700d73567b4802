package guanka.service.watches;

import guanka.records.QueueFull;
import guanka.records.StoreUnavailable;
import guanka.records.Subscription;
import guanka.records.WatchEvent;
import guanka.service.problems.StartRefused;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.settings.Settings;
import guanka.service.workers.WorkerThread;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Tells the receivers that callers named: first a challenge, until it is repeated, then each event of their owner's orders by itself and
 * in order, until it is taken. One receiver that takes nothing holds up no other.
 */
@ApplicationScoped
public class Subscriptions {

    private static final Logger LOG = Logger.getLogger(Subscriptions.class);
    private static final int TOGETHER = 32;

    /** Receivers that are told at once, and of one owner. */
    private static final int AT_ONCE = 16;

    private static final int AT_ONCE_OF_OWNER = 2;

    /** How long one receiver is told before its place in what is told is kept; an attempt that began may take its time. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration SPARE = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofMinutes(20);

    private final Records records;
    private final Settings.Subscriptions settings;
    private final AllowedHosts hosts;
    private final Workers workers;
    private final Duration firstPause;
    private final String instance = UUID.randomUUID().toString();
    private final WorkerThread worker;
    private final Map<UUID, String> underWay = new ConcurrentHashMap<>();
    private final Map<UUID, Pause> pauses = new ConcurrentHashMap<>();
    private ExecutorService telling;
    private HttpClient client;

    /** @param until when a receiver that took nothing is told again */
    private record Pause(Duration length, long until) {}

    /** @throws StartRefused where the settings name what is no host */
    Subscriptions(Records records, Settings settings, Workers workers) {
        this.records = records;
        this.settings = settings.subscriptions();
        this.hosts = AllowedHosts.of(this.settings.hosts().orElse(List.of()));
        this.workers = workers;
        worker = new WorkerThread("guanka-subscriptions", SILENCE, workers, this::round);
        Duration second = Duration.ofSeconds(1);
        this.firstPause = second.compareTo(this.settings.pauseMax()) < 0 ? second : this.settings.pauseMax();
    }

    public void start() {
        if (hosts.areNone()) {
            return;
        }
        client = Receiver.client(settings.timeout());
        telling = Executors.newCachedThreadPool(task -> {
            Thread one = new Thread(task, "guanka-subscriptions-telling");
            one.setDaemon(true);
            return one;
        });
        worker.start();
    }

    public void stop() {
        if (telling == null) {
            return;
        }
        worker.stop();
        telling.shutdown();
        try {
            if (!telling.awaitTermination(TURN.plus(settings.timeout()).toMillis(), TimeUnit.MILLISECONDS)) {
                telling.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether this service may tell an address now. */
    boolean mayTell(URI url) {
        return Receiver.isSafe(url) && hosts.allow(url);
    }

    private void round() throws InterruptedException {
        look();
        worker.pause(firstPause);
    }

    private void look() {
        try {
            List<Subscription> waiting = records.subscriptions().waiting();
            Set<UUID> ids = waiting.stream().map(Subscription::id).collect(Collectors.toSet());
            pauses.keySet().retainAll(ids);
            // nobody is served first for having come first
            Collections.shuffle(waiting);
            Map<String, Integer> ofOwner = new HashMap<>();
            underWay.values().forEach(owner -> ofOwner.merge(owner, 1, Integer::sum));
            for (Subscription one : waiting) {
                Pause pause = pauses.get(one.id());
                if (worker.isStopping()
                        || underWay.size() >= AT_ONCE
                        || underWay.containsKey(one.id())
                        || pause != null && pause.until() - System.nanoTime() > 0
                        || ofOwner.getOrDefault(one.owner(), 0) >= AT_ONCE_OF_OWNER
                        || !mayTell(URI.create(one.url()))) {
                    continue;
                }
                ofOwner.merge(one.owner(), 1, Integer::sum);
                underWay.put(one.id(), one.owner());
                telling.execute(() -> turn(one));
            }
        } catch (StoreUnavailable later) {
            LOG.debugf("subscriptions are looked at later: %s", later.getMessage());
        } catch (RuntimeException e) {
            if (!worker.isStopping()) {
                LOG.error("subscriptions could not be looked at and will be later", e);
            }
        }
    }

    private void turn(Subscription one) {
        boolean well = false;
        try {
            well = told(one);
        } catch (StoreUnavailable | QueueFull later) {
            LOG.debugf("a subscription is told later: %s", later.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "subscription %s could not be told and will be later", one.id());
        } catch (Error error) {
            workers.fatal(worker.name(), error);
        } finally {
            if (well) {
                pauses.remove(one.id());
            } else {
                pauses.compute(one.id(), (id, before) -> longer(before));
            }
            underWay.remove(one.id());
            if (well) {
                worker.wake();
            }
        }
    }

    private Pause longer(Pause before) {
        Duration length = firstPause;
        if (before != null) {
            Duration twice = before.length().multipliedBy(2);
            length = twice.compareTo(settings.pauseMax()) < 0 ? twice : settings.pauseMax();
        }
        return new Pause(length, System.nanoTime() + length.toNanos());
    }

    /** Whether a receiver took all that it was told this time. */
    private boolean told(Subscription one) {
        Instant now = Instant.now();
        Optional<Long> claimed = records.subscriptions()
                .claim(
                        one.id(),
                        instance,
                        now,
                        now.plus(TURN).plus(settings.timeout()).plus(SPARE));
        if (claimed.isEmpty()) {
            return false;
        }
        Progress progress = new Progress(claimed.get());
        try {
            Receiver receiver =
                    new Receiver(client, URI.create(one.url()), Signature.ofSecret(one.secret()), settings.timeout());
            return one.state() == Subscription.State.PENDING ? proves(one, receiver) : takes(one, receiver, progress);
        } finally {
            records.subscriptions().release(one.id(), instance, progress.told, Instant.now());
        }
    }

    /** How far a receiver came in this turn. */
    private static final class Progress {

        private long told;

        Progress(long told) {
            this.told = told;
        }
    }

    /** Asks a receiver whether it wants to be told: whoever names another's address gets nothing sent there but this. */
    private boolean proves(Subscription one, Receiver receiver) {
        String id = UUID.randomUUID().toString();
        String challenge = Signature.newChallenge();
        Receiver.Answer answer =
                receiver.tell(id, CloudEvents.challenge(id, one.id().toString(), Instant.now(), challenge));
        if (answer.refusal() == null && CloudEvents.echoes(answer.body(), challenge)) {
            records.subscriptions().settle(one.id(), true);
            LOG.infof("subscription %s is told from now on", one.id());
            return true;
        }
        if (Instant.now().isAfter(one.verifyUntil())) {
            records.subscriptions().settle(one.id(), false);
            LOG.infof("subscription %s did not repeat its challenge in time and is told nothing", one.id());
        }
        return false;
    }

    private boolean takes(Subscription one, Receiver receiver, Progress progress) {
        long end = System.nanoTime() + TURN.toNanos();
        for (WatchEvent event : records.watches().events(one.owner(), progress.told, TOGETHER)) {
            if (worker.isStopping()
                    || System.nanoTime() - end > 0
                    || records.subscriptions().find(one.id()).isEmpty()) {
                break;
            }
            String refusal = receiver.tell(event.id().toString(), CloudEvents.bytes(event))
                    .refusal();
            if (refusal != null) {
                if (!pauses.containsKey(one.id())) {
                    LOG.warnf("subscription %s takes no event (%s); it is told again until it does", one.id(), refusal);
                }
                return false;
            }
            progress.told = event.sequence();
        }
        return true;
    }
}
