package guanka.service.startup;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Starts the service. */
@QuarkusMain
public final class Main {

    /** Starts and stops at once: the build runs it so, to note which classes a start needs. */
    private static final String STOP_WHEN_READY = "--stop-when-ready";

    private Main() {}

    public static void main(String... args) {
        // an address that cannot be read is answered by guanka.service.requests.WellFormed, with more than a bare
        // status
        System.setProperty("vertx.disableURIValidation", "true");
        // guanka.service.requests.Pipelining
        System.setProperty(ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
        if (List.of(args).contains(STOP_WHEN_READY)) {
            Quarkus.run(StopWhenReady.class);
        } else {
            Quarkus.run(args);
        }
    }

    /** What runs once the port is open. */
    public static final class StopWhenReady implements QuarkusApplication {

        @Override
        public int run(String... args) {
            return 0;
        }
    }
}
