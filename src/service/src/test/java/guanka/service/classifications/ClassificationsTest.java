package guanka.service.classifications;

import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("Codes are suggested for products")
class ClassificationsTest {

    private static final String CHINA = "lines[0].jurisdictions.find { it.jurisdiction == 'CN' }.";
    private static final String STATES = "lines[0].jurisdictions.find { it.jurisdiction == 'US' }.";

    private static Response suggested(String body) {
        return sending(json(body).getBytes(UTF_8)).post("/v1/classifications");
    }

    @Test
    @DisplayName("both jurisdictions side by side, the ground for each candidate and the fact that settles it")
    void magnet() {
        suggested("{'lines':[{'id':'10','description':'Sintered NdFeB magnet','form':'MAGNET'}]}")
                .then()
                .statusCode(200)
                .body(at("notice.en", containsString("no classification")))
                .body(at("notice.zh", containsString("不构成")))
                .body(at("asOf.CN", notNullValue()))
                .body(at("lines[0].id", equalTo("10")))
                .body(at("lines[0].jurisdictions.jurisdiction", equalTo(java.util.List.of("CN", "US"))))
                .body(at(CHINA + "candidates.code", hasItems("CN:1C905.a.4", "CN:1C904.a.4")))
                .body(at(CHINA + "candidates[0].grounds[0].kind", equalTo("WORDS")))
                .body(at(CHINA + "candidates[0].grounds.kind", hasItem("FORM")))
                .body(at(CHINA + "candidates[0].grounds[0].source.sheet", equalTo("Product words")))
                .body(at(CHINA + "candidates[0].source.file", equalTo("cn-items.xlsx")))
                .body(at(CHINA + "settledBy.fact", startsWith("/lines/0/")))
                .body(at(CHINA + "settledBy.text.zh", notNullValue()));
    }

    @Test
    @DisplayName("a customs code alone suggests, and asks for words")
    void customsCode() {
        suggested("{'jurisdictions':['CN'],'lines':[{'hsCode':'2805301200'}]}")
                .then()
                .statusCode(200)
                .body(at("lines[0].id", nullValue()))
                .body(at("lines[0].jurisdictions", hasSize(1)))
                .body(at(CHINA + "candidates[0].code", equalTo("CN:1C905.a.1")))
                .body(at(CHINA + "candidates[0].grounds[0].kind", equalTo("HS_CODE")))
                .body(at(CHINA + "candidates[0].grounds[0].matched", equalTo("2805301200")))
                .body(at(CHINA + "candidates[0].grounds[0].confidence", equalTo("high")))
                .body(at(CHINA + "settledBy.fact", equalTo("/lines/0/description")));
    }

    @Test
    @DisplayName("figures of a chip come to their paragraph, with the sums")
    void chip() {
        suggested("""
                {'jurisdictions':['US'],'exportDate':'2026-10-20','lines':[{'description':'accelerator',
                 'computing':{'rates':[{'bits':8,'tops':'1979'}],'applicableDieAreaMm2':'814','designedOrMarketedForDatacenters':true}}]}""")
                .then()
                .statusCode(200)
                .body(at(STATES + "candidates[0].code", startsWith("US:3A090")))
                .body(at(STATES + "candidates[0].grounds[0].kind", equalTo("COMPUTED")))
                .body(at(STATES + "candidates[0].grounds[0].text.en", containsString("15832")));
    }

    @Test
    @DisplayName("what a product contains is a product too")
    void content() {
        suggested("""
                {'lines':[{'description':'servo motor','content':[{'description':'steel housing'},
                 {'description':'rotor','content':[{'description':'dysprosium neodymium magnet'}]}]}]}""")
                .then()
                .statusCode(200)
                .body(at("lines[0].content.component", hasItem("/lines/0/content/1/content/0")))
                .body(at(
                        "lines[0].content.find { it.component == '/lines/0/content/1/content/0' }"
                                + ".jurisdictions[0].candidates[0].code",
                        equalTo("CN:1C905.a.4")));
    }

    @Test
    @DisplayName("a description as long as may be and more components than are looked at are answered")
    void bounds() {
        String component = "{'description':'magnet'},";
        suggested("{'jurisdictions':['CN'],'lines':[{'description':'" + "dysprosium ".repeat(360) + "','content':["
                        + component.repeat(300) + "{'description':'magnet'}]}]}")
                .then()
                .statusCode(200)
                .body(at(CHINA + "candidates.code", hasItem("CN:1C905.a.1")))
                .body(at("lines[0].content", hasSize(200)));
    }

    @Test
    @DisplayName("what no list resembles has no candidates, and the answer says how to go on")
    void nothing() {
        suggested("{'lines':[{'description':'qwertz'}]}")
                .then()
                .statusCode(200)
                .body(at(CHINA + "candidates", hasSize(0)))
                .body(at(CHINA + "settledBy.text.en", containsString("CN:NONE")));
    }

    @Test
    @DisplayName("the same question gives the same bytes")
    void sameBytes() {
        String question = "{'exportDate':'2026-10-20','lines':[{'description':'氧化镝 99.99%','hsCode':'2846901500'}]}";
        assertEquals(suggested(question).asString(), suggested(question).asString());
    }

    @Test
    @DisplayName("all mistakes come at once, each at its place")
    void mistakes() {
        problem(suggested("""
                                {'day':'2026-10-20','exportDate':'yesterday','lines':[{'id':'1'},{'description':7},
                                 {'description':'magnet','origin':'CN'},{'description':'x','form':'CIRCLE'}]}"""), 422, "invalid-facts")
                .body(at(
                        "errors.pointer",
                        hasItems(
                                "/day",
                                "/exportDate",
                                "/lines/0/description",
                                "/lines/1/description",
                                "/lines/2/origin",
                                "/lines/3/form")));
        problem(suggested("{'lines':[]}"), 422, "invalid-facts");
        problem(suggested("[]"), 422, "invalid-facts");
        problem(suggested("{"), 400, "not-json");
        String many = IntStream.range(0, 101)
                .mapToObj(i -> "{'description':'magnet'}")
                .collect(Collectors.joining(",", "{'lines':[", "]}"));
        problem(suggested(many), 422, "invalid-facts").body(at("errors.code", hasItem("too-many")));
    }

    @Test
    @DisplayName("no candidate says what a license needs")
    void noDecision() {
        suggested("{'lines':[{'description':'dysprosium metal'}]}")
                .then()
                .body(at("$", not(hasKey("outcome"))))
                .body(at("lines[0]", not(hasKey("outcome"))));
    }
}
