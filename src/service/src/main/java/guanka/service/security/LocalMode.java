package guanka.service.security;

import guanka.service.problems.StartRefused;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Local mode is for this machine alone: callers do not sign in, so other machines must not reach the port. */
@ApplicationScoped
public class LocalMode {

    private final SecurityMode mode;
    private final String host;

    LocalMode(Settings settings, @ConfigProperty(name = "quarkus.http.host") String host) {
        mode = settings.security();
        this.host = host;
    }

    /** @throws StartRefused where other machines could reach the port */
    public void check() {
        if (mode == SecurityMode.LOCAL && !isLoopback(host)) {
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
