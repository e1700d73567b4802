package guanka.service.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import guanka.service.problems.StartRefused;
import guanka.service.settings.GivenSettings;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the operator says of the live feed. */
class FeedSettingsTest {

    private static final String IN = "mp.messaging.incoming.shipments.";
    private static final String OUT = "mp.messaging.outgoing.changes.";

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new io.smallrye.config.EnvConfigSource(environment, 300))
                .withSources(new KafkaChannels())
                .build();
    }

    @Test
    @DisplayName("brokers switch both ways on, and a topic that is off leaves its way off")
    void channels() {
        SmallRyeConfig none = config(Map.of("GUANKA_KAFKA_SHIPMENTS", "in"));
        for (String name : List.of(IN + "enabled", OUT + "enabled", "kafka.bootstrap.servers")) {
            assertEquals(null, none.getRawValue(name), name);
        }
        SmallRyeConfig both = config(Map.of("GUANKA_KAFKA", "b1:9092,b2:9092", "GUANKA_KAFKA_SHIPMENTS", "in"));
        assertEquals("b1:9092,b2:9092", both.getRawValue("kafka.bootstrap.servers"));
        assertEquals("in", both.getRawValue(IN + "topic"));
        assertEquals("guanka.changes", both.getRawValue(OUT + "topic"));
        assertEquals("true", both.getRawValue(IN + "enabled"));
        assertEquals("true", both.getRawValue(OUT + "enabled"));
        SmallRyeConfig out = config(Map.of("GUANKA_KAFKA", "b1:9092", "GUANKA_KAFKA_SHIPMENTS", "off"));
        assertEquals("false", out.getRawValue(IN + "enabled"));
        assertEquals("true", out.getRawValue(OUT + "enabled"));
    }

    private static void start(String name, String value) {
        Map<String, String> given = Map.of("guanka.kafka", "b1:9092", "guanka.kafka." + name, value);
        new ShipmentsTopic(null, null, null, null, GivenSettings.of(given), null).start();
    }

    @Test
    @DisplayName("a caller that nobody can be, or answers that are too small for any, stop the start")
    void refused() {
        for (String actor : List.of("operator", "guanka", "retention", " ")) {
            assertThrows(StartRefused.class, () -> start("actor", actor), actor);
        }
        assertThrows(StartRefused.class, () -> start("answer-max", "100"));
        assertDoesNotThrow(() -> start("actor", "trade-system"));
    }
}
