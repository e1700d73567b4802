package guanka.service.security;

import io.quarkus.security.spi.runtime.AuthorizationController;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Roles are asked for in every mode but the local one, where everybody has all of them. */
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
@ApplicationScoped
public class Authorization extends AuthorizationController {

    private final boolean local;

    Authorization(@ConfigProperty(name = "guanka.security") String security) {
        this.local = SecurityMode.LOCAL.is(security);
    }

    @Override
    public boolean isAuthorizationEnabled() {
        return !local;
    }
}
