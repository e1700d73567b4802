package guanka.service.page;

import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Begins visits: settles once for each request which ruleset answers it, and in which language. */
@ApplicationScoped
public class Visits {

    private final ActiveRuleset rulesets;
    private final String version;

    Visits(ActiveRuleset rulesets, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.rulesets = rulesets;
        this.version = version;
    }

    public Visit of(HttpServerRequest request) {
        Edition active = rulesets.edition();
        return new Visit(request, active, active, version);
    }
}
