package guanka.service.status;

import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.Releases;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once a ruleset is loaded and has been warmed up, and as long as it is the one that should decide. */
@Readiness
public class RulesetReadiness implements HealthCheck {

    private final ActiveRuleset rulesets;
    private final Releases releases;

    RulesetReadiness(ActiveRuleset rulesets, Releases releases) {
        this.rulesets = rulesets;
        this.releases = releases;
    }

    @Override
    public HealthCheckResponse call() {
        Edition edition = rulesets.edition();
        var ruleset = HealthCheckResponse.named("ruleset");
        if (edition == null) {
            return ruleset.down().build();
        }
        ruleset.withData("version", edition.version());
        String behind = releases.behind();
        return behind == null
                ? ruleset.up().build()
                : ruleset.down().withData("behind", behind).build();
    }
}
