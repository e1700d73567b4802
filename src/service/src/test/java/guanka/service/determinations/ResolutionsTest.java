package guanka.service.determinations;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.service.CommandLine;
import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResolutionsTest {

    /** A Chinese magnet between Announcement 61 and its pause. */
    private static final String MAGNET = SHIPMENT.replace(
            "\"controlCodes\":[],\"origin\":\"DE\",\"form\":\"OTHER\"",
            "\"controlCodes\":[\"1C905.a.4\"],\"origin\":\"CN\",\"form\":\"MAGNET\"");

    @ConfigProperty(name = "guanka.data")
    Path data;

    private static Response resolve(String id, String body) {
        return sending(json(body).getBytes(UTF_8)).post(DETERMINATIONS + "/" + id + "/resolutions");
    }

    @Test
    @DisplayName("what became of a determination stands behind it in the log, in order, and verifies with it")
    void chained() {
        Response decided = determine(MAGNET);
        decided.then().statusCode(200).body(at("outcome", equalTo("LICENSE_REQUIRED")));
        String id = decided.as(JsonBody.class).get("id");
        String before = get(DETERMINATIONS + "/" + id).asString();

        resolve(id, "{'state':'LICENSE_APPLIED_FOR','reason':'filed with the authority','by':'export office'}")
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body(at("record.determination", equalTo(id)))
                .body(at("record.hash", notNullValue()));
        resolve(id, "{'state':'RELEASED','license':'CN-2026-0815','reason':'license came','lines':['10']}")
                .then()
                .statusCode(201);

        get(DETERMINATIONS + "/" + id + "/resolutions")
                .then()
                .statusCode(200)
                .body(at("resolutions.state", contains("LICENSE_APPLIED_FOR", "RELEASED")))
                .body(at("resolutions[0].by", equalTo("export office")))
                .body(at("resolutions[1].license", equalTo("CN-2026-0815")))
                .body(at("resolutions[1].lines", contains("10")));
        assertEquals(before, get(DETERMINATIONS + "/" + id).asString(), "the record stays as it was");
        CommandLine.Ended verified =
                CommandLine.run("verify-records", data.resolve("guanka.db").toString());
        assertEquals(0, verified.code(), verified.said());
    }

    @Test
    @DisplayName(
            "what is not understood, and a release without the license that it needs, is refused by pointer and leaves nothing")
    void refused() {
        String id = determine(MAGNET).as(JsonBody.class).get("id");

        problem(
                        resolve(id, "{'state':'GONE','colour':'red','license':7,'lines':['10','10','99']}"),
                        422,
                        "invalid-resolution")
                .body(at("errors.pointer", hasItems("/state", "/colour", "/license", "/lines/1", "/lines/2")));
        problem(resolve(id, "{'state':'RELEASED'}"), 422, "invalid-resolution")
                .body(at("errors.pointer", contains("/reason")));
        problem(resolve(id, "{'state':'RELEASED','reason':'customer waits'}"), 422, "invalid-resolution")
                .body(at("errors.pointer", contains("/license")));
        problem(resolve(id, "[]"), 422, "invalid-resolution").body(at("errors.pointer", hasItem("")));
        problem(resolve(id, "{'state':'REFUSED','state':'RELEASED'}"), 400, "not-json");
        problem(resolve("00000000-0000-0000-0000-000000000000", "{}"), 404, "not-found");
        problem(resolve("x", "{}"), 404, "not-found");
        get(DETERMINATIONS + "/" + id + "/resolutions").then().body(at("resolutions", hasSize(0)));
        resolve(id, "{'state':'REFUSED','reason':'the order was cancelled'}")
                .then()
                .statusCode(201);
    }
}
