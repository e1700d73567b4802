package guanka.service.replays;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import guanka.service.requests.Lines;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReplaysTest {

    private static final String GOOD =
            json("{'id':'good','shipment':" + SHIPMENT + ",'expect':{'outcome':'NO_LICENSE_REQUIRED'}}");
    private static final String BAD =
            json("{'id':'bad','shipment':" + SHIPMENT + ",'expect':{'outcome':'PROHIBITED','missing':['/usNexus']}}");

    @Test
    @DisplayName("each case is answered in its line, in order")
    void inOrder() {
        String refused = json("{'id':'refused','shipment':{},'expect':{'status':422,'pointers':['/destination']}}");

        List<JsonBody> answers = lines(replay(String.join("\n", oneLine(GOOD), "", oneLine(BAD) + "\r", refused), ""));

        assertEquals(
                List.of("good", "bad", "refused"),
                answers.stream().limit(3).map(a -> a.getString("id")).toList());
        assertEquals(
                List.of(true, false, true),
                answers.stream().limit(3).map(a -> a.getBoolean("passed")).toList());
        assertEquals(List.of(), answers.get(0).getList("differences"));
        assertEquals("outcome", answers.get(1).getString("differences[0].what"));
        assertEquals("PROHIBITED", answers.get(1).getString("differences[0].expected"));
        assertEquals("NO_LICENSE_REQUIRED", answers.get(1).getString("differences[0].got"));
        assertEquals("missing", answers.get(1).getString("differences[1].what"));
        assertNull(answers.get(0).get("moved"));
    }

    @Test
    @DisplayName("a broken line spoils only itself and says which it is")
    void brokenLines() {
        List<JsonBody> answers = lines(
                replay(String.join("\n", "{", oneLine(GOOD), json("{'name':'x','id':7}"), "7", oneLine(GOOD)), ""));

        assertEquals("/problems/not-json", answers.get(0).getString("type"));
        assertTrue(
                answers.get(0).getString("detail").startsWith("line 1 of the body: "),
                answers.get(0).getString("detail"));
        assertTrue(answers.get(1).getBoolean("passed"));
        assertEquals("/problems/malformed-case", answers.get(2).getString("type"));
        assertEquals(3, answers.get(2).getInt("line"));
        assertEquals(
                List.of("/name", "/id", "/shipment", "/expect"), answers.get(2).getList("errors.pointer"));
        assertEquals(List.of("wrong-type"), answers.get(3).getList("errors.code"));
        assertTrue(answers.get(4).getBoolean("passed"));
    }

    @Test
    @DisplayName("more cases than any other body may hold are streamed")
    void streamed() throws IOException, InterruptedException {
        String big = oneLine(GOOD).replace("\"lines\"", " ".repeat(1 << 20) + "\"lines\"");

        List<JsonBody> answers = chunked((big + "\n").repeat(10) + oneLine(BAD));

        assertEquals(12, answers.size());
        assertTrue(answers.get(9).getBoolean("passed"));
        assertFalse(answers.get(10).getBoolean("passed"));
    }

    @Test
    @DisplayName("a line that is too large is a problem in its place, and the next is answered")
    void tooLarge() throws IOException, InterruptedException {
        List<JsonBody> answers = chunked(" ".repeat(Lines.LINE_BYTES_MAX + 1) + "\n" + oneLine(GOOD));

        assertEquals("/problems/too-large", answers.get(0).getString("type"));
        assertTrue(answers.get(1).getBoolean("passed"));
    }

    @Test
    @DisplayName("against the active version as baseline nothing has moved")
    void baseline() {
        String version = get("/v1/status").as(JsonBody.class).get("ruleset.version");

        List<JsonBody> answers = lines(replay(oneLine(BAD), "?ruleset=" + version + "&baseline=" + version));

        assertEquals(List.of(), answers.get(0).getList("moved"));
    }

    @Test
    @DisplayName("other versions are not here, and both are told")
    void otherVersions() {
        problem(replay(GOOD, "?ruleset=0&baseline=1"), 404, "unknown-ruleset")
                .body(at("errors.parameter", equalTo(List.of("ruleset", "baseline"))));
    }

    @Test
    @DisplayName("what is no request for a replay is refused")
    void refusals() {
        problem(replay(GOOD, "?base=1"), 422, "invalid-parameters");
        problem(sending(GOOD.getBytes(UTF_8)).post("/v1/replays"), 415, "unsupported-media-type");
        problem(
                sending(GOOD.getBytes(UTF_8))
                        .contentType("application/x-ndjson")
                        .header("Content-Encoding", "br")
                        .post("/v1/replays"),
                415,
                "unsupported-media-type");
        problem(get("/v1/replays"), 405, "method-not-allowed");
    }

    @Test
    @DisplayName("the last line counts how all cases came out")
    void totals() {
        List<JsonBody> answers = lines(replay(String.join("\n", oneLine(GOOD), oneLine(BAD), "{"), ""));

        JsonBody last = answers.get(3);
        assertEquals(3, last.getInt("totals.cases"));
        assertEquals(1, last.getInt("totals.passed"));
        assertEquals(1, last.getInt("totals.failed"));
        assertEquals(1, last.getInt("totals.malformed"));
        assertEquals(0, last.getInt("totals.errors"));
        assertEquals(
                get("/v1/status").as(JsonBody.class).get("ruleset.digest"), last.getString("totals.ruleset.digest"));
        assertEquals(0, lines(replay("\n\n", "")).get(0).getInt("totals.cases"));
    }

    @Test
    @DisplayName("an expectation that is not understood is malformed, by its pointer and under the id of its case")
    void malformed() {
        JsonBody answer = lines(replay(oneLine(GOOD).replace("\"outcome\"", "\"outcum\""), ""))
                .get(0);

        assertEquals("/problems/malformed-case", answer.getString("type"));
        assertEquals(List.of("/expect/outcum"), answer.getList("errors.pointer"));
        assertEquals("good", answer.getString("reference"));
    }

    @Test
    @DisplayName("a case that breaks is told with its title, its source and the findings behind the answer")
    void because() {
        String shipment =
                "{'exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],"
                        + "'parties':[{'id':'b','name':'Muster Antriebe GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],"
                        + "'ownership':[],'endUse':{'purposes':['CIVIL']},'lines':[{'id':'1','controlCodes':['1C905.a.4'],'form':'MAGNET',"
                        + "'origin':'CN','content':[],'technologies':[]}]}";
        JsonBody answer = lines(replay(
                        json("{'id':'m','title':'A magnet','source':'art. 1','shipment':" + shipment
                                + ",'expect':{'outcome':'PROHIBITED'}}"),
                        ""))
                .get(0);

        assertEquals("A magnet", answer.getString("title"));
        assertEquals("art. 1", answer.getString("source"));
        assertEquals("CN-2025-61/1.3", answer.getString("differences[0].because[0].provision"));
        assertEquals("cn-items.xlsx", answer.getString("differences[0].because[0].source.file"));
    }

    private static String oneLine(String text) {
        return text.replace("\n", "");
    }

    private static List<JsonBody> lines(Response response) {
        response.then().statusCode(200).contentType("application/x-ndjson");
        return response.asString().lines().map(JsonBody::of).toList();
    }

    /** Sends a body whose length is not announced. */
    private static List<JsonBody> chunked(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/replays"))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8))))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return response.body().lines().map(JsonBody::of).toList();
    }

    private static Response replay(String body, String query) {
        return sending(body.getBytes(UTF_8)).contentType("application/x-ndjson").post("/v1/replays" + query);
    }
}
