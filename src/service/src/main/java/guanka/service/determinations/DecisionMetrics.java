package guanka.service.determinations;

import guanka.facts.Determination;
import guanka.facts.Determination.JurisdictionAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators watch: how many decisions with which outcome, how long they take. */
@ApplicationScoped
public class DecisionMetrics {

    private record Outcome(String jurisdiction, String outcome) {}

    private final MeterRegistry registry;
    private final Timer duration;
    private final Map<Outcome, Counter> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
        duration = Timer.builder("guanka.decision")
                .description("time to read, decide and write one shipment")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(50_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
        Gauge.builder("guanka.decisions.running", running, AtomicInteger::get)
                .description("decisions under way")
                .register(registry);
    }

    long begin() {
        running.incrementAndGet();
        return System.nanoTime();
    }

    void end(long begin) {
        running.decrementAndGet();
        duration.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    void count(Determination answer) {
        count("ALL", answer.outcome());
        for (JurisdictionAnswer jurisdiction : answer.jurisdictions()) {
            count(jurisdiction.jurisdiction(), jurisdiction.outcome());
        }
    }

    private void count(String jurisdiction, String outcome) {
        outcomes.computeIfAbsent(
                        new Outcome(jurisdiction, outcome),
                        o -> Counter.builder("guanka.decisions")
                                .description(
                                        "shipments decided, by outcome; jurisdiction ALL is the shipment as a whole")
                                .tag("jurisdiction", jurisdiction)
                                .tag("outcome", outcome)
                                .register(registry))
                .increment();
    }

    public int running() {
        return running.get();
    }
}
