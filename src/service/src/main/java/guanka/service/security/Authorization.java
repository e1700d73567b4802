package guanka.service.security;

import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.security.spi.runtime.AuthorizationController;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.interceptor.Interceptor;

/** Roles are asked for in every mode but the local one, where everybody has all of them. */
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
@ApplicationScoped
public class Authorization extends AuthorizationController {

    private final boolean local;

    Authorization(Settings settings) {
        this.local = settings.security() == SecurityMode.LOCAL;
    }

    @Override
    public boolean isAuthorizationEnabled() {
        return !local;
    }
}
