package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import guanka.service.settings.Settings;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Handles bodies that are not read to the end: those announced as too large, and those still being sent after the answer. */
@ApplicationScoped
public class Uploads {

    /** Runs before the filters that refuse callers, so that the rest of a refused body is dropped too. */
    private static final int PRIORITY = 3_000;

    private static final long GRACE_MS = 2_000;
    private static final long WATCH_MS = 200;
    /** All workbooks of a ruleset, or a release. */
    private static final long FORM_BYTES_MAX = 64L << 20;

    /** A form that comes slower than this holds a thread for nothing. */
    private static final long FORM_BYTES_A_SECOND = 1_000;

    private static final long FORM_GRACE_S = 15;

    private final Vertx vertx;
    private final int bodiesMax;

    /** Bodies that hold a thread each until their end. */
    private final AtomicInteger bodies = new AtomicInteger();

    Uploads(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        bodiesMax = settings.bodiesMax();
    }

    void install(@Observes Filters filters) {
        filters.register(this::filter, PRIORITY);
    }

    private void filter(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader("Content-Length");
        if (length != null
                || request.getHeader("Transfer-Encoding") != null
                || request.version() == HttpVersion.HTTP_2) {
            context.addEndHandler(answered -> closeUnlessReadSoon(request));
            if (isReadLineByLine(request)) {
                // paused here already, because a request loses its body as soon as a handler is set before its reader
                request.pause();
            }
            if (isForm(request) || isReadLineByLine(request)) {
                context.addEndHandler(answered -> bodies.decrementAndGet());
                if (bodies.incrementAndGet() > bodiesMax) {
                    Unrouted.answer(
                            context,
                            Problem.of(Kind.UNAVAILABLE, "as many uploads, batches and jobs come in as may at once"));
                    return;
                }
            }
            if (isForm(request)) {
                closeWhenSlowOrTooLarge(context);
            }
            if (length != null && isTooLarge(length, request)) {
                Problem problem = Body.tooLarge().problem();
                context.response()
                        .setStatusCode(problem.status())
                        .putHeader("Content-Type", Problem.MEDIA_TYPE)
                        .end(Buffer.buffer(problem.json()));
                return;
            }
        }
        // a body that is not refused by its headers is waited for; whoever asks before sending it is told so, once for
        // all readers
        if (request.version() != HttpVersion.HTTP_1_0
                && HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(String.valueOf(request.getHeader("Expect")))) {
            request.response().writeContinue();
        }
        context.next();
    }

    /** Lines are limited one by one, and a body may have any number of them. */
    private static boolean isReadLineByLine(HttpServerRequest request) {
        return hasType(request, Lines.NDJSON);
    }

    /** Files of a form are written to disk as they arrive, so its size is watched, and that it goes on. */
    private void closeWhenSlowOrTooLarge(RoutingContext context) {
        HttpServerRequest request = context.request();
        long begin = System.nanoTime();
        long watch = vertx.setPeriodic(WATCH_MS, timer -> {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            boolean slow = seconds > FORM_GRACE_S && request.bytesRead() < seconds * FORM_BYTES_A_SECOND;
            if (request.bytesRead() > FORM_BYTES_MAX || slow && !isWhole(request)) {
                request.connection().close();
            }
        });
        context.addEndHandler(answered -> vertx.cancelTimer(watch));
    }

    /** Whether all of a request has come. A form is worked on before its end is told, which may take its time. */
    static boolean isWhole(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.isEnded()
                || length != null && length.matches("[0-9]{1,9}") && request.bytesRead() >= Integer.parseInt(length);
    }

    /**
     * Says that a form was understood to its end. One that comes in chunks ends behind its last part, where nobody reads on while it is
     * worked on: it would be taken for one that is sent slowly.
     */
    public static void haveCome(HttpServerRequest form) {
        if (!isWhole(form)) {
            form.resume();
        }
    }

    private static boolean isForm(HttpServerRequest request) {
        return hasType(request, "multipart/");
    }

    private static boolean hasType(HttpServerRequest request, String beginning) {
        String type = request.getHeader("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith(beginning);
    }

    private static boolean isTooLarge(String length, HttpServerRequest request) {
        if (isReadLineByLine(request)) {
            return false;
        }
        try {
            return Long.parseLong(length) > (isForm(request) ? FORM_BYTES_MAX : Body.BYTES_MAX);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** Limits how long a client may go on sending after the answer; closing at once could lose the answer for an honest one. */
    private void closeUnlessReadSoon(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.resume();
        vertx.setTimer(GRACE_MS, timer -> {
            if (!request.isEnded()) {
                if (request.version() == HttpVersion.HTTP_2) {
                    request.response().reset();
                } else {
                    request.connection().close();
                }
            }
        });
    }
}
