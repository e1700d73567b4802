package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import guanka.service.settings.Settings;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections one address holds, from the first request of each on; one without a request ends by itself after a minute.
 * Quarkus bounds those of all addresses together.
 */
@ApplicationScoped
public class Connections {

    /** Before anything else is looked at. */
    private static final int PRIORITY = 11_000;

    private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf(Connections.class, "counted");

    private final int max;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    Connections(Settings settings) {
        max = settings.connectionsOfAnAddress();
    }

    void install(@Observes Filters filters) {
        if (max > 0) {
            filters.register(this::filter, PRIORITY);
        }
    }

    /**
     * Ends a connection at once, for whoever reads slowly too: to close one as Vert.x does waits until all that was written has been
     * read, and what is written meanwhile still goes out.
     */
    static void cut(HttpConnection connection) {
        ((ConnectionBase) connection).channelHandlerContext().close();
    }

    private void filter(RoutingContext context) {
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        String address = context.request().remoteAddress().hostAddress();
        if (channel.attr(COUNTED).setIfAbsent(true) == null) {
            open.merge(address, 1, Integer::sum);
            channel.closeFuture()
                    .addListener(closed -> open.computeIfPresent(address, (a, n) -> n == 1 ? null : n - 1));
            if (open.getOrDefault(address, 0) > max) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                Unrouted.answer(
                        context, Problem.of(Kind.UNAVAILABLE, "the address holds " + max + " connections already"));
                return;
            }
        }
        context.next();
    }
}
