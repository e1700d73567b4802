package guanka.service.requests;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks at each request before anything else does: a name of the host that two programs could read differently, or an address that
 * cannot be decoded, is answered here. Answers of the API are kept in nobody's cache.
 */
@ApplicationScoped
public class WellFormed {

    private static final int PRIORITY = 10_000;
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    void install(@Observes Filters filters) {
        filters.register(WellFormed::filter, PRIORITY);
    }

    private static void filter(RoutingContext context) {
        HttpServerRequest request = context.request();
        String mistake = mistake(request);
        if (mistake != null) {
            Unrouted.answer(context, Problem.of(Kind.BAD_REQUEST, mistake));
            return;
        }
        if (request.path().startsWith("/v1/")) {
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        context.next();
    }

    private static String mistake(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1) {
            return "the header Host is given " + hosts.size() + " times";
        }
        if (request.version() != HttpVersion.HTTP_2
                && hosts.size() == 1
                && !HOST.matcher(hosts.get(0)).matches()) {
            return "the header Host does not name a host";
        }
        try {
            QueryStringDecoder.decodeComponent(request.path());
            return null;
        } catch (IllegalArgumentException e) {
            return "the address holds a percent sign that begins no letter";
        }
    }
}
