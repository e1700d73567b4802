package guanka.service.determinations;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RecordedTest {

    private static String referring(String reference) {
        return SHIPMENT.replace("R-1", reference);
    }

    private static Response keyed(String key, String shipment) {
        return sending(shipment.getBytes(UTF_8)).header("Idempotency-Key", key).post(DETERMINATIONS);
    }

    @Test
    @DisplayName("an answer is recorded before it is sent, and read back byte for byte with the facts it rests on")
    void recorded() {
        String facts = referring("REC-1") + " \n";
        Response answer = determine(facts);
        String id = answer.as(JsonBody.class).get("id");

        answer.then().statusCode(200).header("Content-Location", DETERMINATIONS + "/" + id);
        assertArrayEquals(answer.asByteArray(), get(DETERMINATIONS + "/" + id).asByteArray());
        assertArrayEquals(
                facts.getBytes(UTF_8),
                get(DETERMINATIONS + "/" + id + "/facts")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray());
    }

    @Test
    @DisplayName("a record never changes, so a caller who holds it is told so")
    void entityTag() {
        String id = determine(referring("REC-2")).as(JsonBody.class).get("id");
        String tag = get(DETERMINATIONS + "/" + id).header("ETag");

        given().header("If-None-Match", tag)
                .get(DETERMINATIONS + "/" + id)
                .then()
                .statusCode(304);
        given().header("If-None-Match", "\"other\"")
                .get(DETERMINATIONS + "/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("what was never recorded is not found, whatever its id looks like")
    void unknown() {
        for (String id : List.of(UUID.randomUUID().toString(), "1", "x".repeat(300))) {
            problem(get(DETERMINATIONS + "/" + id), 404, "not-found");
            problem(get(DETERMINATIONS + "/" + id + "/facts"), 404, "not-found");
            problem(given().post(DETERMINATIONS + "/" + id + "/replay"), 404, "not-found");
        }
    }

    @Test
    @DisplayName("a dry run leaves no record")
    void dryRun() {
        Response answer = sending(referring("REC-DRY").getBytes(UTF_8)).post(DETERMINATIONS + "?record=false");

        answer.then().statusCode(200).header("Content-Location", nullValue());
        problem(get(DETERMINATIONS + "/" + answer.as(JsonBody.class).get("id")), 404, "not-found");
        get(DETERMINATIONS + "?reference=REC-DRY").then().body(at("records", empty()));
    }

    @Test
    @DisplayName(
            "the same key and facts give the recorded answer again, in whatever order and spacing the facts are written")
    void idempotent() {
        Response first = keyed("order-1", referring("REC-3"));
        Response again = keyed("order-1", referring("REC-3"));
        String rewritten = referring("REC-3")
                .replace("{\"reference\":\"REC-3\",", "{ ")
                .replaceFirst("}$", ",\"reference\":\"REC-3\"}");

        assertEquals(first.asString(), again.asString());
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(first.asString(), keyed("order-1", rewritten).asString());
        get(DETERMINATIONS + "?reference=REC-3").then().body(at("records", hasSize(1)));
    }

    @Test
    @DisplayName("the same key with other facts is a conflict that names the earlier record")
    void otherFacts() {
        String earlier = keyed("order-2", referring("REC-4")).as(JsonBody.class).get("id");

        problem(keyed("order-2", referring("REC-5")), 409, "key-used")
                .body(at(
                        "detail",
                        equalTo("the key was used for other facts, or for another ruleset or explain, by determination "
                                + earlier)));
        get(DETERMINATIONS + "?reference=REC-5").then().body(at("records", empty()));
    }

    @Test
    @DisplayName("a key that is no key is refused")
    void badKeys() {
        problem(keyed("two words", SHIPMENT), 400, "bad-request");
        problem(keyed("x".repeat(201), SHIPMENT), 400, "bad-request");
    }

    @Test
    @DisplayName("requests with one key at once leave one record and get one answer")
    void atOnce() {
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            answers.add(CompletableFuture.supplyAsync(
                    () -> keyed("order-3", referring("REC-6")).asString()));
        }
        Set<String> different = new HashSet<>();
        answers.forEach(answer -> different.add(answer.join()));

        assertEquals(1, different.size());
        get(DETERMINATIONS + "?reference=REC-6").then().body(at("records", hasSize(1)));
    }

    @Test
    @DisplayName("records are found by reference, outcome, provision, party, day and ruleset")
    void search() {
        String id = determine(referring("REC-7").replace("Beispiel Motoren GmbH", "Such Werke AG"))
                .as(JsonBody.class)
                .get("id");
        String version = get("/v1/status").as(JsonBody.class).get("ruleset.version");
        String today = get(DETERMINATIONS + "?reference=REC-7")
                .as(JsonBody.class)
                .get("records[0].recordedAt")
                .toString()
                .substring(0, 10);

        for (String query : List.of(
                "reference=REC-7",
                "party=such werke ag",
                "party=Such Werke AG&outcome=NO_LICENSE_REQUIRED",
                "reference=REC-7&ruleset=" + version,
                "reference=REC-7&from=" + today + "&to=" + today)) {
            get(DETERMINATIONS + "?" + query).then().statusCode(200).body(at("records.id", contains(id)));
        }
        for (String query : List.of(
                "reference=REC-7&outcome=PROHIBITED",
                "reference=REC-7&from=2001-01-01&to=2001-12-31",
                "reference=rec-7")) {
            get(DETERMINATIONS + "?" + query).then().statusCode(200).body(at("records", empty()));
        }
        // an empty answer to a slip would look like "there are no such decisions"
        problem(get(DETERMINATIONS + "?reference=REC-7&ruleset=1&provision=none"), 422, "invalid-parameters")
                .body(at("errors.parameter", equalTo(List.of("ruleset", "provision"))));
    }

    @Test
    @DisplayName("a search goes through its pages newest first, without loss while new records come")
    void pages() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(0, determine(referring("REC-8")).as(JsonBody.class).get("id"));
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Response page = given().queryParam("reference", "REC-8")
                    .queryParam("limit", 3)
                    .queryParams(cursor.isEmpty() ? java.util.Map.of() : java.util.Map.of("cursor", cursor))
                    .get(DETERMINATIONS);
            found.addAll(page.as(JsonBody.class).get("records.id"));
            cursor = page.as(JsonBody.class).get("next");
            determine(referring("REC-8"));
        } while (cursor != null);

        assertEquals(ids, found);
    }

    @Test
    @DisplayName("a search that cannot be understood is refused with every mistake")
    void badSearch() {
        problem(get(DETERMINATIONS + "?from=yesterday&to=2026-02-30&limit=0"), 422, "invalid-parameters")
                .body(at("errors.parameter", equalTo(List.of("from", "to", "limit"))));
        problem(get(DETERMINATIONS + "?cursor=nowhere"), 422, "invalid-parameters")
                .body(at("errors.parameter", hasItem("cursor")));
        problem(get(DETERMINATIONS + "?colour=red"), 422, "invalid-parameters");
    }

    @Test
    @DisplayName("what is wrong with a search is told in the order of the alphabet, by every process alike")
    void badSearchInOrder() {
        String known = "known: cursor, from, limit, outcome, party, provision, reference, ruleset, to";
        assertTrue(get(DETERMINATIONS + "?colour=red").asString().contains(known));
        String tooLong = "x".repeat(601);
        problem(
                        given().queryParams(Map.of(
                                        "reference", tooLong, "party", tooLong, "outcome", tooLong, "ruleset", tooLong))
                                .get(DETERMINATIONS),
                        422,
                        "invalid-parameters")
                .body(at("errors.parameter", equalTo(List.of("outcome", "party", "reference", "ruleset"))));
    }

    @Test
    @DisplayName("deciding a record again under its own ruleset gives its own bytes, explained or not")
    void replayed() {
        for (String query : List.of("", "?explain=full")) {
            Response answer = sending(referring("REC-9").getBytes(UTF_8)).post(DETERMINATIONS + query);
            Response replayed = given().post(
                            DETERMINATIONS + "/" + answer.as(JsonBody.class).get("id") + "/replay");

            replayed.then()
                    .statusCode(200)
                    .body(at("same", equalTo(true)))
                    .body(at("moved", empty()))
                    .body(at(
                            "recordedBy.digest",
                            equalTo(answer.as(JsonBody.class).get("ruleset.digest"))));
            assertTrue(replayed.asString().contains(answer.asString()), "the answer is given byte for byte");
        }
    }

    @Test
    @DisplayName("an export date that is an instant stands in the list as it was given")
    void instant() {
        determine(SHIPMENT.replace("2025-10-20", "2025-10-20T09:30:00+09:00").replace("R-1", "R-instant"))
                .then()
                .statusCode(200);
        get(DETERMINATIONS + "?reference=R-instant&limit=1")
                .then()
                .statusCode(200)
                .body(at("records.exportDate", contains("2025-10-20T09:30:00+09:00")));
    }
}
