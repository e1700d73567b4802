package guanka.service.jobs;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobsTest {

    private static final String JOBS = "/v1/jobs";

    private static String referring(String reference) {
        return SHIPMENT.replace("R-1", reference).replace("\n", " ");
    }

    private static Response submit(String lines) {
        return sending(lines.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post(JOBS);
    }

    private static JsonBody done(String id) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            JsonBody job = get(JOBS + "/" + id).then().statusCode(200).extract().as(JsonBody.class);
            if (List.of("DONE", "CANCELLED", "FAILED").contains(job.getString("state"))) {
                return job;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("job " + id + " does not end");
    }

    @Test
    @DisplayName(
            "a job of several parts is decided in the background, every line once and in order, each part with its checksum")
    void wholeJob() throws Exception {
        int count = 2_300;
        String lines = IntStream.range(0, count)
                .mapToObj(i -> i == 1_200 ? "broken" : referring("JOB-" + i))
                .collect(Collectors.joining("\n"));

        Response submitted = submit(lines);
        submitted.then().statusCode(202).body(at("lines", equalTo(count))).body(at("parts", hasSize(3)));
        String id = submitted.as(JsonBody.class).get("id");
        assertTrue(submitted.header("Location").endsWith(JOBS + "/" + id));

        JsonBody job = done(id);
        assertEquals("DONE", job.getString("state"));
        assertEquals(count, job.getInt("decided"));
        assertEquals(1, job.getInt("problems"));
        List<String> answers = new ArrayList<>();
        for (Map<String, ?> part : job.<Map<String, ?>>getList("parts")) {
            byte[] result = get((String) part.get("href"))
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();
            assertEquals(
                    part.get("sha256"),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(result)));
            answers.addAll(new String(result, UTF_8).lines().toList());
        }
        assertEquals(count, answers.size());
        assertTrue(answers.get(1_200).contains("line 1201 of the body"), answers.get(1_200));
        assertEquals("JOB-2299", JsonBody.of(answers.get(2_299)).getString("reference"));
        String last = JsonBody.of(answers.get(2_299)).getString("id");
        assertEquals(answers.get(2_299), get(DETERMINATIONS + "/" + last).asString());
        get(DETERMINATIONS + "?reference=JOB-7").then().body(at("records", hasSize(1)));
        get(JOBS).then().body(at("jobs.id", hasItem(id)));
    }

    @Test
    @DisplayName("a job that was cancelled stays so, and what is not there is not found")
    void cancelled() throws InterruptedException {
        String id = submit(IntStream.range(0, 5_000)
                        .mapToObj(i -> referring("STOP"))
                        .collect(Collectors.joining("\n")))
                .as(JsonBody.class)
                .get("id");

        given().post(JOBS + "/" + id + "/cancellation").then().statusCode(200);
        String state = done(id).getString("state");
        assertTrue(List.of("CANCELLED", "DONE").contains(state), state);
        given().post(JOBS + "/" + id + "/cancellation").then().statusCode(200).body(at("state", equalTo(state)));

        problem(get(JOBS + "/" + id + "/parts/99"), 404, "not-found");
        problem(get(JOBS + "/" + id + "/parts/x"), 404, "not-found");
        problem(get(JOBS + "/nothing"), 404, "not-found");
        problem(sending("{}".getBytes(UTF_8)).post(JOBS), 415, "unsupported-media-type");
    }

    @Test
    @DisplayName("a job without lines is done at once")
    void noLines() {
        submit("").then().statusCode(202).body(at("state", equalTo("DONE"))).body(at("parts", hasSize(0)));
    }

    private static Response submit(String lines, String key, String query) {
        return sending(lines.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", key)
                .post(JOBS + query);
    }

    @Test
    @DisplayName("a job handed in again under its key is the same job, with other lines or parameters a conflict")
    void key() throws Exception {
        String lines = referring("key-1") + "\n" + referring("key-2") + "\n";
        String id = submit(lines, "job-key", "")
                .then()
                .statusCode(202)
                .extract()
                .as(JsonBody.class)
                .get("id");
        assertEquals(
                id,
                submit(lines, "job-key", "")
                        .then()
                        .statusCode(202)
                        .extract()
                        .as(JsonBody.class)
                        .get("id"));
        done(id);
        submit(lines, "job-key", "")
                .then()
                .statusCode(202)
                .header("Location", JOBS + "/" + id)
                .body(at("id", equalTo(id)))
                .body(at("state", equalTo("DONE")));
        assertEquals(
                1,
                given().queryParam("reference", "key-1")
                        .get(DETERMINATIONS)
                        .as(JsonBody.class)
                        .getList("records")
                        .size());
        for (Response other : List.of(
                submit(lines + referring("key-3") + "\n", "job-key", ""),
                submit(referring("key-2") + "\n" + referring("key-1") + "\n", "job-key", ""),
                submit(lines, "job-key", "?record=false"))) {
            problem(other, 409, "key-used");
        }
        problem(submit(lines, "with a blank", ""), 400, "bad-request");
    }

    @Test
    @DisplayName("a trial leaves its result and no record")
    void notRecorded() throws Exception {
        String id = sending((referring("trial-job") + "\n").getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post(JOBS + "?record=false")
                .then()
                .statusCode(202)
                .body(at("recorded", equalTo(false)))
                .extract()
                .as(JsonBody.class)
                .get("id");
        assertEquals(1, done(id).getInt("decided"));
        JsonBody answer = JsonBody.of(get(JOBS + "/" + id + "/parts/1").asString());
        assertEquals("trial-job", answer.getString("reference"));
        problem(get(DETERMINATIONS + "/" + answer.getString("id")), 404, "not-found");
        given().queryParam("reference", "trial-job").get(DETERMINATIONS).then().body(at("records", hasSize(0)));
    }

    @Test
    @DisplayName("the list of jobs goes on after its last one")
    void pages() {
        for (int i = 0; i < 101; i++) {
            submit("").then().statusCode(202);
        }
        JsonBody first = get(JOBS)
                .then()
                .statusCode(200)
                .body(at("jobs", hasSize(100)))
                .extract()
                .as(JsonBody.class);
        JsonBody second = given().queryParam("cursor", first.getString("next"))
                .get(JOBS)
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class);
        List<String> ids = new ArrayList<>(first.getList("jobs.id"));
        ids.addAll(second.getList("jobs.id"));
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertTrue(ids.size() > 100);
        problem(given().queryParam("cursor", "nowhere").get(JOBS), 422, "invalid-parameters");
    }

    @Test
    @DisplayName("business partners are screened as a job, each told once; with since only those whose hits are others")
    void screenings() throws Exception {
        String partners = "{\"id\":\"1\",\"name\":\"General Dynamics\"}\n{\"name\":7}\n"
                + "{\"id\":\"3\",\"name\":\"Muster Antriebe GmbH\"}\n";
        Response handedIn = sending(partners.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", "partners-1")
                .post("/v1/screenings/jobs");
        handedIn.then().statusCode(202).body(at("kind", equalTo("SCREENINGS"))).body(at("recorded", equalTo(false)));
        JsonBody job = done(handedIn.as(JsonBody.class).get("id"));
        assertEquals(3, job.getInt("lines"));
        assertEquals(1, job.getInt("problems"));
        String told = get(job.getString("parts[0].href")).asString();
        String batch = sending(partners.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post("/v1/screenings/batch")
                .asString();
        assertEquals(batch.substring(0, batch.indexOf("{\"totals\"")), told);

        sending(partners.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Idempotency-Key", "partners-1")
                .post("/v1/screenings/jobs")
                .then()
                .statusCode(202)
                .body(at("id", equalTo(handedIn.as(JsonBody.class).get("id"))));
        problem(
                sending(partners.getBytes(UTF_8))
                        .contentType("application/x-ndjson")
                        .header("Idempotency-Key", "partners-1")
                        .post("/v1/screenings/jobs?since=" + job.getString("ruleset")),
                409,
                "key-used");
        Response again = sending(partners.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post("/v1/screenings/jobs?since=" + job.getString("ruleset"));
        again.then().statusCode(202).body(at("since", equalTo(job.getString("ruleset"))));
        String moved = get(done(again.as(JsonBody.class).get("id")).getString("parts[0].href"))
                .asString();
        assertEquals(1, moved.lines().count(), moved);
        assertTrue(moved.contains("invalid-facts"), moved);
        problem(
                sending(partners.getBytes(UTF_8))
                        .contentType("application/x-ndjson")
                        .post("/v1/screenings/jobs?since=none"),
                404,
                "unknown-ruleset");
    }
}
