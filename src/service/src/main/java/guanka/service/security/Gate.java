package guanka.service.security;

import guanka.records.Persons;
import guanka.service.settings.Settings;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses callers without a role everywhere but at the health checks. What each role may do is annotated on the methods of
 * resources; here only addresses that are no resource are distinguished. An address in an unusual spelling never needs fewer rights
 * than the plain one.
 */
@ApplicationScoped
public class Gate implements HttpSecurityPolicy {

    private static final Set<String> OPEN =
            Set.of("/q/health", "/q/health/live", "/q/health/ready", "/q/health/started");
    private static final String OPERATIONS = "/q/";
    private static final String DESCRIPTION = "/q/openapi";

    /** Nothing else is worth decoding: a token that is encrypted, opaque or without a signature never counts. */
    private static final Pattern SIGNED_TOKEN = Pattern.compile("(?i:Bearer) [\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final Settings.Kafka kafka;

    Gate(Settings settings) {
        kafka = settings.kafka();
    }

    @Override
    public Uni<CheckResult> checkPermission(
            RoutingContext context, Uni<SecurityIdentity> identity, AuthorizationRequestContext request) {
        String address = context.normalizedPath();
        if (OPEN.contains(address)) {
            return CheckResult.permit();
        }
        List<String> shown = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (shown.size() != 1 || !SIGNED_TOKEN.matcher(shown.get(0)).matches()) {
            return Uni.createFrom().failure(new UnauthorizedException());
        }
        boolean operations = address.startsWith(OPERATIONS) && !address.equals(DESCRIPTION);
        return identity.flatMap(caller -> {
            if (caller.isAnonymous() || caller.getPrincipal().getName().isBlank()) {
                return Uni.createFrom().failure(new UnauthorizedException());
            }
            if (caller.getPrincipal() instanceof JsonWebToken token && !TokenKind.isAccess(token)) {
                return Uni.createFrom().failure(new UnauthorizedException());
            }
            String name = caller.getPrincipal().getName();
            if (!ActorName.isOne(name) || !isFree(name)) {
                return Uni.createFrom().failure(new ForbiddenException());
            }
            boolean may = operations
                    ? caller.hasRole(Roles.OPERATOR)
                    : Roles.ALL.stream().anyMatch(caller::hasRole);
            return may ? CheckResult.permit() : Uni.createFrom().failure(new ForbiddenException());
        });
    }

    /** The live feed has a name in the log, too, where it is on: nobody else may have it. */
    private boolean isFree(String name) {
        return kafka.brokers().isEmpty() || !Persons.areOne(kafka.actor(), name);
    }
}
