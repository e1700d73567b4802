package guanka.service.watches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import guanka.records.NewRuleset;
import guanka.records.Subscription;
import guanka.records.Subscription.State;
import guanka.records.Watch;
import guanka.records.WatchAnswer;
import guanka.records.WatchEvent;
import guanka.records.WatchLook;
import guanka.service.CommandLine;
import guanka.service.problems.StartRefused;
import guanka.service.records.CloudEvents;
import guanka.service.records.Records;
import guanka.service.records.WriteResult;
import guanka.service.settings.GivenSettings;
import guanka.service.settings.Settings;
import guanka.service.workers.Workers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers on a real port that callers named, of which some repeat their challenge and take events, and some do not. */
class SubscriptionsTest {

    private static final String SECRET = "a secret of twenty-four bytes or more";
    private static final String HOOK = "/hook";
    private static final JsonMapper JSON = new JsonMapper();

    /** Something that came in. */
    private record Received(String path, String id, String timestamp, String signature, JsonNode event, byte[] body) {
        boolean asks() {
            return event.path("type").asText().equals(CloudEvents.CHALLENGE);
        }
    }

    @TempDir
    Path folder;

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger elsewhere = new AtomicInteger();
    private volatile UnaryOperator<String> echo = UnaryOperator.identity();
    private final Map<String, String> given = new HashMap<>();
    private String digest;
    private HttpServer receiver;
    private Records records;
    private Subscriptions subscriptions;

    @BeforeEach
    void open() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            JsonNode event = JSON.readTree(body);
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    event,
                    body));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            byte[] answer = JSON.createObjectNode()
                    .put(
                            "challenge",
                            echo.apply(event.path("data").path("challenge").asText()))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.get(), answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        receiver.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        given.putAll(Map.of(
                "guanka.data",
                folder.resolve("data").toString(),
                "guanka.subscriptions.hosts",
                "hooks.example.com,127.0.0.1:" + receiver.getAddress().getPort(),
                "guanka.subscriptions.timeout",
                "5s",
                "guanka.subscriptions.pause-max",
                "20ms"));
        start();
    }

    private void start() throws Exception {
        Settings settings = GivenSettings.of(given);
        records = new Records(settings);
        records.start();
        byte[] kjar = "kjar".getBytes(StandardCharsets.UTF_8);
        digest = "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kjar));
        WriteResult.of(records.rulesets()
                .importActive(
                        new NewRuleset("1", digest, null, null, "guanka", Instant.now(), "first", null, kjar),
                        kept -> Map.of()));
        subscriptions = new Subscriptions(records, settings, new Workers());
        subscriptions.start();
    }

    private void stop() {
        subscriptions.stop();
        records.stop();
    }

    @AfterEach
    void close() {
        stop();
        receiver.stop(0);
    }

    private UUID subscribe(String owner, String path, Duration verifyFor) {
        Instant now = Instant.now();
        UUID id = UUID.randomUUID();
        assertTrue(records.subscriptions()
                .add(
                        new Subscription(
                                id,
                                owner,
                                "http://127.0.0.1:" + receiver.getAddress().getPort() + path,
                                SECRET,
                                now,
                                now.plus(verifyFor),
                                State.PENDING),
                        10));
        return id;
    }

    private State state(UUID id) {
        return records.subscriptions().find(id).orElseThrow().state();
    }

    /** Tells of orders, and returns the ids of the events in their order. */
    private List<String> tell(String owner, int from, int to) {
        long before = records.watches().lastEvent();
        for (int i = from; i < to; i++) {
            WatchAnswer answer = new WatchAnswer("{}", digest, "1", Instant.now(), null);
            Watch watch = records.watches()
                    .keep(
                            UUID.randomUUID(),
                            owner,
                            "SO-" + i,
                            "{}".getBytes(StandardCharsets.UTF_8),
                            answer,
                            Instant.now(),
                            1000)
                    .watch();
            String told = CloudEvents.kept(
                    CloudEvents.CHANGED,
                    watch.reference(),
                    Instant.now(),
                    "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
            records.watches().looked(digest, List.of(new WatchLook(watch, answer, List.of(told))));
        }
        return records.watches().events(owner, before, 1000).stream()
                .map(WatchEvent::id)
                .map(UUID::toString)
                .toList();
    }

    /** The events that came to a path, each once, and no challenges. */
    private List<String> events(String path) {
        synchronized (received) {
            return List.copyOf(new LinkedHashSet<>(received.stream()
                    .filter(one -> !one.asks() && one.path().equals(path))
                    .map(Received::id)
                    .toList()));
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        for (int i = 0; i < 3000 && !condition.holds(); i++) {
            Thread.sleep(20);
        }
        assertTrue(condition.holds());
    }

    @Test
    @DisplayName(
            "who repeats its signed challenge is told its owner's events since it was named, signed and in order, and no other's")
    void challengedAndTold() throws Exception {
        tell("trade-system", 0, 2);
        UUID id = subscribe("trade-system", HOOK, Duration.ofDays(1));
        UUID others = subscribe("another", "/another", Duration.ofDays(1));
        List<String> own = tell("trade-system", 2, 5);
        List<String> anothers = tell("another", 0, 2);
        until(() -> events(HOOK).size() == 3 && events("/another").size() == 2);
        assertEquals(own, events(HOOK));
        assertEquals(anothers, events("/another"));
        assertEquals(State.ACTIVE, state(id));
        assertEquals(State.ACTIVE, state(others));
        assertEquals(
                List.of(id),
                records.subscriptions().of("trade-system").stream()
                        .map(Subscription::id)
                        .toList());
        List<Received> came = List.copyOf(received);
        Received first =
                came.stream().filter(one -> one.path().equals(HOOK)).findFirst().orElseThrow();
        assertTrue(first.asks(), "the challenge comes before every event");
        for (Received one : came) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((one.id() + "." + one.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            assertEquals("v1," + Base64.getEncoder().encodeToString(mac.doFinal(one.body())), one.signature());
            assertEquals(one.id(), one.event().path("id").asText());
        }
    }

    @Test
    @DisplayName("who repeats another challenge, or none, is told no event and is given up in time")
    void notProved() throws Exception {
        echo = challenge -> challenge + "x";
        UUID id = subscribe("trade-system", HOOK, Duration.ofDays(1));
        List<String> ids = tell("trade-system", 0, 2);
        until(() -> received.size() > 3);
        assertEquals(State.PENDING, state(id));
        // longer than what is read of an answer
        echo = challenge -> " ".repeat(10_000) + challenge;
        int long1 = received.size();
        until(() -> received.size() > long1 + 2);
        echo = UnaryOperator.identity();
        status.set(302);
        int redirected = received.size();
        until(() -> received.size() > redirected + 2);
        assertEquals(State.PENDING, state(id));
        assertEquals(List.of(), events(HOOK));
        assertEquals(0, elsewhere.get());
        UUID late = subscribe("trade-system", "/late", Duration.ZERO);
        until(() -> state(late) == State.UNVERIFIED);
        status.set(200);
        until(() -> events(HOOK).size() == 2);
        assertEquals(ids, events(HOOK));
        assertEquals(State.UNVERIFIED, state(late));
        assertEquals(List.of(), events("/late"));
    }

    @Test
    @DisplayName(
            "a receiver that fails is told everything in order afterwards, across a restart, and nothing once it is removed")
    void failsAndRecovers() throws Exception {
        UUID id = subscribe("trade-system", HOOK, Duration.ofDays(1));
        List<String> ids = new ArrayList<>(tell("trade-system", 0, 1));
        until(() -> events(HOOK).size() == 1);
        status.set(500);
        ids.addAll(tell("trade-system", 1, 40));
        int before = received.size();
        until(() -> received.size() > before + 3);
        assertEquals(2, events(HOOK).size(), "nothing overtakes what was not taken");
        stop();
        start();
        status.set(200);
        until(() -> events(HOOK).size() == 40);
        assertEquals(ids, events(HOOK));
        until(() -> records.subscriptions().waiting().isEmpty());

        assertFalse(records.subscriptions().remove("another", id));
        assertTrue(records.subscriptions().remove("trade-system", id));
        UUID next = subscribe("trade-system", "/next", Duration.ofDays(1));
        tell("trade-system", 40, 41);
        until(() -> events("/next").size() == 1);
        assertEquals(40, events(HOOK).size());
        assertEquals(State.ACTIVE, state(next));
        stop();
        CommandLine.Ended verified = CommandLine.run(
                "verify-records", folder.resolve("data").resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
        Path database = folder.resolve("data").resolve("guanka.db");
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = file.createStatement()) {
            statement.execute("UPDATE subscriptions SET url = 'https://elsewhere.example.com/'");
        }
        verified = CommandLine.run("verify-records", database.toString());
        assertEquals(1, verified.code(), verified.said());
        assertTrue(verified.said().contains("not the subscription `" + next), verified.said());
        start();
    }

    @Test
    @DisplayName(
            "only hosts and ports that the operator named may be told; what is none stops the start, and none is told once it is no longer named")
    void hosts() throws Exception {
        int port = receiver.getAddress().getPort();
        for (String may : List.of(
                "https://hooks.example.com/x", "https://HOOKS.example.com:443/", "http://127.0.0.1:" + port + "/")) {
            assertTrue(subscriptions.mayTell(URI.create(may)), may);
        }
        for (String not : List.of(
                "http://hooks.example.com/x",
                "https://hooks.example.com:8443/x",
                "https://example.com/",
                "https://hooks.example.com.evil.example/",
                "https://hooks.example.com@evil.example/",
                "https://169.254.169.254/",
                "http://127.0.0.1:" + (port == 1024 ? 1025 : port - 1) + "/",
                "http://localhost:" + port + "/",
                "http://2130706433:" + port + "/",
                "file:///etc/passwd")) {
            assertFalse(subscriptions.mayTell(URI.create(not)), not);
        }
        assertThrows(StartRefused.class, () -> AllowedHosts.of(List.of("https://example.com")));
        assertThrows(StartRefused.class, () -> AllowedHosts.of(List.of("*")));

        UUID id = subscribe("trade-system", HOOK, Duration.ofDays(1));
        until(() -> state(id) == State.ACTIVE);
        stop();
        given.put("guanka.subscriptions.hosts", "hooks.example.com");
        start();
        List<String> ids = tell("trade-system", 0, 1);
        stop();
        given.remove("guanka.subscriptions.hosts");
        start();
        assertFalse(subscriptions.mayTell(URI.create("http://127.0.0.1:" + port + "/")));
        assertEquals(List.of(), events(HOOK));
        stop();
        given.put("guanka.subscriptions.hosts", "127.0.0.1:*");
        start();
        until(() -> events(HOOK).size() == 1);
        assertEquals(ids, events(HOOK));
    }
}
