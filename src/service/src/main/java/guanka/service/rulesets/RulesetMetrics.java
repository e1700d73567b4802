package guanka.service.rulesets;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Tells operators which ruleset decides. */
@ApplicationScoped
public class RulesetMetrics {

    private final MultiGauge info;

    RulesetMetrics(MeterRegistry registry) {
        info = MultiGauge.builder("guanka.ruleset.info")
                .description("1 for the ruleset that decides")
                .register(registry);
    }

    void start(@Observes @Priority(3_000) StartupEvent event, ActiveRuleset rulesets) {
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
