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
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@DisplayName("The short form")
class ShortFormTest {

    private static final String LEAST =
            json("{'exportDate':'2026-11-28','exportFrom':'CN','destination':'DE','lines':[{'id':'1'}]}");
    private static final String MAGNET = json("""
            {'reference':'R-7','references':{'order':'4711','delivery':'8001'},'extensions':{'plant':{'id':1.50,'tags':[true,null]}},
             'exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],
             'parties':[{'id':'buyer','name':'Muster Antriebe GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],
             'ownership':[],'endUse':{'purposes':['CIVIL']},
             'lines':[{'id':'1','controlCodes':['1C905.a.4'],'form':'MAGNET','origin':'CN','value':{'amount':'10000','currency':'EUR'},
                       'quantity':{'amount':12.5,'unit':'KGM'},'extensions':{'row':10},'content':[],'technologies':[]}]}""");

    private static Response brief(String shipment) {
        return sending(shipment.getBytes(UTF_8)).post(DETERMINATIONS + "?view=holds");
    }

    @Test
    @DisplayName("a requirement holds its line, in codes alone and under two kilobytes")
    void requirement() {
        Response answer = brief(MAGNET);
        answer.then()
                .statusCode(200)
                .contentType(ShortForm.MEDIA_TYPE)
                .body(at("outcome", equalTo("LICENSE_REQUIRED")))
                .body(at("references.order", equalTo("4711")))
                .body(at("lines.id", contains("1")))
                .body(at("holds.code", contains("LICENSE")))
                .body(at("holds.provision", contains("CN-2025-61/1.3")))
                .body(at("holds.line", contains("1")));
        assertEquals(true, answer.asByteArray().length < 2_000);
        get(answer.header("Content-Location"))
                .then()
                .contentType("application/json")
                .body(at("findings.text", not(empty())));
    }

    @Test
    @DisplayName("what little is known asks, and one fact that lifts several holds is one hold")
    void questions() {
        Response answer = brief(LEAST);
        answer.then()
                .statusCode(200)
                .body(at("holds.findAll { it.code == 'QUESTION' }.fact", everyItem(notNullValue())))
                .body(at(
                        "holds.findAll { it.fact == '/lines/0/controlCodes' }.code", contains("QUESTION", "ASSERTION")))
                .body(at("holds.find { it.code == 'ASSERTION' }.provision", equalTo("US-EAR/734.3-b")));
        assertEquals(true, answer.asByteArray().length < 2_000, answer::asString);
        assertFalse(answer.asString().contains("\"en\""));
    }

    @Test
    @DisplayName("what is free is not held")
    void free() {
        brief(SHIPMENT)
                .then()
                .body(at("outcome", equalTo("NO_LICENSE_REQUIRED")))
                .body(at("holds", empty()));
    }

    @Test
    @DisplayName("a record and a batch have it too")
    void recordAndBatch() {
        String record = brief(MAGNET).header("Content-Location");
        get(record + "?view=holds")
                .then()
                .statusCode(200)
                .contentType(ShortForm.MEDIA_TYPE)
                .body(at("holds.code", contains("LICENSE")));
        JsonBody line = sending((MAGNET.replace("\n", "") + "\n").getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post(DETERMINATIONS + "/batch?view=holds&record=false")
                .as(JsonBody.class);
        assertEquals("LICENSE", line.getString("holds[0].code"));
        problem(get(record + "?view=short"), 422, "invalid-parameters");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "application/vnd.guanka.holds+json | true",
                "application/vnd.guanka.holds+json, application/problem+json | true",
                "application/vnd.guanka.holds+json, application/json;q=0.5 | true",
                "Application/VND.Guanka.Holds+JSON, */*;q=0.1 | true",
                "application/vnd.guanka.holds+json;q=0.5, application/json | false",
                "application/json | false",
                "application/* | false",
                "*/* | false"
            })
    @DisplayName("is asked for by its type as well, where the caller prefers it")
    void accepted(String accept, boolean brief) {
        String type = brief ? ShortForm.MEDIA_TYPE : "application/json";
        Response answer =
                sending(MAGNET.getBytes(UTF_8)).header("Accept", accept).post(DETERMINATIONS);
        answer.then().statusCode(200).contentType(type).body(at("holds.code", contains("LICENSE")));
        given().header("Accept", accept)
                .get(answer.header("Content-Location"))
                .then()
                .statusCode(200)
                .contentType(type)
                .header("ETag", brief ? containsString("-holds") : not(containsString("-holds")));
        Response lines = sending((MAGNET.replace("\n", "") + "\n").getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .header("Accept", accept.replace("application/json", "application/x-ndjson"))
                .post(DETERMINATIONS + "/batch?record=false");
        lines.then().statusCode(200).contentType("application/x-ndjson");
        assertEquals(!brief, lines.asString().contains("\"findings\""), lines::asString);
    }

    @Test
    @DisplayName("the caller's references and data come back as they were given")
    void echoed() {
        Response answer = determine(MAGNET);
        answer.then()
                .statusCode(200)
                .body(at("references.delivery", equalTo("8001")))
                .body(at("lines[0].extensions.row", equalTo(10)));
        assertEquals(
                true,
                answer.asString().contains("\"extensions\":{\"plant\":{\"id\":1.50,\"tags\":[true,null]}}"),
                answer::asString);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "'references':{'order':7} | /references/order",
                "'references':['4711'] | /references",
                "'extensions':7 | /extensions",
                "'lines':[{'id':'1','quantity':{'amount':-1,'unit':'KGM'}}] | /lines/0/quantity/amount",
                "'lines':[{'id':'1','quantity':{'amount':1}}] | /lines/0/quantity/unit",
                "'lines':[{'id':'1','quantity':'12 KGM'}] | /lines/0/quantity",
                "'lines':[{'id':'1','extensions':[]}] | /lines/0/extensions"
            })
    void refused(String given) {
        String[] parts = given.split(" \\| ");
        problem(
                        determine(json(LEAST.replace(
                                "\"lines\":[{\"id\":\"1\"}]",
                                parts[0] + (parts[0].startsWith("'lines'") ? "" : ",'lines':[{'id':'1'}]")))),
                        422,
                        "invalid-facts")
                .body(at("errors.pointer", contains(parts[1])));
    }

    @Test
    @DisplayName("more data than a caller may add is refused")
    void tooMuch() {
        String much = LEAST.replace("\"lines\"", "\"extensions\":{\"a\":\"" + "x".repeat(17_000) + "\"},\"lines\"");
        problem(determine(much), 422, "invalid-facts")
                .body(at("errors.code", contains("too-large")))
                .body(at("errors.message.en[0]", containsString("16384")));
        brief(LEAST).then().body(at("holds.size()", lessThan(40)));
    }
}
