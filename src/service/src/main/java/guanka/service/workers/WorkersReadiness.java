package guanka.service.workers;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while every worker makes progress. */
@Readiness
public class WorkersReadiness implements HealthCheck {

    private final Workers workers;

    WorkersReadiness(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("workers");
        return workers.trouble()
                .map(reason -> response.down().withData("reason", reason))
                .orElseGet(response::up)
                .build();
    }
}
