package guanka.service.problems;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Requests that reach no resource end in a problem document too. */
@ApplicationScoped
public class Unrouted {

    private final Allowed allowed;

    Unrouted(Allowed allowed) {
        this.allowed = allowed;
    }

    void install(@Observes Router router) {
        // what cannot even be brought to a resource: a host or an address that means nothing
        router.route().order(Integer.MIN_VALUE).failureHandler(context -> {
            if (context.statusCode() == Kind.BAD_REQUEST.status()) {
                answer(context, Problem.of(Kind.BAD_REQUEST, "the address or the header Host is malformed"));
            } else {
                context.next();
            }
        });
        for (int status : new int[] {400, 404, 405, 406, 413, 415}) {
            router.errorHandler(status, context -> {
                String path = context.request().path();
                if (status == Kind.METHOD_NOT_ALLOWED.status()) {
                    context.response().putHeader("Allow", allowed.at(path));
                }
                answer(context, Problem.of(Kind.of(status), context.request().method() + " " + Mappers.shown(path)));
            });
        }
    }

    /** Answers outside of the resources. */
    public static void answer(RoutingContext context, Problem problem) {
        if (!context.response().ended() && !context.response().headWritten()) {
            problem.headers().forEach(context.response()::putHeader);
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(problem.json()));
        }
    }
}
