package guanka.service.audit;

import guanka.service.records.Trail;
import guanka.service.security.ActorName;
import guanka.service.security.Caller;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Sees to it that each refused request has its place in the log: who is not let in, and each step on a ruleset or a
 * clearance that is refused.
 */
@ApplicationScoped
public class RefusedRequests {

    /** Before everything that refuses. */
    private static final int PRIORITY = 10_000;

    private static final Pattern STEP = Pattern.compile(
            "(?:/v1)?/(?:rulesets/[^/]+/(?:approval|activation)|clearances/[^/]+/(?:approval|revocation))");
    private static final int PATH_MAX = 200;

    private final Trail trail;
    private final boolean local;

    RefusedRequests(Trail trail, Settings settings) {
        this.trail = trail;
        this.local = settings.security() == SecurityMode.LOCAL;
    }

    void install(@Observes Filters filters) {
        filters.register(this::watch, PRIORITY);
    }

    private void watch(RoutingContext context) {
        context.addEndHandler(ended -> {
            int status = context.response().getStatusCode();
            if (status == 401 || status == 403 || status == 409) {
                told(context, status);
            }
        });
        context.next();
    }

    private void told(RoutingContext context, int status) {
        String path = context.normalizedPath();
        if (status == 409 && !STEP.matcher(path).matches()) {
            return;
        }
        // in local mode whoever gets as far as a step is the operator; what is kept out before is nobody's
        String actor = local && status == 409 ? Caller.ANYBODY_ON_THIS_MACHINE : actor(context);
        if (status == 401 || actor == null) {
            trail.refusedUnknown();
        } else {
            trail.refused(
                    actor,
                    context.request().method().name(),
                    path.length() <= PATH_MAX ? path : path.substring(0, PATH_MAX),
                    status);
        }
    }

    /** Null where nobody can be named. */
    private static String actor(RoutingContext context) {
        String name = context.user() instanceof QuarkusHttpUser user
                ? user.getSecurityIdentity().getPrincipal().getName()
                : null;
        return ActorName.isOne(name) ? name : null;
    }
}
