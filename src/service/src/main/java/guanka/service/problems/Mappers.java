package guanka.service.problems;

import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.service.rulesets.ActiveRuleset;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a request into a problem document. */
public class Mappers {

    private static final Logger LOG = Logger.getLogger(Mappers.class);

    @Inject
    ActiveRuleset rulesets;

    @ServerExceptionMapper
    public Response refused(RefusedShipment refused) {
        return answer(Problem.of(refused)).build();
    }

    @ServerExceptionMapper
    public Response refused(NotJson refused) {
        return answer(Problem.of(refused)).build();
    }

    @ServerExceptionMapper
    public Response refused(Refusal refusal) {
        return answer(refusal.problem()).build();
    }

    /** What the HTTP layer itself refuses: no such address, method, media type. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, HttpServerRequest request) {
        Response given = refused.getResponse();
        if (given.getStatus() >= 500) {
            return failed(refused, request);
        }
        Response.ResponseBuilder answer =
                answer(Problem.of(Kind.of(given.getStatus()), request.method() + " " + shown(request.path())));
        String allowed = given.getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure, HttpServerRequest request) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "incident %s in %s %s", incident, request.method(), request.path());
        return answer(Problem.failed(incident)).build();
    }

    private Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(ActiveRuleset.HEADER, rulesets.edition().version())
                .entity(problem.json());
    }

    static String shown(String path) {
        return path.length() <= 200 ? path : path.substring(0, 200) + "…";
    }
}
