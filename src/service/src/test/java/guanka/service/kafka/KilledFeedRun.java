package guanka.service.kafka;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.kafka.Topics.header;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.service.CommandLine;
import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long run, for a release: {@code mvn verify -pl src/service -am -Dtest=none -Dit.test=KilledFeedRun
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}, with {@code -Dguanka.kill-rounds=8} more rounds.
 */
class KilledFeedRun {

    private static final int ROUNDS = Integer.getInteger("guanka.kill-rounds", 3);
    private static final int MESSAGES = 2_000;

    @TempDir
    Path folder;

    @Test
    @DisplayName(
            "however often the service is killed while it answers, each message has one record and one answer, and the log verifies")
    void killed() throws Exception {
        Path data = folder.resolve("data");
        Map<String, String> places = new HashMap<>();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (Broker broker = new Broker(folder.resolve("broker"));
                Topics topics = new Topics(broker.address())) {
            for (String topic : List.of("guanka.shipments", "guanka.determinations", "guanka.changes")) {
                broker.topic(topic, 3, Map.of());
            }
            Map<String, String> settings = Map.of("GUANKA_KAFKA", broker.address());
            for (int round = 0; round < ROUNDS; round++) {
                int before = topics.all("guanka.determinations").size();
                ServiceProcess service = ServiceProcess.start(data, settings);
                for (int i = 0; i < MESSAGES; i++) {
                    String key = round + "-" + i;
                    places.put(topics.send(key, SHIPMENT.replace("R-1", "K-" + key)), key);
                }
                topics.some("guanka.determinations", any -> true, before + 1);
                Thread.sleep(random.nextInt(400));
                service.kill();
            }
            try (ServiceProcess service = ServiceProcess.start(data, settings)) {
                List<ConsumerRecord<byte[], byte[]>> answers =
                        topics.some("guanka.determinations", any -> true, places.size());
                Map<String, String> answered = new HashMap<>();
                for (ConsumerRecord<byte[], byte[]> answer : answers) {
                    assertEquals(
                            null,
                            answered.put(header(answer, "guanka-answers"), Topics.key(answer)),
                            () -> "answered twice: " + Topics.key(answer) + ", seed " + seed);
                }
                assertEquals(places, answered, "seed " + seed);
                for (ConsumerRecord<byte[], byte[]> answer : answers.subList(0, 200)) {
                    String reference = JsonBody.of(Topics.text(answer)).getString("reference");
                    JsonBody found = JsonBody.of(service.get("/v1/determinations?reference=" + reference)
                            .body());
                    assertEquals(
                            List.of(header(answer, "guanka-determination")),
                            found.getList("records.id"),
                            "seed " + seed);
                }
            }
        }
        CommandLine.Ended verified =
                CommandLine.run("verify-records", data.resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
    }
}
