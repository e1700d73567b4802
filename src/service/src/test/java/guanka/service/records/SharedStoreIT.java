package guanka.service.records;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.CommandLine;
import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services over a PostgreSQL, which may go and come back. */
@Tag("long")
class SharedStoreIT {

    @TempDir
    Path folder;

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> decide(ServiceProcess service, String... headers) {
        return service.post("/v1/determinations", "application/json", SHIPMENT, headers);
    }

    private static String id(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonBody.of(answer.body()).getString("id");
    }

    @Test
    @DisplayName(
            "two instances over one PostgreSQL answer each other's ids and keys, keep one chain and follow each other's activations")
    void twoInstances() throws Exception {
        try (EmbeddedPostgres server = postgres(freePort())) {
            Map<String, String> settings = Map.of("GUANKA_DB_URL", server.getJdbcUrl("postgres", "postgres"));
            try (ServiceProcess one = ServiceProcess.start(folder.resolve("one"), settings);
                    ServiceProcess two = ServiceProcess.start(folder.resolve("two"), settings)) {
                HttpResponse<String> byOne = decide(one);
                HttpResponse<String> byTwo = decide(two);
                assertEquals(
                        byOne.body(), two.get("/v1/determinations/" + id(byOne)).body());
                assertEquals(
                        byTwo.body(), one.get("/v1/determinations/" + id(byTwo)).body());

                List<CompletableFuture<String>> sameKey = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    ServiceProcess service = i % 2 == 0 ? one : two;
                    sameKey.add(CompletableFuture.supplyAsync(
                            () -> decide(service, "Idempotency-Key", "shared").body()));
                }
                assertEquals(
                        1,
                        sameKey.stream().map(CompletableFuture::join).distinct().count());

                Path records = Files.writeString(
                        folder.resolve("records.ndjson"),
                        two.get("/v1/audit/records").body());
                Path checkpoint = Files.writeString(
                        folder.resolve("checkpoint"),
                        one.get("/v1/audit/checkpoint").body());
                Path key = Files.writeString(
                        folder.resolve("key"), one.get("/v1/audit/key").body());
                CommandLine.Ended verified = CommandLine.run(
                        "verify-records",
                        records.toString(),
                        "--checkpoint",
                        checkpoint.toString(),
                        "--key",
                        key.toString());
                assertEquals(0, verified.code(), verified.said());
            }
        }
    }

    @Test
    @DisplayName(
            "while its database is gone the service refuses and is not ready; when it is back, so is the service, and nothing is lost")
    void databaseGoneAndBack() throws Exception {
        int port = freePort();
        EmbeddedPostgres server = postgres(port);
        Map<String, String> settings = Map.of("GUANKA_DB_URL", server.getJdbcUrl("postgres", "postgres"));
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"), settings)) {
            HttpResponse<String> before = decide(service);
            server.close();

            HttpResponse<String> refused = decide(service);
            assertEquals(503, refused.statusCode(), refused.body());
            assertTrue(refused.headers().firstValue("Retry-After").isPresent());
            assertEquals("/problems/not-recorded", JsonBody.of(refused.body()).getString("type"));
            assertEquals(503, service.get("/q/health/ready").statusCode());
            assertEquals(
                    200,
                    service.post("/v1/determinations?record=false", "application/json", SHIPMENT)
                            .statusCode());

            server = postgres(port);
            for (int i = 0; i < 300 && service.get("/q/health/ready").statusCode() != 200; i++) {
                Thread.sleep(100);
            }
            assertEquals(
                    before.body(),
                    service.get("/v1/determinations/" + id(before)).body());
            id(decide(service));
        } finally {
            server.close();
        }
    }
}
