package guanka.service.records;

import guanka.records.StoreState;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the record store takes writes: what cannot be recorded is not answered. */
@Readiness
public class StoreReadiness implements HealthCheck {

    private final Records records;

    StoreReadiness(Records records) {
        this.records = records;
    }

    @Override
    public HealthCheckResponse call() {
        StoreState state = records.state();
        var store = HealthCheckResponse.named("records").withData("store", state.kind());
        return state.takesWrites()
                ? store.up().build()
                : store.down().withData("reason", state.reason()).build();
    }
}
