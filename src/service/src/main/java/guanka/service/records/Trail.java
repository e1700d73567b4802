package guanka.service.records;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What the log tells of those who ask, beside what they were answered: each refused step, and where the operator wishes it each
 * reading of facts. Refusals beyond some in a minute are counted and told together, so that a flood of them fills no disk.
 */
@ApplicationScoped
public class Trail {

    private static final Logger LOG = Logger.getLogger(Trail.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REFUSED = "REQUEST_REFUSED";
    private static final String MANY_REFUSED = "REQUESTS_REFUSED";
    private static final String READ = "FACTS_READ";
    private static final String SERVICE = "guanka";
    private static final String OTHERS = "others";

    /** Refusals of a minute that are told one by one: of one caller, and of all. */
    private static final int SINGLES_OF_ONE = 10;

    private static final int SINGLES = 60;

    /** Callers that are counted by name. */
    private static final int NAMES = 100;

    private final Records records;
    private final Workers workers;
    private final boolean readsToo;
    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "guanka-trail");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Integer> told = new TreeMap<>();
    private final Map<String, Long> counted = new TreeMap<>();
    private long unknown;
    private int singles;
    private Instant since = Instant.now();

    Trail(Records records, Settings settings, Workers workers) {
        this.records = records;
        this.workers = workers;
        this.readsToo = settings.auditReads();
    }

    public void start() {
        minutes.scheduleWithFixedDelay(this::flushOrEnd, 1, 1, TimeUnit.MINUTES);
    }

    public void stop() {
        minutes.shutdown();
        flush();
    }

    /** A request without a token that counts. */
    public synchronized void refusedUnknown() {
        unknown++;
    }

    /**
     * A request of somebody known that was refused.
     *
     * @param what was asked for: no parameters, for they name parties
     */
    public void refused(String actor, String method, String what, int status) {
        synchronized (this) {
            int before = told.merge(told.size() < NAMES ? actor : OTHERS, 1, Integer::sum);
            if (before > SINGLES_OF_ONE || singles >= SINGLES) {
                count(actor, 1);
                return;
            }
            singles++;
        }
        ObjectNode event = JSON.createObjectNode();
        event.put("method", method).put("path", what).put("status", status);
        append(REFUSED, actor, event).whenComplete((place, failure) -> {
            if (failure != null) {
                synchronized (this) {
                    count(actor, 1);
                }
            }
        });
    }

    private void count(String actor, long more) {
        String name = counted.containsKey(actor) || counted.size() < NAMES ? actor : OTHERS;
        counted.merge(name, more, Long::sum);
    }

    /**
     * Somebody read facts. Waits until it is on disk: what cannot be recorded is not shown.
     *
     * @param record id of the record, or which records
     * @param how    they were read
     */
    public void read(String actor, String record, String how) {
        if (readsToo) {
            ObjectNode event = JSON.createObjectNode();
            event.put("record", record).put("how", how);
            WriteResult.of(append(READ, actor, event));
        }
    }

    /** A scheduler drops what throws: nothing would be told any more. */
    private void flushOrEnd() {
        try {
            flush();
        } catch (Error error) {
            workers.fatal("guanka-trail", error);
        }
    }

    /** Tells what was counted since the last time; what cannot be told now is told later. */
    void flush() {
        ObjectNode event = JSON.createObjectNode();
        long anonymous;
        Map<String, Long> named;
        Instant from;
        synchronized (this) {
            told.clear();
            singles = 0;
            if (unknown == 0 && counted.isEmpty()) {
                since = Instant.now();
                return;
            }
            anonymous = unknown;
            named = new TreeMap<>(counted);
            from = since;
            unknown = 0;
            counted.clear();
            since = Instant.now();
        }
        event.put("from", from.toString()).put("to", Instant.now().toString()).put("withoutToken", anonymous);
        ObjectNode byName = event.putObject("beyondThoseToldSingly");
        named.forEach(byName::put);
        try {
            WriteResult.of(append(MANY_REFUSED, SERVICE, event));
        } catch (RuntimeException notNow) {
            LOG.debugf("refused requests are told later: %s", notNow.getMessage());
            synchronized (this) {
                unknown += anonymous;
                named.forEach(this::count);
                since = from;
            }
        }
    }

    private CompletionStage<Long> append(String kind, String actor, ObjectNode event) {
        try {
            return records.log().event(kind, actor, Instant.now(), JSON.writeValueAsBytes(event));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }
}
