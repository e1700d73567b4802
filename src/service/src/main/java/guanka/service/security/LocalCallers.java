package guanka.service.security;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * In local mode every program on this machine may call, but web pages of other sites must not: a page can make the browser send
 * requests here, and can let its own host name resolve to this machine.
 */
@ApplicationScoped
public class LocalCallers {

    private static final int PRIORITY = 2_000;
    private static final Pattern THIS_MACHINE =
            Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[?::1]?");

    /** What most requests say, so that it is looked at once. */
    private volatile String lastGood;

    void install(@Observes Filters filters, Settings settings) {
        if (settings.security() == SecurityMode.LOCAL) {
            filters.register(this::filter, PRIORITY);
        }
    }

    private void filter(RoutingContext context) {
        HttpServerRequest request = context.request();
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!namesThisMachine(request)) {
            Unrouted.answer(context, Problem.of(Kind.FORBIDDEN, "the header Host does not name this machine"));
        } else if (origin != null && !origin.endsWith("://" + request.authority())) {
            Unrouted.answer(context, Problem.of(Kind.FORBIDDEN, "the request comes from a page of another site"));
        } else {
            context.next();
        }
    }

    /** Only an old program sends no name at all, and no browser does. */
    private boolean namesThisMachine(HttpServerRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && host.equals(lastGood)) {
            return true;
        }
        HostAndPort asked = request.authority();
        boolean names = asked == null
                ? host == null
                : THIS_MACHINE.matcher(asked.host()).matches();
        if (names) {
            lastGood = host;
        }
        return names;
    }
}
