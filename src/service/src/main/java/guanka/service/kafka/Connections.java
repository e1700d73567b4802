package guanka.service.kafka;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether a client has brokers to speak to, by its own figures: nothing is asked of them for it. */
final class Connections {

    private Connections() {}

    /** What is wrong, or empty. */
    static Optional<String> of(Map<MetricName, ? extends Metric> metrics) {
        double open = metrics.entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
        return open > 0 ? Optional.empty() : Optional.of("no broker is connected");
    }
}
