package guanka.service.jobs;

import guanka.records.JobKind;
import guanka.service.determinations.IdempotencyKey;
import guanka.service.requests.Lines;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** All business partners at once: handed in, screened in the background, fetched in parts like the result of any job. */
@Path("/v1/screenings/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class ScreeningJobsResource {

    private final ActiveRuleset rulesets;
    private final JobIntake intake;
    private final Caller caller;

    ScreeningJobsResource(ActiveRuleset rulesets, JobIntake intake, Caller caller) {
        this.rulesets = rulesets;
        this.intake = intake;
        this.caller = caller;
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(Lines.NDJSON)
    public RestResponse<byte[]> submit(HttpServerRequest request) {
        Query.check(request, Map.of("since", Set.of()));
        String since = request.getParam("since");
        return intake.take(
                new Submission.Asked(
                        JobKind.SCREENINGS,
                        caller.name(),
                        IdempotencyKey.of(request),
                        null,
                        rulesets.edition().version(),
                        since == null ? null : rulesets.released(since).version(),
                        false),
                request);
    }
}
