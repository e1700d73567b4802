package guanka.service.page;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Refuses forms that another site sends through a person's browser. Browsers say where a form comes from, in
 * {@code Sec-Fetch-Site} or at least in {@code Origin}, and no site can make them say otherwise; so no token has to travel.
 */
@Provider
@SameOrigin
public class SameOriginFilter implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        String method = request.getMethod();
        if (method.equals("GET") || method.equals("HEAD")) {
            return;
        }
        String site = request.getHeaderString("Sec-Fetch-Site");
        boolean own = site != null
                ? site.equals("same-origin")
                : isOwn(request.getHeaderString("Origin"), request.getHeaderString(HttpHeaders.HOST));
        if (!own) {
            throw new Refusal(Problem.of(
                    Kind.FORBIDDEN, "this form can only be sent from the page itself, not from another site"));
        }
    }

    private static boolean isOwn(String origin, String host) {
        try {
            return origin != null
                    && host != null
                    && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
