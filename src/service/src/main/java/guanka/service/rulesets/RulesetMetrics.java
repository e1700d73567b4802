package guanka.service.rulesets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A metric that names the ruleset which decides. */
@ApplicationScoped
public class RulesetMetrics {

    private final ActiveRuleset rulesets;
    private final MultiGauge info;

    RulesetMetrics(ActiveRuleset rulesets, MeterRegistry registry) {
        this.rulesets = rulesets;
        info = MultiGauge.builder("guanka.ruleset.info")
                .description("1 for the ruleset that decides")
                .register(registry);
    }

    public void start() {
        active(rulesets.edition());
    }

    /** The ruleset that decides from now on. */
    void active(Edition edition) {
        info.register(
                List.of(MultiGauge.Row.of(
                        Tags.of(
                                "version",
                                edition.version(),
                                "digest",
                                edition.ruleset().digest()),
                        1)),
                true);
    }
}
