package guanka.service.rulesets;

import guanka.service.problems.Problem;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Problem documents name the active version too, although who writes them knows no ruleset. */
public class ProblemVersion {

    private static final MediaType PROBLEM = MediaType.valueOf(Problem.MEDIA_TYPE);

    private final ActiveRuleset rulesets;

    ProblemVersion(ActiveRuleset rulesets) {
        this.rulesets = rulesets;
    }

    @ServerResponseFilter
    public void name(ContainerResponseContext answer) {
        if (PROBLEM.equals(answer.getMediaType())) {
            answer.getHeaders()
                    .putSingle(ActiveRuleset.HEADER, rulesets.edition().version());
        }
    }
}
