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
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Set;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Sees to it that each refused request has its place in the log: who is not let in, and each step on a ruleset or a
 * clearance that is refused.
 */
@ApplicationScoped
public class RefusedRequests {

    /** Before everything that refuses. */
    private static final int PRIORITY = 10_000;

    /** Where steps are taken, however the address is spelt. */
    private static final Pattern STEPS = Pattern.compile("/*(?:v1/+)?(?:rulesets|clearances)(?:[/;].*)?");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String TOLD = RefusedRequests.class.getName();
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

    /** What is refused before it comes to a resource, and by the pages. */
    private void watch(RoutingContext context) {
        context.addEndHandler(ended -> tell(context, context.response().getStatusCode()));
        context.next();
    }

    /** Where a resource refuses: whoever hangs up before he reads it was refused all the same. */
    @ServerResponseFilter
    public void answered(ContainerResponseContext answer, RoutingContext context) {
        tell(context, answer.getStatus());
    }

    private void tell(RoutingContext context, int status) {
        boolean notLetIn = status == 401 || status == 403;
        // 500: what the step would rest on was changed
        boolean noStep = (status == 409 || status == 500) && isStep(context);
        if ((notLetIn || noStep) && context.get(TOLD) == null) {
            context.put(TOLD, true);
            told(context, status);
        }
    }

    private static boolean isStep(RoutingContext context) {
        return !SAFE.contains(context.request().method().name())
                && STEPS.matcher(context.normalizedPath()).matches();
    }

    private void told(RoutingContext context, int status) {
        String path = context.normalizedPath();
        // in local mode whoever gets as far as a step is the operator; what is kept out before is nobody's
        String actor = local && status != 401 && status != 403 ? Caller.ANYBODY_ON_THIS_MACHINE : actor(context);
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
