package guanka.service.records;

import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Erases the facts of records that are older than they may be kept, once a day, removes jobs and clearances that ended so long ago and
 * ends watches whose facts came so long ago; answers and their places in the log stay.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String ACTOR = "retention";

    /** How far the clock may move against time while the service runs, and how long a service may have been stopped. */
    private static final Duration RUNNING = Duration.ofHours(1);

    private static final Duration STOPPED = Duration.ofDays(30);

    private final Records records;
    private final Optional<Duration> keep;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "guanka-retention");
        thread.setDaemon(true);
        return thread;
    });

    private final Workers workers;

    private Instant looked;
    private long lookedNanos;

    Retention(Records records, Settings settings, Workers workers) {
        this.workers = workers;
        this.records = records;
        this.keep = settings.keepFacts();
    }

    public void start() {
        if (keep.isPresent()) {
            daily.scheduleWithFixedDelay(this::eraseOrEnd, 0, 1, TimeUnit.DAYS);
        }
    }

    public void stop() {
        daily.shutdownNow();
    }

    /** A scheduler drops what throws: nothing would be erased any more. */
    private void eraseOrEnd() {
        try {
            erase();
        } catch (Error error) {
            workers.fatal("guanka-retention", error);
        }
    }

    /** Erases what is due, unless the clock cannot be relied on. */
    void erase() {
        Duration kept = keep.orElseThrow();
        Instant now = Instant.now();
        if (!isClockRight(now)) {
            return;
        }
        try {
            KeptImpact.forget(records.rulesets());
        } catch (RuntimeException e) {
            LOG.error("names in kept reports could not be erased; they will be tomorrow", e);
        }
        try {
            WriteResult.of(records.log()
                    .eraseFacts(now.minus(kept), ACTOR, now, "facts are kept for " + kept, new QuotedFacts()));
        } catch (RuntimeException e) {
            LOG.error("facts that are due could not be erased; they will be tomorrow", e);
        }
        try {
            records.jobs().removeOld(now.minus(kept));
        } catch (RuntimeException e) {
            LOG.error("jobs that are due could not be removed; they will be tomorrow", e);
        }
        try {
            records.clearances().removeOld(now.minus(kept));
        } catch (RuntimeException e) {
            LOG.error("clearances that are due could not be removed; they will be tomorrow", e);
        }
        try {
            records.watches().endOld(now.minus(kept), watch -> CloudEvents.ended(watch, now));
        } catch (RuntimeException e) {
            LOG.error("watches that are due could not be ended; they will be tomorrow", e);
        }
    }

    /**
     * A clock that jumps ahead would erase everything. Where it went another way than time did since the last look, or than seems
     * possible since the newest record, the log says so and nothing is erased until the next day finds it right.
     */
    private boolean isClockRight(Instant now) {
        Instant before = looked;
        long elapsed = System.nanoTime() - lookedNanos;
        Instant newest = records.newestAtStart();
        looked = now;
        lookedNanos = System.nanoTime();
        Instant expected = before == null ? newest : before.plusNanos(elapsed);
        Duration tolerance = before == null ? STOPPED : RUNNING;
        if (expected == null || Duration.between(expected, now).abs().compareTo(tolerance) <= 0) {
            return true;
        }
        LOG.errorf("the clock says %s, where about %s was expected: nothing is erased today", now, expected);
        try {
            WriteResult.of(records.log()
                    .event(
                            "CLOCK_JUMPED",
                            ACTOR,
                            now,
                            ("{\"expected\":\"" + expected + "\",\"now\":\"" + now + "\"}")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (RuntimeException e) {
            LOG.error("the log could not be told of the clock", e);
        }
        return false;
    }
}
