package guanka.service.kafka;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A service beside a broker of its own. */
public class OwnBroker implements QuarkusTestResourceLifecycleManager {

    private Broker broker;

    @Override
    public Map<String, String> start() {
        try {
            broker = new Broker(Files.createTempDirectory(Path.of("target"), "broker"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker.topic("guanka.shipments", 2, Map.of());
        // less than the service is told, so that the broker refuses some
        broker.topic("guanka.determinations", 2, Map.of("max.message.bytes", "40000"));
        broker.topic("guanka.changes", 1, Map.of());
        return Map.of("guanka.kafka", broker.address(), "guanka.kafka.answer-max", "70000");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(broker, new TestInjector.MatchesType(Broker.class));
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
