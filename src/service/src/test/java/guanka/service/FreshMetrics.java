package guanka.service;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tests start one service after the other in one process, whose registry of metrics would go on asking the one that has stopped. */
@ApplicationScoped
public class FreshMetrics {

    void stop(@Observes ShutdownEvent event) {
        Metrics.globalRegistry.clear();
    }
}
