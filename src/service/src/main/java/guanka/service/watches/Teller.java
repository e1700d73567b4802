package guanka.service.watches;

import guanka.records.DamagedRecord;
import guanka.records.QueueFull;
import guanka.records.StoreUnavailable;
import guanka.records.WatchEvent;
import guanka.service.records.Records;
import guanka.service.workers.WorkerThread;
import guanka.service.workers.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Tells one receiver what is told of open orders: each event by itself, in order, until it has taken it. One that takes nothing for an
 * hour is told everything afterwards, and of several instances one tells it.
 */
public final class Teller {

    private static final Logger LOG = Logger.getLogger(Teller.class);
    private static final int TOGETHER = 32;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMinutes(20);

    private final String name;
    private final String who;
    private final Function<WatchEvent, String> receiver;
    private final Records records;
    private final Duration pauseMax;
    private final String owner = UUID.randomUUID().toString();
    private final WorkerThread worker;
    private long told = -1;
    private Instant renewed = Instant.MIN;
    private boolean failing;

    /**
     * A teller that does nothing yet.
     *
     * @param name     under which the store keeps how far it came
     * @param who      what the receiver is called in the log
     * @param receiver takes an event, and says why it did not; null where it did
     * @param pauseMax the longest pause between two attempts
     */
    public Teller(
            String name,
            String who,
            Function<WatchEvent, String> receiver,
            Records records,
            Duration pauseMax,
            Workers workers) {
        this.name = name;
        this.who = who;
        this.receiver = receiver;
        this.records = records;
        this.pauseMax = pauseMax;
        worker = new WorkerThread("guanka-" + name, SILENCE, workers, this::round);
    }

    public void start() {
        worker.start();
    }

    public void stop() {
        worker.stop();
        try {
            if (told >= 0) {
                // whoever tells next need not wait for the end of the lease
                Instant now = Instant.now();
                records.watches().claim(name, owner, now, now);
            }
        } catch (StoreUnavailable | QueueFull | DamagedRecord notNow) {
            LOG.debugf("the turn to tell events is given up later: %s", notNow.getMessage());
        }
    }

    private void round() throws InterruptedException {
        if (!told()) {
            worker.pause(FIRST_PAUSE);
        }
    }

    /** Whether there may be more to tell at once. */
    private boolean told() throws InterruptedException {
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
        } catch (DamagedRecord changed) {
            LOG.errorf("%s: no event is told, verify the records", changed.getMessage());
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
            Optional<Long> claimed = records.watches().claim(name, owner, now, now.plus(LEASE));
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
        if (records.watches().delivered(name, owner, told, now.plus(LEASE))) {
            renewed = now;
        } else {
            renewed = Instant.MIN;
        }
    }

    /** Tells an event until it is taken; false where the service stops or another instance tells by now. */
    private boolean tell(WatchEvent event) throws InterruptedException {
        Duration pause = FIRST_PAUSE.compareTo(pauseMax) < 0 ? FIRST_PAUSE : pauseMax;
        long before = told;
        while (!worker.isStopping()) {
            worker.turn();
            String refusal = receiver.apply(event);
            if (refusal == null) {
                if (failing) {
                    LOG.infof("%s takes events again", who);
                }
                failing = false;
                return true;
            }
            if (!failing) {
                LOG.warnf("%s takes no event (%s); it is told again until it does", who, refusal);
            }
            failing = true;
            worker.pause(pause);
            pause = pause.multipliedBy(2).compareTo(pauseMax) < 0 ? pause.multipliedBy(2) : pauseMax;
            Instant now = Instant.now();
            if (renewed.isBefore(now.minus(LEASE.dividedBy(3)))) {
                if (records.watches().delivered(name, owner, before, now.plus(LEASE))) {
                    renewed = now;
                } else {
                    Optional<Long> claimed = records.watches().claim(name, owner, now, now.plus(LEASE));
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
}
