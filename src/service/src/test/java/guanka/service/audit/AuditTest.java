package guanka.service.audit;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.CommandLine;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor does who trusts neither the service nor its operator. */
@QuarkusTest
class AuditTest {

    @TempDir
    Path folder;

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

    @Test
    @DisplayName("a step that is refused has its place in the log, also where the one operator asked for it")
    void refusedStep() throws InterruptedException {
        problem(given().post("/v1/rulesets/active/approval"), 409, "not-approved");
        for (int i = 0; i < 100 && !told(); i++) {
            Thread.sleep(100);
        }
        assertTrue(told(), "the refusal is not in the log");
    }

    private static boolean told() {
        return get("/v1/audit/records")
                .asString()
                .lines()
                .anyMatch(line ->
                        line.contains("\"kind\":\"REQUEST_REFUSED\"") && line.contains("\"actor\":\"operator\""));
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
