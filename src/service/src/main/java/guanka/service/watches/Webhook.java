package guanka.service.watches;

import guanka.records.QueueFull;
import guanka.records.StoreUnavailable;
import guanka.records.WatchEvent;
import guanka.service.problems.StartRefused;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells one receiver what is told of open orders: each event by itself, signed, in order, until it has taken it. One that takes nothing
 * for an hour is told everything afterwards. Redirects are not followed: a receiver cannot send the service elsewhere.
 */
@ApplicationScoped
public class Webhook {

    private static final Logger LOG = Logger.getLogger(Webhook.class);
    private static final String NAME = "webhook";
    private static final int TOGETHER = 32;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(20);

    private final Records records;
    private final Optional<URI> url;
    private final Optional<String> secret;
    private final Duration timeout;
    private final Duration pauseMax;
    private final Workers workers;
    private final String owner = UUID.randomUUID().toString();
    private final Semaphore ending = new Semaphore(0);
    private final Thread thread = new Thread(this::work, "guanka-webhook");
    private Workers.Worker worker;
    private Receiver receiver;
    private long told = -1;
    private Instant renewed = Instant.MIN;
    private boolean failing;
    private volatile boolean stopping;

    Webhook(Records records, Settings settings, Workers workers) {
        this.records = records;
        this.url = settings.webhook().url();
        this.secret = settings.webhook().secret();
        this.timeout = settings.webhook().timeout();
        this.pauseMax = settings.webhook().pauseMax();
        this.workers = workers;
        thread.setDaemon(true);
    }

    /** @throws StartRefused where the settings name a receiver that cannot be told safely */
    public void start() {
        if (url.isEmpty()) {
            return;
        }
        check(url.get());
        receiver = new Receiver(Receiver.client(timeout), url.get(), Signature.of(secret.orElse("")), timeout);
        worker = workers.watch(thread.getName(), SILENCE);
        thread.start();
    }

    private static void check(URI url) {
        if (!Receiver.isSafe(url)) {
            throw new StartRefused(
                    "GUANKA_WEBHOOK_URL must be an address with https, or http on this machine, without a user or a"
                            + " fragment");
        }
    }

    public void stop() {
        if (worker == null) {
            return;
        }
        stopping = true;
        worker.end();
        ending.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            if (told >= 0) {
                // whoever tells next need not wait for the end of the lease
                Instant now = Instant.now();
                records.watches().claim(NAME, owner, now, now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreUnavailable | QueueFull notNow) {
            LOG.debugf("the turn to tell events is given up later: %s", notNow.getMessage());
        }
    }

    private void work() {
        try {
            while (!stopping) {
                worker.turn();
                if (!told()) {
                    pause(FIRST_PAUSE);
                }
            }
        } catch (Error error) {
            workers.fatal(thread.getName(), error);
        }
    }

    /** Whether there may be more to tell at once. */
    private boolean told() {
        try {
            if (!isItsTurn()) {
                return false;
            }
            List<WatchEvent> events = records.watches().events(null, told, TOGETHER);
            for (WatchEvent event : events) {
                if (!tell(event)) {
                    break;
                }
                told = event.sequence();
            }
            if (!events.isEmpty() && events.get(0).sequence() <= told) {
                keep();
            }
            return events.size() == TOGETHER;
        } catch (StoreUnavailable | QueueFull later) {
            LOG.debugf("events are told later: %s", later.getMessage());
        } catch (RuntimeException e) {
            LOG.error("events could not be told and will be later", e);
        }
        // what is on disk says where to go on
        renewed = Instant.MIN;
        return false;
    }

    /** Whether this instance is the one that tells, as it stays while it comes back in time. */
    private boolean isItsTurn() {
        Instant now = Instant.now();
        if (renewed.isBefore(now.minus(LEASE.dividedBy(3)))) {
            Optional<Long> claimed = records.watches().claim(NAME, owner, now, now.plus(LEASE));
            if (claimed.isEmpty()) {
                return false;
            }
            told = claimed.get();
            renewed = now;
        }
        return true;
    }

    private void keep() {
        Instant now = Instant.now();
        if (records.watches().delivered(NAME, owner, told, now.plus(LEASE))) {
            renewed = now;
        } else {
            renewed = Instant.MIN;
        }
    }

    /** Tells an event until it is taken; false where the service stops or another instance tells by now. */
    private boolean tell(WatchEvent event) {
        Duration pause = FIRST_PAUSE.compareTo(pauseMax) < 0 ? FIRST_PAUSE : pauseMax;
        long before = told;
        while (!stopping) {
            worker.turn();
            String refusal = refusal(event);
            if (refusal == null) {
                if (failing) {
                    LOG.infof("%s takes events again", url.get().getHost());
                }
                failing = false;
                return true;
            }
            if (!failing) {
                LOG.warnf(
                        "%s takes no event (%s); it is told again until it does",
                        url.get().getHost(), refusal);
            }
            failing = true;
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(pauseMax) < 0 ? pause.multipliedBy(2) : pauseMax;
            Instant now = Instant.now();
            if (renewed.isBefore(now.minus(LEASE.dividedBy(3)))) {
                if (records.watches().delivered(NAME, owner, before, now.plus(LEASE))) {
                    renewed = now;
                } else {
                    Optional<Long> claimed = records.watches().claim(NAME, owner, now, now.plus(LEASE));
                    if (claimed.isEmpty() || claimed.get() > before) {
                        renewed = Instant.MIN;
                        return false;
                    }
                    renewed = now;
                }
            }
        }
        return false;
    }

    /** Why the receiver did not take an event, null where it did. */
    private String refusal(WatchEvent event) {
        return receiver.tell(event.id().toString(), CloudEvents.bytes(event)).refusal();
    }

    private void pause(Duration pause) {
        try {
            if (ending.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                ending.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
