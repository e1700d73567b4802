package guanka.service.startup;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        // an address that cannot be read is answered by guanka.service.requests.WellFormed, with more than a bare
        // status
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(args);
    }
}
