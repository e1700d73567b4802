package guanka.service.kafka;

import io.smallrye.health.api.Wellness;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether the live feed goes on. It makes nothing unready: callers over HTTP are answered without brokers, and a service that is
 * restarted does not bring them back.
 */
@Wellness
public class KafkaWellness implements HealthCheck {

    private final ShipmentsTopic shipments;
    private final ChangesTopic changes;

    KafkaWellness(ShipmentsTopic shipments, ChangesTopic changes) {
        this.shipments = shipments;
        this.changes = changes;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> in = shipments.trouble();
        Optional<String> out = changes.trouble();
        var response = HealthCheckResponse.named("kafka").status(in.isEmpty() && out.isEmpty());
        in.ifPresent(reason -> response.withData("shipments", reason));
        out.ifPresent(reason -> response.withData("changes", reason));
        return response.build();
    }
}
