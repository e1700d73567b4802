package guanka.service.records;

import guanka.records.WriterFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What operators watch of the record store: how much waits, how many records share a sync, how long a sync takes. */
@ApplicationScoped
public class RecordMetrics {

    private final Records records;
    private final MeterRegistry registry;

    RecordMetrics(Records records, MeterRegistry registry) {
        this.records = records;
        this.registry = registry;
    }

    public void start() {
        Gauge.builder("guanka.records.waiting", records, r -> r.state().waiting())
                .description("records that wait for the disk")
                .register(registry);
        Gauge.builder("guanka.records.takes.writes", records, r -> r.state().takesWrites() ? 1 : 0)
                .description("1 while the record store takes writes")
                .register(registry);
        FunctionTimer.builder(
                        "guanka.records.sync",
                        records,
                        r -> r.figures().batches(),
                        r -> r.figures().totalSyncNanos(),
                        TimeUnit.NANOSECONDS)
                .description("commits of the record store, each of which syncs a batch to disk")
                .register(registry);
        counter("guanka.records.written", "records on disk", WriterFigures::records);
        counter(
                "guanka.records.refused",
                "writes refused by a full queue or a store that takes none",
                WriterFigures::refusals);
    }

    private void counter(String name, String description, ToDoubleFunction<WriterFigures> figure) {
        FunctionCounter.builder(name, records, r -> figure.applyAsDouble(r.figures()))
                .description(description)
                .register(registry);
    }
}
