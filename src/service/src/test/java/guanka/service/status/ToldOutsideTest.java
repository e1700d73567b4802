package guanka.service.status;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.sending;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.arc.Unremovable;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ToldOutsideTest.Traced.class)
@DisplayName("What logs, traces and metrics tell outside")
class ToldOutsideTest {

    private static final String PARTY = "Verschwiegene Zwillingswerke";
    private static final String PRICE = "918273.64";

    public static class Traced implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.traces.exporter", "none",
                    "quarkus.log.category.\"guanka\".level", "DEBUG",
                    "quarkus.log.category.\"guanka\".min-level", "DEBUG");
        }
    }

    /** Hears of every span that a collector would be sent. */
    @Singleton
    @Unremovable
    public static class Spans implements SpanProcessor {

        static final Queue<SpanData> ENDED = new ConcurrentLinkedQueue<>();

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            // what matters is known at the end
        }

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            ENDED.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    private final Queue<String> logged = new ConcurrentLinkedQueue<>();
    private final Handler log = new Handler() {

        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage() + " " + line.getThrown() + " "
                    + (line.getParameters() == null ? "" : List.of(line.getParameters())));
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @BeforeEach
    void listen() {
        Spans.ENDED.clear();
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void leave() {
        Logger.getLogger("").removeHandler(log);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("never a party or a price, whether a request is answered or refused")
    void noPartiesAndNoPrices() {
        String shipment = SHIPMENT.replace("Beispiel Motoren GmbH", PARTY).replace("10.00", PRICE);
        String line = shipment.replaceAll("\\s*\\n\\s*", "");
        determine(shipment).then().statusCode(200);
        refused(determine(shipment.replace("\"EUR\"", "\"" + PARTY + "\"")));
        refused(determine(shipment.replace("\"" + PRICE + "\"", PRICE + "x")));
        assertEquals(
                200,
                sending(bytes(line + "\n{\"" + PARTY + "\n" + line))
                        .contentType("application/x-ndjson")
                        .post(DETERMINATIONS + "/batch")
                        .statusCode());
        sending(bytes("{\"parties\":[{\"id\":\"a\",\"name\":\"" + PARTY + "\"}]}"))
                .post("/v1/screenings")
                .then()
                .statusCode(200);
        given().queryParam("party", PARTY).get(DETERMINATIONS).then().statusCode(200);
        refused(given().queryParam(PARTY, PRICE).get(DETERMINATIONS));
        given().queryParam("party", PARTY).get("/records").then().statusCode(200);
        String metrics = given().accept("text/plain").get("/q/metrics").asString();

        assertTrue(Spans.ENDED.size() >= 6, Spans.ENDED::toString);
        assertTrue(Spans.ENDED.toString().contains("url.query=REDACTED"), Spans.ENDED::toString);
        assertSilent(Spans.ENDED.toString());
        assertSilent(logged.toString());
        assertSilent(metrics);
    }

    private static void refused(Response answer) {
        assertEquals(4, answer.statusCode() / 100, answer::asString);
    }

    private static void assertSilent(String told) {
        for (String word : List.of("Verschwiegene", "Zwillingswerke", "918273")) {
            int at = told.toLowerCase().indexOf(word.toLowerCase());
            assertTrue(at < 0, () -> "…" + told.substring(Math.max(0, at - 300), Math.min(told.length(), at + 100)));
        }
    }
}
