package guanka.service.requests;

import io.netty.channel.Channel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps a connection open while an answer on it is worked on. A connection on which nothing comes or goes is closed after a while, and
 * nothing does while a draft is checked or waits for its turn: its author would be left without an answer, and the draft kept all the
 * same. Whoever is slow to send or to take bytes is closed as before.
 */
@ApplicationScoped
public class IdleConnections {

    /** Before anything that answers. */
    private static final int PRIORITY = 10_900;

    private static final AttributeKey<Set<RoutingContext>> UNANSWERED =
            AttributeKey.valueOf(IdleConnections.class, "unanswered");

    private final long everyMs;

    /** @param idle after which Quarkus closes a connection */
    IdleConnections(@ConfigProperty(name = "quarkus.http.idle-timeout") Duration idle) {
        everyMs = Math.max(1, idle.toMillis() / 3);
    }

    void install(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    void filter(RoutingContext context) {
        Channel channel = ((ConnectionBase) context.request().connection()).channel();
        Set<RoutingContext> unanswered = channel.attr(UNANSWERED).get();
        if (unanswered == null) {
            Set<RoutingContext> own = ConcurrentHashMap.newKeySet();
            channel.attr(UNANSWERED).set(own);
            Future<?> looking = channel.eventLoop()
                    .scheduleAtFixedRate(() -> look(channel, own), everyMs, everyMs, TimeUnit.MILLISECONDS);
            channel.closeFuture().addListener(closed -> looking.cancel(false));
            unanswered = own;
        }
        Set<RoutingContext> all = unanswered;
        all.add(context);
        context.addEndHandler(answered -> all.remove(context));
        context.next();
    }

    private static void look(Channel channel, Set<RoutingContext> unanswered) {
        IdleStateHandler idle = channel.pipeline().get(IdleStateHandler.class);
        if (idle != null && unanswered.stream().anyMatch(IdleConnections::isWorkedOn)) {
            idle.resetReadTimeout();
            idle.resetWriteTimeout();
        }
    }

    /** Everything has come, and nothing has gone out yet. */
    private static boolean isWorkedOn(RoutingContext context) {
        return Uploads.isWhole(context.request()) && !context.response().headWritten();
    }
}
