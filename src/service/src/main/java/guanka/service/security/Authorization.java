package guanka.service.security;

import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.security.spi.runtime.AuthorizationController;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;

/**
 * Checks of roles are on in every mode but the local one, where the operator has all roles. A singleton, because Quarkus keeps it in
 * a static field, where a proxy would ask a service that has stopped when tests start one after the other.
 */
@Alternative
@Priority(Interceptor.Priority.LIBRARY_AFTER)
@Singleton
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
