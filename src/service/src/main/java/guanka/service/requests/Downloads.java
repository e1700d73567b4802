package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.problems.Unrouted;
import guanka.service.settings.Settings;
import io.netty.channel.Channel;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Answers that are large, and callers who do not read them. What is known to be large by its address is sent to so many at once; any
 * other answer that is not read stays in memory until there is no room, and then goes with its connection, the oldest first.
 *
 * <p>An answer begins under the lock of its connection, so nothing may be asked here that takes the lock of another: that one may be
 * beginning too, and both would wait for ever.
 */
@ApplicationScoped
public class Downloads {

    /** After what refuses requests by their headers, before what refuses callers. */
    private static final int PRIORITY = 9_000;

    private static final Pattern LARGE =
            Pattern.compile("/v1/(?:jobs/[^/]+/parts/.*|audit/records|rulesets/[^/]+/(?:kjar|release|workbooks/.*))");

    /** Of an answer so much is free. */
    private static final long SMALL = 64 << 10;

    /** Of all answers, beside what making the next one takes. */
    private static final long BYTES_MAX =
            Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 12);

    /** An answer may take so long, whoever else comes. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long LOOK_MS = 200;

    private final Semaphore downloads;

    /** Under way, the oldest first. */
    private final Deque<Answer> underWay = new ArrayDeque<>();

    private long bytes;

    /** One answer, of which nothing is asked here that needs a lock. */
    private static final class Answer {

        private final HttpConnection connection;
        private final Channel channel;
        private final HttpServerResponse stream;
        private final long bytes;
        private final long since = System.nanoTime();

        /** Its last byte is where its channel counts it, until then it waits for the event loop. */
        private volatile boolean queued;

        /** Of HTTP/2, where many share a channel. */
        private volatile boolean closed;

        /** Its connection goes, and until it has gone the answer is in memory. */
        private boolean given;

        private Answer(RoutingContext context, long bytes) {
            connection = context.request().connection();
            channel = ((ConnectionBase) connection).channel();
            stream = context.request().version() == HttpVersion.HTTP_2 ? context.response() : null;
            this.bytes = bytes;
        }

        private void ended() {
            channel.eventLoop().execute(() -> queued = true);
        }

        /** Whether it is on its way as a whole: to have ended says of a response that it waits in memory. */
        private boolean isSent() {
            return !channel.isOpen() || (stream == null ? queued && channel.isWritable() : closed);
        }

        /** Takes the lock of its connection. */
        private void look() {
            closed = stream != null && stream.closed();
        }
    }

    Downloads(Settings settings) {
        downloads = new Semaphore(settings.downloadsMax());
    }

    void install(@Observes Filters filters, Vertx vertx) {
        filters.register(this::filter, PRIORITY);
        vertx.setPeriodic(LOOK_MS, again -> forgetSent());
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
        var large = new AtomicReference<Answer>();
        context.addHeadersEndHandler(begun -> {
            String length = context.response().headers().get(HttpHeaders.CONTENT_LENGTH);
            if (length != null && Long.parseLong(length) > SMALL) {
                var answer = new Answer(context, Long.parseLong(length));
                large.set(answer);
                begin(answer).forEach(given -> Connections.cut(given.connection));
            }
        });
        context.addEndHandler(ended -> {
            if (large.get() != null) {
                large.get().ended();
            }
        });
        context.next();
    }

    /** What was sent stays in memory as long as it is held here, whether another begins or not. */
    private void forgetSent() {
        List<Answer> all;
        synchronized (this) {
            all = List.copyOf(underWay);
        }
        all.forEach(Answer::look);
        forget();
    }

    private synchronized void forget() {
        underWay.removeIf(answer -> {
            if (answer.isSent()) {
                bytes -= answer.bytes;
                return true;
            }
            return false;
        });
    }

    /** Answers whose connections must go, so that there is room. */
    private synchronized List<Answer> begin(Answer begun) {
        forget();
        underWay.addLast(begun);
        bytes += begun.bytes;
        long over = bytes - BYTES_MAX;
        List<Answer> given = new ArrayList<>();
        for (Answer answer : underWay) {
            boolean goes = answer.given || over > 0 && begun.since - answer.since > PATIENCE_NANOS;
            if (goes) {
                over -= answer.bytes;
            }
            if (goes && !answer.given) {
                given.add(answer);
            }
        }
        if (over > 0 && underWay.size() > 1) {
            given.add(begun);
        }
        given.forEach(answer -> answer.given = true);
        return given;
    }

    /** Refuses what may be large while there is no room; to be asked where the work is done, not where it comes in to wait. */
    @ServerRequestFilter
    public void hasRoom(HttpServerRequest request) {
        if (request.method().equals(HttpMethod.GET) && isFull()) {
            throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as many answers as there is room for are not read yet"));
        }
    }

    private synchronized boolean isFull() {
        return bytes > BYTES_MAX;
    }
}
