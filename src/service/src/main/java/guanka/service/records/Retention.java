package guanka.service.records;

import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Erases the facts of records that are older than they may be kept, once a day, and removes jobs that ended so long ago; answers and
 * their places in the log stay.
 */
@ApplicationScoped
public class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final String ACTOR = "retention";

    private final Records records;
    private final Optional<Duration> keep;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "guanka-retention");
        thread.setDaemon(true);
        return thread;
    });

    private final Workers workers;

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

    /** Erases what is due. */
    void erase() {
        Duration kept = keep.orElseThrow();
        Instant now = Instant.now();
        try {
            WriteResult.of(records.log().eraseFacts(now.minus(kept), ACTOR, now, "facts are kept for " + kept));
        } catch (RuntimeException e) {
            LOG.error("facts that are due could not be erased; they will be tomorrow", e);
        }
        try {
            records.jobs().removeOld(now.minus(kept));
        } catch (RuntimeException e) {
            LOG.error("jobs that are due could not be removed; they will be tomorrow", e);
        }
    }
}
