package guanka.service.determinations;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DeterminationsTest {

    @Test
    @DisplayName("a shipment is decided, under an id, at an instant, by a ruleset that the answer names")
    void decides() {
        String version = get("/v1/status").as(JsonBody.class).get("ruleset.version");
        String digest = get("/v1/status").as(JsonBody.class).get("ruleset.digest");

        determine(SHIPMENT)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Guanka-Ruleset", version)
                .body(at("id", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")))
                .body(at("evaluatedAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")))
                .body(at("reference", equalTo("R-1")))
                .body(at("outcome", equalTo("NO_LICENSE_REQUIRED")))
                .body(at("lines[0].id", equalTo("10")))
                .body(at("asOf", equalTo("2025-10-20")))
                .body(at("ruleset.version", equalTo(version)))
                .body(at("ruleset.digest", equalTo(digest)));
    }

    @Test
    @DisplayName("the same facts give the same bytes, but for id and instant, on whichever thread")
    void sameBytes() {
        String first = anonymous(determine(SHIPMENT).asString());
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(CompletableFuture.supplyAsync(() -> determine(SHIPMENT).asString()));
        }

        answers.forEach(answer -> assertEquals(first, anonymous(answer.join())));
    }

    private static String anonymous(String answer) {
        return answer.replaceFirst("\"id\":\"[^\"]+\"", "").replaceFirst("\"evaluatedAt\":\"[^\"]+\"", "");
    }

    @Test
    @DisplayName("a fact that is missing is a question in the answer, not a mistake")
    void missingFacts() {
        determine(json("{'exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','lines':[{'id':'1'}]}"))
                .then()
                .statusCode(200)
                .body(at("missing.question.zh", not(hasItem(""))));
    }

    @Test
    @DisplayName("JSON in UTF-8 may be called so, and any answer that is JSON accepted")
    void mediaTypes() {
        sending(SHIPMENT.getBytes(UTF_8))
                .contentType("application/json; charset=UTF-8")
                .post(DETERMINATIONS)
                .then()
                .statusCode(200);
        sending(SHIPMENT.getBytes(UTF_8))
                .accept("application/*")
                .post(DETERMINATIONS)
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("all mistakes come at once, each with pointer, code and both languages")
    void allMistakes() {
        String body = SHIPMENT.replace("\"DE\",\"movement\"", "\"de\",\"movement\"")
                .replace("CIVIL", "PEACE")
                .replace("\"ownership\":[]", "\"ownership\":[{\"owner\":\"x\",\"owned\":\"buyer\",\"percent\":101}]")
                .replace("\"form\"", "\"farm\"");

        problem(determine(body), 422, "invalid-facts")
                .body(at("detail", equalTo("5 mistakes")))
                .body(at("errors", hasSize(5)))
                .body(at(
                        "errors.pointer",
                        hasItems(
                                "/destination",
                                "/ownership/0/owner",
                                "/ownership/0/percent",
                                "/endUse/purposes/0",
                                "/lines/0/farm")))
                .body(at(
                        "errors.code",
                        hasItems("bad-country", "unknown-party", "out-of-range", "unknown-code", "unknown-property")))
                .body(
                        at(
                                "errors.message.en",
                                hasItem(
                                        "`de` is not a country; write the two capital letters of ISO 3166-1; did you mean `DE`?")));
    }

    @Test
    @DisplayName("an explained answer is the same answer, and its findings show their conditions")
    void explained() {
        String outcome = determine(SHIPMENT).as(JsonBody.class).get("outcome");

        sending(SHIPMENT.getBytes(UTF_8))
                .queryParam("explain", "full")
                .post(DETERMINATIONS)
                .then()
                .statusCode(200)
                .body(at("outcome", equalTo(outcome)))
                .body(at("findings.conditions", everyItem(notNullValue())))
                .body(at("findings.conditions.flatten().verdict", everyItem(in(List.of("TRUE", "FALSE", "UNKNOWN")))));
    }

    @ParameterizedTest(name = "?{0} -> {1}")
    @CsvSource({
        "record=maybe,unknown-value",
        "recrod=true,unknown-parameter",
        "explain=half,unknown-value",
        "record=true&record=false,given-twice"
    })
    @DisplayName("a parameter that is not understood is refused")
    void parameters(String query, String code) {
        problem(sending(SHIPMENT.getBytes(UTF_8)).post(DETERMINATIONS + "?" + query), 422, "invalid-parameters")
                .body(at("errors.code", equalTo(List.of(code))));
    }

    @Test
    @DisplayName("the active version may be asked for, any other is not here")
    void versions() {
        String version = get("/v1/status").as(JsonBody.class).get("ruleset.version");

        sending(SHIPMENT.getBytes(UTF_8))
                .queryParam("ruleset", version)
                .queryParam("record", "false")
                .post(DETERMINATIONS)
                .then()
                .statusCode(200);
        problem(
                        sending(SHIPMENT.getBytes(UTF_8))
                                .queryParam("ruleset", "0")
                                .post(DETERMINATIONS),
                        404,
                        "unknown-ruleset")
                .header("Guanka-Ruleset", version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,2", "{\"a\":1,\"a\":1}", "{} {}", "nul", "[\"\\ud800\"]"})
    @DisplayName("what is not JSON is told with its place")
    void notJson(String body) {
        problem(determine(body), 400, "not-json").body(at("detail", containsString("line 1")));
    }

    @Test
    @DisplayName("no body at all is no JSON")
    void noBody() {
        problem(
                io.restassured.RestAssured.given()
                        .header("Content-Type", "application/json")
                        .post(DETERMINATIONS),
                400,
                "not-json");
    }

    @Test
    @DisplayName("hostile bodies are refused")
    void hostileBodies() {
        problem(determine("[".repeat(1_000_000)), 400, "not-json");
        problem(determine("{\"a\":".repeat(1_000_000)), 400, "not-json");
        problem(determine("[" + "9".repeat(5_000_000) + "]"), 400, "not-json");
        problem(determine("[\"" + "a".repeat(5_000_000) + "\"]"), 400, "not-json");
        problem(determine("[\"" + "a".repeat(10_000_000) + "\"]"), 413, "too-large");
        problem(determine("[" + "[],".repeat(2_000_000) + "[]]"), 400, "not-json");
        problem(
                sending(SHIPMENT.getBytes(java.nio.charset.StandardCharsets.UTF_16LE))
                        .post(DETERMINATIONS),
                400,
                "not-json");
        problem(
                sending(new byte[] {'[', '"', (byte) 0xC0, (byte) 0x80, '"', ']'})
                        .post(DETERMINATIONS),
                400,
                "not-json");
        problem(determine(SHIPMENT.replace("\"10.00\"", "1e999999999")), 422, "invalid-facts")
                .body(at("errors[0].pointer", equalTo("/lines/0/value/amount")))
                .body(at("errors[0].code", equalTo("too-many-digits")));
        problem(determine(SHIPMENT.replace("\"10.00\"", "\"" + "1".repeat(60_000) + "\"")), 422, "invalid-facts");
    }

    @Test
    @DisplayName("what the HTTP layer refuses is a problem too")
    void httpRefusals() {
        problem(given().delete(DETERMINATIONS), 405, "method-not-allowed");
        problem(
                sending(SHIPMENT.getBytes(UTF_8)).contentType("text/plain").post(DETERMINATIONS),
                415,
                "unsupported-media-type");
        problem(
                sending(SHIPMENT.getBytes(UTF_8))
                        .contentType("application/json;charset=ISO-8859-1")
                        .post(DETERMINATIONS),
                415,
                "unsupported-media-type");
        problem(
                sending(SHIPMENT.getBytes(UTF_8))
                        .header("Content-Encoding", "br")
                        .post(DETERMINATIONS),
                415,
                "unsupported-media-type");
        problem(sending(SHIPMENT.getBytes(UTF_8)).accept("text/csv").post(DETERMINATIONS), 406, "not-acceptable");
    }

    @Test
    @DisplayName("ids sort by the time at which they were given")
    void ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(JsonBody.of(determine(SHIPMENT).asString()).getString("id"));
        }

        assertEquals(ids.stream().sorted().distinct().toList(), ids);
    }

    @Test
    @DisplayName("ids stay apart and in order where the clock stands still or goes back")
    void idsWithoutClock() {
        TimeOrderedIds ids = new TimeOrderedIds();
        var now = java.time.Instant.parse("2026-01-01T00:00:00Z");
        List<String> given = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            given.add(ids.next(now.minusMillis(i % 3)).toString());
        }

        assertEquals(given.stream().sorted().distinct().toList(), given);
        assertTrue(given.get(0).startsWith("019b7"), given.get(0));
    }
}
