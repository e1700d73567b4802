package guanka.service.security;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Unrouted;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.Set;

/**
 * Refuses what a page of another site makes a person's browser send, in every mode: where a proxy adds the token, or nobody signs
 * in, the browser is all that such a page needs. Browsers say where a request comes from, in {@code Sec-Fetch-Site} or in
 * {@code Origin}, and no page can make them say otherwise; programs say neither.
 */
@ApplicationScoped
public class OwnPages {

    private static final int PRIORITY = 1_900;
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    void install(@Observes Filters filters) {
        filters.register(OwnPages::filter, PRIORITY);
    }

    private static void filter(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SAFE.contains(request.method().name()) ? isReadByAnotherPage(request) : isSentByAnotherPage(request)) {
            Unrouted.answer(context, Problem.of(Kind.FORBIDDEN, "the request comes from a page of another site"));
        } else {
            context.next();
        }
    }

    private static boolean isSentByAnotherPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return site != null
                ? !site.equals("same-origin") && !site.equals("none")
                : origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }

    /** A link on another site leads here as well as any other way; its pictures, frames and scripts do not. */
    private static boolean isReadByAnotherPage(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !("navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest")));
    }

    private static boolean isOwn(String origin, String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
