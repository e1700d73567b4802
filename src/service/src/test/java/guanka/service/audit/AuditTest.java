package guanka.service.audit;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.CommandLine;
import guanka.service.records.Records;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an auditor does who trusts neither the service nor its operator. */
@QuarkusTest
class AuditTest {

    @TempDir
    Path folder;

    @Inject
    Records records;

    @Test
    @DisplayName(
            "the exported log verifies against the signed checkpoint; a log with one letter changed or its end cut off does not")
    void verified() throws IOException {
        for (int i = 0; i < 5; i++) {
            determine(SHIPMENT).then().statusCode(200);
        }
        Path checkpoint = Files.writeString(
                folder.resolve("checkpoint"), get("/v1/audit/checkpoint").asString());
        Path key = Files.writeString(folder.resolve("key"), get("/v1/audit/key").asString());
        List<String> records = get("/v1/audit/records").asString().lines().toList();

        assertEquals(0, verify(records, checkpoint, key).code());

        List<String> edited = new ArrayList<>(records);
        // behind the determinations stand events, at least the one that tells of the checkpoint
        int last = edited.size() - 1;
        while (!edited.get(last).contains("\"actor\":\"operator\"")) {
            last--;
        }
        edited.set(last, edited.get(last).replaceFirst("\"actor\":\"operator\"", "\"actor\":\"operatof\""));
        CommandLine.Ended found = verify(edited, checkpoint, key);
        assertEquals(1, found.code());
        assertTrue(found.said().contains("record " + (last + 1)), found.said());
        assertEquals(1, verify(records.subList(0, last), checkpoint, key).code());
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a step that is refused has its place in the log, also where the one operator asked for it")
    @ValueSource(
            strings = {
                "/v1/rulesets/active/approval",
                "/v1/rulesets/active/approval/",
                "/v1/rulesets/active/approval;x=1",
                "/v1/rulesets/active/rebase"
            })
    void refusedStep(String address) throws InterruptedException {
        long before = told();
        assertEquals(409, given().urlEncodingEnabled(false).post(address).statusCode());
        assertTold(before + 1);
    }

    @Test
    @DisplayName("so has one whose caller hangs up before the answer")
    void refusedStepOfOneWhoHasGone() throws Exception {
        long before = told();
        try (Connection store = DriverManager.getConnection(
                        "jdbc:sqlite:" + records.folder().resolve("guanka.db"));
                Statement held = store.createStatement()) {
            held.execute("BEGIN IMMEDIATE");
            try (Socket socket = new Socket("localhost", RestAssured.port)) {
                socket.getOutputStream()
                        .write(
                                ("POST /v1/rulesets/active/approval HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                                        .getBytes(StandardCharsets.ISO_8859_1));
                Thread.sleep(300);
            }
            Thread.sleep(100);
            held.execute("ROLLBACK");
        }
        assertTold(before + 1);
    }

    private static void assertTold(long times) throws InterruptedException {
        for (int i = 0; i < 100 && told() < times; i++) {
            Thread.sleep(100);
        }
        assertEquals(times, told());
    }

    private static long told() {
        return get("/v1/audit/records")
                .asString()
                .lines()
                .filter(line ->
                        line.contains("\"kind\":\"REQUEST_REFUSED\"") && line.contains("\"actor\":\"operator\""))
                .count();
    }

    private CommandLine.Ended verify(List<String> records, Path checkpoint, Path key) throws IOException {
        Path file = Files.write(folder.resolve("records.ndjson"), records);
        return CommandLine.run(
                "verify-records", file.toString(), "--checkpoint", checkpoint.toString(), "--key", key.toString());
    }

    @Test
    @DisplayName("an export can begin in the middle, and only at a sequence")
    void from() {
        determine(SHIPMENT);
        assertTrue(get("/v1/audit/records?from=2").asString().startsWith("{"), "from the second on");
        problem(get("/v1/audit/records?from=yesterday"), 422, "invalid-parameters");
    }
}
