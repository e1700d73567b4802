package guanka.service.provisions;

import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProvisionsTest {

    @Test
    @DisplayName("each provision of the register is found by its id, with slashes as they are and encoded")
    void byId() {
        for (Map<String, ?> listed : all()) {
            String id = (String) listed.get("id");
            Map<String, ?> found = get("/v1/provisions/" + id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(JsonBody.class)
                    .get("");
            assertEquals(listed, found);
            given().urlEncodingEnabled(false)
                    .get("/v1/provisions/" + id.replace("/", "%2F"))
                    .then()
                    .statusCode(200)
                    .body(at("id", equalTo(id)));
        }
    }

    private static List<Map<String, ?>> all() {
        List<Map<String, ?>> provisions = get("/v1/provisions")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .get("provisions");
        assertFalse(provisions.isEmpty());
        return provisions;
    }

    @Test
    @DisplayName("each provision says what it says in both languages, where it stands in the law and in which row")
    void entries() {
        for (Map<String, ?> provision : all()) {
            assertTrue(
                    ((Map<?, ?>) provision.get("text")).keySet().containsAll(List.of("en", "zh")),
                    provision.toString());
            assertTrue(((Map<?, ?>) provision.get("citation")).containsKey("title"), provision.toString());
            assertNotNull(provision.get("effect"));
            Map<?, ?> source = (Map<?, ?>) provision.get("source");
            assertTrue(
                    ((String) source.get("file")).endsWith(".xlsx") && (int) source.get("row") > 1, source.toString());
        }
    }

    @Test
    @DisplayName("each state of the calendar has its first day and row, and names only readings that exist")
    void calendars() {
        Map<String, List<String>> readings = new java.util.HashMap<>();
        List<Map<String, ?>> questions =
                get("/v1/vocabularies").as(JsonBody.class).get("readings");
        questions.forEach(q -> readings.put(
                (String) q.get("question"),
                ((List<Map<String, String>>) q.get("readings"))
                        .stream().map(r -> r.get("code")).toList()));
        int states = 0;
        for (Map<String, ?> provision : all()) {
            for (Map<String, ?> state : (List<Map<String, ?>>) provision.get("calendar")) {
                states++;
                assertTrue(
                        List.of("IN_FORCE", "SUSPENDED", "NOT_YET", "ENDED").contains(state.get("state")),
                        state.toString());
                assertNotNull(state.get("from"));
                assertNotNull(state.get("source"));
                List<String> touched = ((List<Map<String, String>>) provision.get("readings"))
                        .stream().map(r -> r.get("question")).toList();
                ((Map<String, String>) state.get("reading")).forEach((question, reading) -> {
                    assertTrue(readings.get(question).contains(reading), question + " " + reading);
                    assertTrue(touched.contains(question), provision.get("id") + " does not list " + question);
                });
            }
        }
        assertTrue(states > 0);
    }

    @Test
    @DisplayName("a provision that does not exist is a problem")
    void unknown() {
        problem(get("/v1/provisions/no/such"), 404, "not-found")
                .body(at(
                        "detail",
                        equalTo("`no/such` is not a provision of ruleset `"
                                + get("/v1/status").as(JsonBody.class).get("ruleset.version") + "`")));
        problem(get("/v1/provisions?colour=red"), 422, "invalid-parameters");
    }
}
