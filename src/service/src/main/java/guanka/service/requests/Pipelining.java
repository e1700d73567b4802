package guanka.service.requests;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Begins on a request only when the answers before it on its connection are on their way. A caller may send the next before reading the
 * last, but each that were worked on meanwhile would leave an answer in memory until it is read.
 */
@ApplicationScoped
public class Pipelining {

    /** Before a request counts as worked on, so that a connection on which nothing is read is idle. */
    private static final int PRIORITY = 10_950;

    void install(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    void filter(RoutingContext context) {
        if (!context.response().writeQueueFull()) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        context.response().drainHandler(read -> {
            context.response().drainHandler(null);
            request.resume();
            context.next();
        });
    }
}
