package guanka.service.status;

import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once a ruleset is loaded and has been warmed up. */
@Readiness
public class RulesetReadiness implements HealthCheck {

    private final ActiveRuleset rulesets;

    RulesetReadiness(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @Override
    public HealthCheckResponse call() {
        Edition edition = rulesets.edition();
        var ruleset = HealthCheckResponse.named("ruleset");
        return edition == null
                ? ruleset.down().build()
                : ruleset.up().withData("version", edition.version()).build();
    }
}
