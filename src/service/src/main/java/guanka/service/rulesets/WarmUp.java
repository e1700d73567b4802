package guanka.service.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.engine.Guanka;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.RefusedRuleset;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Decides the cases in the kjar, because the first decisions after loading are slow: some before callers are served, the rest beside them. */
final class WarmUp {

    private static final Logger LOG = Logger.getLogger(WarmUp.class);

    private final Edition edition;
    private final List<Map.Entry<String, byte[]>> files;
    private int next;
    private volatile boolean stopped;

    private WarmUp(Edition edition) {
        this.edition = edition;
        files = List.copyOf(edition.ruleset().cases().entrySet());
    }

    static WarmUp of(Edition edition) {
        return new WarmUp(edition);
    }

    /** Decides case after case, and all of them again, until the time is over. */
    WarmUp during(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stopped && !files.isEmpty() && System.nanoTime() < end) {
            Map.Entry<String, byte[]> file = files.get(next);
            shipments(file.getKey(), file.getValue()).forEach(this::decide);
            next = (next + 1) % files.size();
        }
        return this;
    }

    /** Goes on beside the callers, with one thread that gives way to theirs. */
    WarmUp beside(Duration time) {
        Thread thread = new Thread(() -> endingQuietly(time), "guanka-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return this;
    }

    /** Callers are served by now: a case that cannot be decided beside them, such as one over its budget, is no fault of the service. */
    private void endingQuietly(Duration time) {
        try {
            during(time);
        } catch (RuntimeException notNow) {
            LOG.warnf(notNow, "the warm-up of ruleset %s ended early", edition.version());
        }
    }

    void stop() {
        stopped = true;
    }

    private void decide(byte[] json) {
        try {
            Guanka.json(edition.guanka().decide(json));
        } catch (RefusedShipment e) {
            // a case of a shipment that is to be refused
        }
    }

    private static List<byte[]> shipments(String name, byte[] file) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            JsonNode cases = mapper.readTree(file);
            List<byte[]> shipments = new ArrayList<>();
            for (JsonNode one : cases.isArray() ? cases : List.of(cases)) {
                shipments.add(mapper.writeValueAsBytes(one.path("shipment")));
            }
            return shipments;
        } catch (IOException e) {
            throw new RefusedRuleset(List.of(name + " is not JSON"));
        }
    }
}
