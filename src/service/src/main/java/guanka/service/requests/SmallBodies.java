package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Bounds the bodies that Quarkus reads whole for an operation: steps, forms and questions of a few lines. */
public final class SmallBodies {

    private static final long BYTES_MAX = 256 << 10;

    /** @throws Refusal where the headers say that the body is larger; one that turns out so is cut off by Quarkus */
    @ServerRequestFilter
    public void bound(SimpleResourceInfo operation, RoutingContext context, HttpServerRequest request) {
        if (!List.of(operation.parameterTypes()).contains(byte[].class)) {
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, BYTES_MAX);
        String length = request.getHeader("Content-Length");
        if (length != null && (length.length() > 9 || Long.parseLong(length) > BYTES_MAX)) {
            throw new Refusal(Problem.of(Kind.TOO_LARGE, "the body is larger than " + BYTES_MAX + " bytes"));
        }
    }
}
