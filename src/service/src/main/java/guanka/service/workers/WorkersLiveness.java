package guanka.service.workers;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive until an error after which the process ends: a supervisor need not wait for it. */
@Liveness
public class WorkersLiveness implements HealthCheck {

    private final Workers workers;

    WorkersLiveness(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("process").status(!workers.isFatal()).build();
    }
}
