package guanka.service.problems;

import guanka.engine.decision.OverBudget;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ConcurrentChange;
import guanka.records.DamagedRecord;
import guanka.records.OutdatedBase;
import guanka.records.QueueFull;
import guanka.records.SamePerson;
import guanka.records.StoreUnavailable;
import guanka.records.VersionExists;
import guanka.records.WrongState;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every exception that ends a request into a problem document. */
public class Mappers {

    private static final Logger LOG = Logger.getLogger(Mappers.class);

    private static final String FORMS = "org.jboss.resteasy.reactive.server.core.multipart.";

    private final Event<VirtualMachineError> broken;
    private final Allowed allowed;

    Mappers(Event<VirtualMachineError> broken, Allowed allowed) {
        this.broken = broken;
        this.allowed = allowed;
    }

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

    /** As long as nothing of the answer was sent; later the answer breaks off. */
    @ServerExceptionMapper
    public Response broken(BrokenBody body) {
        return answer(body.problem()).build();
    }

    @ServerExceptionMapper
    public Response ended(OverBudget over) {
        return answer(Problem.of(over)).build();
    }

    @ServerExceptionMapper({QueueFull.class, StoreUnavailable.class})
    public Response notRecorded(RuntimeException refused) {
        return answer(Problem.notRecorded(refused)).build();
    }

    @ServerExceptionMapper
    public Response changed(ConcurrentChange changed) {
        return answer(Problem.of(Kind.CHANGED, changed.getMessage())).build();
    }

    @ServerExceptionMapper
    public Response outdated(OutdatedBase outdated) {
        return answer(Problem.of(Kind.OUTDATED_BASE, outdated.getMessage())).build();
    }

    @ServerExceptionMapper
    public Response samePerson(SamePerson refused) {
        return answer(Problem.of(Kind.FORBIDDEN, refused.getMessage())).build();
    }

    @ServerExceptionMapper
    public Response changedBehindUs(DamagedRecord damaged) {
        LOG.errorf("%s: verify the records", damaged.getMessage());
        return answer(Problem.of(Kind.DAMAGED_RECORD, damaged.getMessage())).build();
    }

    @ServerExceptionMapper
    public Response notAllowed(WrongState refused) {
        return answer(Problem.of(
                        refused instanceof VersionExists ? Kind.VERSION_EXISTS : Kind.NOT_APPROVED,
                        refused.getMessage()))
                .build();
    }

    /** A kept version that is asked for and is not what was sealed, or may not be loaded. */
    @ServerExceptionMapper
    public Response refused(RefusedRuleset refused) {
        return answer(Problem.refusedToServe(refused)).build();
    }

    /** What the HTTP layer itself refuses: no such address, method, media type. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refused, HttpServerRequest request) {
        Response given = refused.getResponse();
        int status = given.getStatus();
        if (status >= 500) {
            return failed(refused, request);
        }
        String methods = allowed.at(request.path());
        // an address that several resources share is looked for in the first of them alone
        boolean exists = status == Kind.METHOD_NOT_ALLOWED.status()
                || status == Kind.NOT_FOUND.status()
                        && !methods.isEmpty()
                        && !List.of(methods.split(", "))
                                .contains(request.method().name());
        Kind kind = exists ? Kind.METHOD_NOT_ALLOWED : Kind.of(status);
        Response.ResponseBuilder answer = answer(Problem.of(kind, request.method() + " " + shown(request.path())));
        return (exists ? answer.header(HttpHeaders.ALLOW, methods) : answer).build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(Exception refused, HttpServerRequest request) {
        return answer(Problem.of(Kind.UNAUTHENTICATED, request.method() + " " + shown(request.path())))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException refused, HttpServerRequest request) {
        return answer(Problem.of(Kind.FORBIDDEN, request.method() + " " + shown(request.path())))
                .build();
    }

    /** Without the keys of the identity provider no token can be verified, so every request is refused meanwhile. */
    @ServerExceptionMapper
    public Response withoutIssuer(OIDCException failure) {
        LOG.error("the identity provider does not answer: " + failure.getMessage());
        return answer(Problem.of(Kind.UNAVAILABLE, "the identity provider does not answer"))
                .build();
    }

    @ServerExceptionMapper
    public Response failed(Throwable failure, HttpServerRequest request) {
        if (isOfForm(failure)) {
            return answer(Problem.of(
                            Kind.BAD_REQUEST,
                            "the form is cut off, has no parts that its boundary divides, or more parts than may be"))
                    .build();
        }
        if (failure instanceof Exception
                && (request.response().closed() || request.response().ended())) {
            // nobody is left to be answered, or he was: his body was too large; whoever does so again and again fills
            // no log with it
            LOG.warnf("the caller of %s %s has gone: %s", request.method(), shown(request.path()), failure.getClass());
            return answer(Problem.of(Kind.BAD_REQUEST, "the caller has gone")).build();
        }
        String incident = UUID.randomUUID().toString();
        LOG.errorf(failure, "incident %s in %s %s", incident, request.method(), request.path());
        // what an answer's writer throws comes wrapped
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError error) {
                broken.fire(error);
                break;
            }
        }
        return answer(Problem.failed(incident)).build();
    }

    /** Whether it was thrown where the parts of a form are taken apart, which knows of no mistake of a caller. */
    private static boolean isOfForm(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(FORMS);
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        Response.ResponseBuilder answer = Response.status(problem.status());
        problem.headers().forEach(answer::header);
        return answer.type(Problem.MEDIA_TYPE).entity(problem.json());
    }

    static String shown(String path) {
        return path.length() <= 200 ? path : path.substring(0, 200) + "…";
    }
}
