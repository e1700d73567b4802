package guanka.service.status;

import guanka.service.problems.StartRefused;
import guanka.service.security.SecurityMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Local mode is for this machine alone: nobody signs in, so nobody else may reach the port. */
@ApplicationScoped
public class LocalMode {

    void check(
            @Observes @Priority(10) StartupEvent event,
            @ConfigProperty(name = "guanka.security") String security,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        if (!SecurityMode.LOCAL.is(security) && !SecurityMode.OIDC.is(security)) {
            throw new StartRefused("GUANKA_SECURITY=" + security + " is not known; write local or oidc");
        }
        if (SecurityMode.LOCAL.is(security) && !isLoopback(host)) {
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
