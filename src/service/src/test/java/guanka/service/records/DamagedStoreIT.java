package guanka.service.records;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.CommandLine;
import guanka.service.ServiceProcess;
import guanka.service.contract.JsonBody;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a store that somebody else locks, changes, or that is put back from a backup. */
class DamagedStoreIT {

    @TempDir
    Path folder;

    private static HttpResponse<String> decide(ServiceProcess service) {
        return service.post("/v1/determinations", "application/json", SHIPMENT);
    }

    private static String id(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonBody.of(answer.body()).getString("id");
    }

    @Test
    @DisplayName(
            "a backup made while the service decides, put in place elsewhere, answers every id that was acknowledged before it began")
    void backupAndRestore() {
        Path data = folder.resolve("data");
        Path copy = folder.resolve("copy");
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ServiceProcess service = ServiceProcess.start(data, Map.of())) {
            for (int i = 0; i < 20; i++) {
                answers.add(decide(service));
            }
            CommandLine.Ended backup = CommandLine.run("backup", data.toString(), copy.toString());
            assertEquals(0, backup.code(), backup.said());
            decide(service);
        }
        try (ServiceProcess restored = ServiceProcess.start(copy, Map.of())) {
            for (HttpResponse<String> answer : answers) {
                assertEquals(
                        answer.body(),
                        restored.get("/v1/determinations/" + id(answer)).body());
            }
            id(decide(restored));
        }
        assertEquals(
                0,
                CommandLine.run("verify-records", copy.resolve("guanka.db").toString())
                        .code());
    }

    @Test
    @DisplayName("a kept ruleset that somebody changed is not loaded, and the start says why")
    void changedRuleset() throws Exception {
        Path data = folder.resolve("data");
        ServiceProcess.start(data, Map.of()).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("guanka.db"));
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE kjars SET kjar = CAST(kjar AS BLOB) || x'00'");
        }

        try (ServiceProcess service = ServiceProcess.start(data, Map.of())) {
            throw new AssertionError("started with a changed ruleset: " + service.said());
        } catch (IllegalStateException refused) {
            assertTrue(refused.getMessage().contains("is another one"), refused.getMessage());
        }
    }

    @Test
    @DisplayName("a service whose store is removed under it acknowledges nothing more, is not ready and says once why")
    void removed() throws Exception {
        Path data = folder.resolve("data");
        try (ServiceProcess service = ServiceProcess.start(data, Map.of())) {
            id(decide(service));
            for (String file : List.of("guanka.db", "guanka.db-wal", "guanka.db-shm")) {
                Files.delete(data.resolve(file));
            }
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> refused = decide(service);
                assertEquals(503, refused.statusCode(), refused.body());
                HttpResponse<String> ready = service.get("/q/health/ready");
                assertEquals(503, ready.statusCode());
                assertTrue(ready.body().contains("removed or replaced"), ready.body());
                Thread.sleep(1_500);
            }
            assertEquals(
                    1,
                    service.said()
                            .lines()
                            .filter(line -> line.contains("the record store takes no writes"))
                            .count(),
                    service.said());
            assertTrue(Files.notExists(data.resolve("guanka.db")));
        }
        try (ServiceProcess service = ServiceProcess.start(data, Map.of())) {
            assertTrue(service.said().contains("the record store is empty"), service.said());
        }
    }
}
