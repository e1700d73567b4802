package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import guanka.service.settings.Settings;
import io.netty.channel.Channel;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Answers that are large, and callers who do not read them. What is known to be large by its address is sent to so many at once; any
 * other answer that is not read stays in memory until there is no room, and then goes with its connection, the oldest first.
 */
@ApplicationScoped
public class Downloads {

    /** After what refuses requests by their headers, before what refuses callers. */
    private static final int PRIORITY = 9_000;

    private static final Pattern LARGE =
            Pattern.compile("/v1/(?:jobs/[^/]+/parts/.*|audit/records|rulesets/[^/]+/(?:kjar|release|workbooks/.*))");

    /** Of an answer so much is free. */
    private static final long SMALL = 64 << 10;

    private static final long BYTES_MAX = 96L << 20;

    /** An answer may take so long, whoever else comes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Semaphore downloads;

    /** Under way, the oldest first. */
    private final Deque<Answer> underWay = new ArrayDeque<>();

    private long bytes;

    private record Answer(HttpServerRequest request, long bytes, long since) {

        Channel channel() {
            return ((ConnectionBase) request.connection()).channel();
        }

        /** Whether it is on its way as a whole: to have ended says of a response that it waits in memory. */
        boolean isSent() {
            return request.response().closed()
                    || request.version() != HttpVersion.HTTP_2
                            && request.response().ended()
                            && channel().isWritable();
        }
    }

    Downloads(Settings settings) {
        downloads = new Semaphore(settings.downloadsMax());
    }

    void install(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.GET)
                && LARGE.matcher(context.normalizedPath()).matches()) {
            if (!downloads.tryAcquire()) {
                Unrouted.answer(
                        context, Problem.of(Kind.UNAVAILABLE, "as many downloads as may at once are under way"));
                return;
            }
            context.addEndHandler(sent -> downloads.release());
        }
        context.addHeadersEndHandler(begun -> {
            String length = context.response().headers().get(HttpHeaders.CONTENT_LENGTH);
            if (length != null && Long.parseLong(length) > SMALL) {
                begin(new Answer(context.request(), Long.parseLong(length), System.nanoTime()))
                        .forEach(answer -> answer.channel().close());
            }
        });
        context.next();
    }

    /** Answers whose connections must go, so that there is room. */
    private synchronized List<Answer> begin(Answer begun) {
        for (Iterator<Answer> all = underWay.iterator(); all.hasNext(); ) {
            Answer one = all.next();
            if (one.isSent()) {
                all.remove();
                bytes -= one.bytes();
            }
        }
        List<Answer> given = new ArrayList<>();
        while (bytes + begun.bytes() > BYTES_MAX
                && !underWay.isEmpty()
                && begun.since() - underWay.peekFirst().since() > PATIENCE_NANOS) {
            Answer oldest = underWay.removeFirst();
            bytes -= oldest.bytes();
            given.add(oldest);
        }
        if (bytes + begun.bytes() > BYTES_MAX && !underWay.isEmpty()) {
            given.add(begun);
        } else {
            underWay.addLast(begun);
            bytes += begun.bytes();
        }
        return given;
    }
}
