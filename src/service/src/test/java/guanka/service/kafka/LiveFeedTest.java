package guanka.service.kafka;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.contract.JsonBody.at;
import static guanka.service.kafka.Topics.header;
import static guanka.service.kafka.Topics.key;
import static guanka.service.kafka.Topics.text;
import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.records.Watch;
import guanka.records.WatchAnswer;
import guanka.records.WatchEvent;
import guanka.records.WatchLook;
import guanka.service.contract.JsonBody;
import guanka.service.determinations.ShortForm;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.rulesets.ActiveRuleset;
import guanka.workbench.watches.OrderAnswer;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shipments that come from a real broker, and what stands there afterwards. */
@QuarkusTest
@WithTestResource(value = OwnBroker.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LiveFeedTest {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    Broker broker;

    @Inject
    Records records;

    @Inject
    ActiveRuleset rulesets;

    @Inject
    KafkaClientService clients;

    private Topics topics;

    @BeforeEach
    void open() {
        topics = new Topics(broker.address());
    }

    @AfterEach
    void close() {
        topics.close();
    }

    private static String shipment(String reference) {
        return SHIPMENT.replace("R-1", reference);
    }

    private List<String> recorded(String reference) {
        return get("/v1/determinations?reference=" + reference)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .getList("records.id");
    }

    /** Delivers every message once more, as after a failure between record and commit. */
    private void deliverAgain() {
        clients.getConsumer(KafkaChannels.SHIPMENTS)
                .runOnPollingThread(consumer -> {
                    consumer.seekToBeginning(consumer.assignment());
                })
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    @Test
    @DisplayName("a shipment is recorded and answered with the same bytes, its key and its headers")
    void answered() throws Exception {
        String place = topics.send("one", shipment("K-one"), "correlation-id", "c-1", "content-type", "text/plain");
        ConsumerRecord<byte[], byte[]> answer = topics.answers("one", 1).get(0);
        assertEquals("one", key(answer));
        assertEquals(JSON, header(answer, "content-type"));
        assertEquals(place, header(answer, "guanka-answers"));
        assertEquals("c-1", header(answer, "correlation-id"));
        String id = header(answer, "guanka-determination");
        assertEquals(List.of(id), recorded("K-one"));
        assertEquals(get("/v1/determinations/" + id).asString(), text(answer));
        assertEquals(
                "kafka", records.log().find(UUID.fromString(id)).orElseThrow().actor());
    }

    @Test
    @DisplayName("a message that is delivered twice is recorded once and answered with the same bytes")
    void twice() throws Exception {
        topics.send("twice", shipment("K-twice"));
        byte[] first = topics.answers("twice", 1).get(0).value();
        deliverAgain();
        List<ConsumerRecord<byte[], byte[]>> both = topics.answers("twice", 2);
        assertTrue(both.stream().allMatch(answer -> Arrays.equals(first, answer.value())));
        assertEquals(1, recorded("K-twice").size());

        // two messages are two shipments, unless the sender says that they are one
        topics.send("twice", shipment("K-twice"));
        topics.answers("twice", 3);
        assertEquals(2, recorded("K-twice").size());
        topics.send("own-1", shipment("K-own"), "idempotency-key", "k/1");
        topics.send("own-1", shipment("K-own"), "Idempotency-Key", "k/1");
        topics.send("own-1", shipment("K-other"), "idempotency-key", "k/1");
        List<ConsumerRecord<byte[], byte[]>> own = topics.answers("own-1", 3);
        assertEquals(text(own.get(0)), text(own.get(1)));
        assertEquals("/problems/key-used", JsonBody.of(text(own.get(2))).getString("type"));
        assertEquals(1, recorded("K-own").size());
        assertEquals(0, recorded("K-other").size());
    }

    @Test
    @DisplayName(
            "a broken message is answered with a problem that names it and the fact, and those behind it are decided")
    void broken() throws Exception {
        String noJson = topics.send("broken", "{\"reference\": \"K-b\", ");
        topics.send("broken", shipment("K-wrong").replace("2025-10-20", "yesterday"));
        topics.send("broken", null);
        topics.send("broken", shipment("K-key"), "idempotency-key", "no spaces please");
        topics.send("broken", shipment("K-good"));
        List<ConsumerRecord<byte[], byte[]>> answers = topics.answers("broken", 5);
        assertEquals(
                List.of("not-json", "invalid-facts", "not-json", "bad-request"),
                answers.subList(0, 4).stream()
                        .map(answer ->
                                JsonBody.of(text(answer)).getString("type").replace("/problems/", ""))
                        .toList());
        assertTrue(answers.subList(0, 4).stream().allMatch(answer -> PROBLEM.equals(header(answer, "content-type"))));
        assertEquals(noJson, header(answers.get(0), "guanka-answers"));
        assertNull(header(answers.get(0), "guanka-determination"));
        String[] place = noJson.split("/");
        JsonBody first = JsonBody.of(text(answers.get(0)));
        assertTrue(
                first.getString("detail")
                        .startsWith("message " + place[2] + " of partition " + place[1] + " of guanka.shipments: "),
                first.getString("detail"));
        assertEquals("K-b", first.getString("reference"));
        JsonBody second = JsonBody.of(text(answers.get(1)));
        assertEquals("/exportDate", second.getString("errors[0].pointer"));
        assertEquals("K-wrong", second.getString("reference"));
        assertEquals(JSON, header(answers.get(4), "content-type"));
        assertEquals("K-good", JsonBody.of(text(answers.get(4))).getString("reference"));
        assertEquals(0, recorded("K-key").size());
    }

    @Tag("long")
    @Test
    @DisplayName(
            "while the brokers are away health says so and callers are answered; afterwards each message has one record and one answer")
    void brokersAway() throws Exception {
        Map<String, String> places = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            places.put("away-" + i, topics.send("away-" + i, shipment("K-away-" + i)));
        }
        broker.kill();
        for (int i = 0; i < 600 && get("/q/health").statusCode() != 503; i++) {
            Thread.sleep(100);
        }
        get("/q/health").then().statusCode(503).body(at("checks.find { it.name == 'kafka' }.status", equalTo("DOWN")));
        get("/q/health/ready").then().statusCode(200);
        broker.start();
        places.put("away-x", topics.send("away-x", shipment("K-away-x")));
        List<ConsumerRecord<byte[], byte[]>> answers = topics.answers("away-", places.size());
        assertEquals(
                places,
                answers.stream()
                        .collect(Collectors.toMap(
                                Topics::key, answer -> header(answer, "guanka-answers"), (one, other) -> {
                                    throw new AssertionError("answered twice: " + one);
                                })));
        for (ConsumerRecord<byte[], byte[]> answer : answers) {
            assertEquals(List.of(header(answer, "guanka-determination")), recorded("K-" + key(answer)));
        }
    }

    @Test
    @DisplayName(
            "an answer that is too large for the topic comes in short form, and one that still is with the address to read it at")
    void large() throws Exception {
        topics.send("large", lines("K-brief", 200));
        topics.send("large", lines("K-huge", 1000));
        List<ConsumerRecord<byte[], byte[]>> answers = topics.answers("large", 2);
        assertEquals(ShortForm.MEDIA_TYPE, header(answers.get(0), "content-type"));
        String id = header(answers.get(0), "guanka-determination");
        assertEquals(get("/v1/determinations/" + id + "?view=holds").asString(), text(answers.get(0)));
        assertEquals(PROBLEM, header(answers.get(1), "content-type"));
        JsonBody problem = JsonBody.of(text(answers.get(1)));
        assertEquals("/problems/answer-too-large", problem.getString("type"));
        assertEquals(List.of(header(answers.get(1), "guanka-determination")), recorded("K-huge"));
        assertTrue(problem.getString("detail")
                .endsWith("/v1/determinations/" + recorded("K-huge").get(0)));

        // nor does a key or a header that is too large keep an answer back
        String place = topics.send("k".repeat(30_000), shipment("K-long"), "note", "n".repeat(30_000));
        ConsumerRecord<byte[], byte[]> without = topics.some(
                        "guanka.determinations", answer -> place.equals(header(answer, "guanka-answers")), 1)
                .get(0);
        assertEquals(JSON, header(without, "content-type"));
        assertNull(without.key());
        assertNull(header(without, "note"));
    }

    private static String lines(String reference, int count) {
        String shipment = shipment(reference);
        int begin = shipment.indexOf("{", shipment.indexOf("\"lines\""));
        String line = shipment.substring(begin, shipment.lastIndexOf("]"));
        return shipment.substring(0, begin)
                + IntStream.range(0, count)
                        .mapToObj(i -> line.replace("\"10\"", "\"" + i + "\""))
                        .collect(Collectors.joining(","))
                + "]}";
    }

    @Test
    @DisplayName("where another member joins and leaves the group, each message has one record and one answer")
    void regrouped() throws Exception {
        Set<String> keys = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> other = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address(), "group.id", "guanka", "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            other.subscribe(List.of("guanka.shipments"));
            for (int i = 0; i < 40; i++) {
                keys.add("group-" + i);
                topics.send("group-" + i, shipment("K-group-" + i));
                other.poll(Duration.ofMillis(20));
            }
        }
        List<ConsumerRecord<byte[], byte[]>> answers = topics.answers("group-", keys.size());
        assertEquals(
                List.copyOf(keys), answers.stream().map(Topics::key).sorted().toList());
        for (ConsumerRecord<byte[], byte[]> answer : answers) {
            assertEquals(List.of(header(answer, "guanka-determination")), recorded("K-" + key(answer)));
        }
    }

    @Test
    @DisplayName("while the store takes nothing messages wait, and are answered once it does")
    void storeAway() throws Exception {
        try (Connection other = DriverManager.getConnection(
                        "jdbc:sqlite:" + records.folder().resolve("guanka.db"));
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'no'); END");
            topics.send("store", shipment("K-store"));
            for (int i = 0; i < 600 && get("/q/health/well").statusCode() != 503; i++) {
                Thread.sleep(100);
            }
            get("/q/health/well")
                    .then()
                    .statusCode(503)
                    .body(at(
                            "checks.find { it.name == 'kafka' }.data.shipments",
                            equalTo("the record store does not take writes")));
            assertEquals(0, topics.answers("store", 0).size());
            statement.execute("DROP TRIGGER full");
        }
        assertEquals(JSON, header(topics.answers("store", 1).get(0), "content-type"));
        assertEquals(1, recorded("K-store").size());
    }

    @Test
    @DisplayName(
            "what changes for open orders stands in the topic as in the feed: the same events in order, keyed by the watch")
    void changes() throws Exception {
        long before = records.watches().lastEvent();
        String digest = rulesets.edition().ruleset().digest();
        for (int i = 0; i < 20; i++) {
            String kept = new OrderAnswer("LICENSE_REQUIRED", null, Map.of(), List.of(), null).json();
            WatchAnswer answer = new WatchAnswer(kept, digest, "1", Instant.now(), null);
            Watch watch = records.watches()
                    .keep(
                            UUID.randomUUID(),
                            "trade-system",
                            "SO-" + i % 7,
                            SHIPMENT.getBytes(UTF_8),
                            answer,
                            Instant.now(),
                            1000)
                    .watch();
            String told = CloudEvents.kept(
                    CloudEvents.CHANGED,
                    watch.reference(),
                    Instant.now(),
                    ("{\"watch\":\"" + watch.id() + "\"}").getBytes(UTF_8));
            records.watches().looked(digest, List.of(new WatchLook(watch, answer, List.of(told))));
        }
        List<WatchEvent> events = records.watches().events(null, before, 1000);
        assertEquals(20, events.size());
        List<ConsumerRecord<byte[], byte[]>> told = topics.some("guanka.changes", event -> true, events.size());
        assertEquals(
                events.stream()
                        .map(event -> new String(CloudEvents.bytes(event), UTF_8))
                        .toList(),
                told.stream().map(Topics::text).distinct().toList());
        for (ConsumerRecord<byte[], byte[]> event : told) {
            assertEquals(CloudEvents.MEDIA_TYPE, header(event, "content-type"));
            assertEquals(JsonBody.of(text(event)).getString("data.watch"), key(event));
        }
    }
}
