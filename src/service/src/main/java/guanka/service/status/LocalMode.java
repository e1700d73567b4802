package guanka.service.status;

import guanka.service.rulesets.StartRefused;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who may call. So far there is one mode: everybody on this machine, and nobody else. */
@ApplicationScoped
public class LocalMode {

    public static final String NAME = "local";

    void check(
            @Observes @Priority(10) StartupEvent event,
            @ConfigProperty(name = "guanka.security") String security,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        if (security.equals("oidc")) {
            throw new StartRefused("GUANKA_SECURITY=oidc is not available yet; only local is");
        }
        if (!security.equals(NAME)) {
            throw new StartRefused("GUANKA_SECURITY=" + security + " is not known; write local");
        }
        if (!isLoopback(host)) {
            throw new StartRefused(
                    "in local mode nobody signs in, so the port must not be reached from outside; QUARKUS_HTTP_HOST="
                            + host + " is not a loopback address");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
