package guanka.service.kafka;

import guanka.service.settings.Settings;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Switches the channels of Quarkus messaging on where brokers are named; they are off in {@code application.properties}. */
public final class KafkaChannels implements ConfigSourceFactory {

    /** Shipments that come in. */
    static final String SHIPMENTS = "shipments";

    /** Events that go out. */
    static final String CHANGES = "changes";

    private static final String OWN = "guanka.kafka";
    private static final String IN = "mp.messaging.incoming." + SHIPMENTS + ".";
    private static final String OUT = "mp.messaging.outgoing." + CHANGES + ".";

    /** Above the file, below what an operator sets. */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String brokers = value(context, OWN, null);
        if (brokers == null || brokers.isBlank()) {
            return List.of();
        }
        Map<String, String> on = new HashMap<>();
        on.put("kafka.bootstrap.servers", brokers);
        String shipments = value(context, OWN + ".shipments", "guanka.shipments");
        on.put(IN + "enabled", String.valueOf(!shipments.equals(Settings.Kafka.OFF)));
        on.put(IN + "topic", shipments);
        on.put(IN + "group.id", value(context, OWN + ".group", "guanka"));
        String changes = value(context, OWN + ".changes", "guanka.changes");
        on.put(OUT + "enabled", String.valueOf(!changes.equals(Settings.Kafka.OFF)));
        on.put(OUT + "topic", changes);
        return List.of(new PropertiesConfigSource(on, "channels of " + OWN, ORDINAL));
    }

    /** Whether a topic is one that messages come from or go to. */
    static boolean isUsed(Settings.Kafka settings, String topic) {
        return settings.brokers().filter(brokers -> !brokers.isBlank()).isPresent()
                && !topic.equals(Settings.Kafka.OFF);
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        ConfigValue given = context.getValue(name);
        return given == null || given.getValue() == null ? otherwise : given.getValue();
    }
}
