package guanka.service.security;

import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;

/** Who sent the request that is being answered. Ask on the request's own thread; nothing here blocks. */
@ApplicationScoped
public class Caller {

    /** Who the one operator of local mode is in the log. */
    public static final String ANYBODY_ON_THIS_MACHINE = "operator";

    private final SecurityIdentity identity;
    private final boolean local;

    Caller(SecurityIdentity identity, Settings settings) {
        this.identity = identity;
        this.local = settings.security() == SecurityMode.LOCAL;
    }

    /** The claim {@code sub} of the token, which an identity provider never gives to a second person; in local mode {@code operator}. */
    public String name() {
        return local ? ANYBODY_ON_THIS_MACHINE : identity.getPrincipal().getName();
    }

    /** @param role one of {@link Roles}; in local mode everybody has every role */
    public boolean has(String role) {
        return local || identity.hasRole(role);
    }

    /** Whether a record may be shown: one's own, and those of others to analysts and auditors alone. */
    public boolean maySee(String actor) {
        return has(Roles.ANALYST) || has(Roles.AUDITOR) || name().equals(actor);
    }

    /** Whether this is local mode, where the operator of the machine is author and approver in one. */
    public boolean isTheOneOperator() {
        return local;
    }
}
