package guanka.service.watches;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import guanka.records.NewRuleset;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receiver on a real port that takes events, or does not. */
class WebhookTest {

    private static final byte[] SECRET = "a secret of twenty-four bytes or more".getBytes(StandardCharsets.UTF_8);

    /** An event as it came in. */
    private record Received(String id, String timestamp, String signature, String type, byte[] body) {}

    @TempDir
    Path folder;

    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger status = new AtomicInteger(204);
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final AtomicReference<String> digest = new AtomicReference<>();
    private HttpServer receiver;
    private Settings settings;
    private Records records;
    private Webhook webhook;

    @BeforeEach
    void open() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new Received(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        receiver.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        settings = settings("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
        start();
    }

    private Settings settings(String url) {
        return GivenSettings.of(Map.of(
                "guanka.data",
                folder.resolve("data").toString(),
                "guanka.webhook.url",
                url,
                "guanka.webhook.secret",
                "whsec_" + Base64.getEncoder().encodeToString(SECRET),
                "guanka.webhook.timeout",
                "5s",
                "guanka.webhook.pause-max",
                "20ms"));
    }

    private void start() throws Exception {
        records = new Records(settings);
        records.start();
        byte[] kjar = "kjar".getBytes(StandardCharsets.UTF_8);
        digest.set("sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kjar)));
        WriteResult.of(records.rulesets()
                .importActive(
                        new NewRuleset("1", digest.get(), null, null, "guanka", Instant.now(), "first", null, kjar),
                        kept -> Map.of()));
        webhook = new Webhook(records, settings, new Workers());
        webhook.start();
    }

    private void stop() {
        webhook.stop();
        records.stop();
    }

    @AfterEach
    void close() {
        stop();
        receiver.stop(0);
    }

    /** Tells of orders, and returns the ids of the events in their order. */
    private List<String> tell(int from, int to) {
        long before = records.watches().lastEvent();
        for (int i = from; i < to; i++) {
            WatchAnswer answer = new WatchAnswer("{}", digest.get(), "1", Instant.now(), null);
            Watch watch = records.watches()
                    .keep(
                            UUID.randomUUID(),
                            "trade-system",
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
            records.watches().looked(digest.get(), List.of(new WatchLook(watch, answer, List.of(told))));
        }
        return records.watches().events(null, before, 1000).stream()
                .map(WatchEvent::id)
                .map(UUID::toString)
                .toList();
    }

    private List<String> ids() {
        synchronized (received) {
            return List.copyOf(
                    new LinkedHashSet<>(received.stream().map(Received::id).toList()));
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) throws InterruptedException {
        for (int i = 0; i < 1200 && !condition.holds(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.holds());
    }

    /** Once the receiver is known, so that what comes now is told. */
    private void untilKnown() throws InterruptedException {
        until(() -> records.watches()
                .claim("webhook", "nobody", Instant.EPOCH, Instant.EPOCH)
                .isEmpty());
    }

    @Test
    @DisplayName("each event is told by itself, in order and signed as Standard Webhooks say")
    void signed() throws Exception {
        untilKnown();
        List<String> ids = tell(0, 3);
        until(() -> ids().size() == 3);
        assertEquals(ids, ids());
        for (Received one : received) {
            assertEquals(CloudEvents.MEDIA_TYPE, one.type());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            mac.update((one.id() + "." + one.timestamp() + ".").getBytes(StandardCharsets.UTF_8));
            assertEquals("v1," + Base64.getEncoder().encodeToString(mac.doFinal(one.body())), one.signature());
            assertTrue(Math.abs(Instant.now().getEpochSecond() - Long.parseLong(one.timestamp())) < 600);
            var event = new JsonMapper().readTree(one.body());
            assertEquals(one.id(), event.path("id").asText());
            assertEquals("1.0", event.path("specversion").asText());
        }
    }

    @Test
    @DisplayName(
            "a receiver that fails, redirects or is gone gets everything in order afterwards, across a restart, and is sent nowhere else")
    void failsAndRecovers() throws Exception {
        untilKnown();
        List<String> ids = new ArrayList<>(tell(0, 1));
        until(() -> ids().size() == 1);
        status.set(500);
        ids.addAll(tell(1, 40));
        int before = received.size();
        until(() -> received.size() > before + 3);
        status.set(302);
        int redirected = received.size();
        until(() -> received.size() > redirected + 3);
        assertEquals(2, ids().size(), "nothing overtakes what was not taken");
        stop();
        start();
        status.set(204);
        until(() -> ids().size() == 40);
        assertEquals(ids, ids());
        assertEquals(0, elsewhere.get());
        // what was taken is not told again once that is on disk
        until(() -> records.watches().events(null, 0, 1000).size() == 40);
        stop();
        CommandLine.Ended verified = CommandLine.run(
                "verify-records", folder.resolve("data").resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
        start();
    }

    @Test
    @DisplayName("a receiver that cannot be told safely stops the start")
    void refused() throws IOException {
        for (String url : List.of(
                "http://example.com/hook",
                "ftp://example.com/hook",
                "https://user@example.com/hook",
                "https:///hook",
                "http://localhost.example.com/")) {
            assertThrows(StartRefused.class, () -> new Webhook(records, settings(url), new Workers()).start(), url);
        }
        for (String secret : List.of("", "short", "whsec_!", "whsec_c2hvcnQ=")) {
            assertThrows(StartRefused.class, () -> Signature.of(secret), secret);
        }
    }
}
