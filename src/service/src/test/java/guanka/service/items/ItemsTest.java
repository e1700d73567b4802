package guanka.service.items;

import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.rows.ItemRow;
import guanka.service.contract.JsonBody;
import guanka.service.rulesets.ActiveRuleset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("The control codes as data")
class ItemsTest {

    private static final String ITEMS = "/v1/items";

    @Inject
    ActiveRuleset rulesets;

    @Test
    @DisplayName("a code has its names, entries, customs codes, days and calendar")
    void one() {
        given().queryParam("code", "1c905a4")
                .queryParam("jurisdiction", "CN")
                .get(ITEMS)
                .then()
                .statusCode(200)
                .header("Guanka-Ruleset", rulesets.edition().version())
                .body(at("items", hasSize(1)))
                .body(at("items[0].code", equalTo("CN:1C905.a.4")))
                .body(at("items[0].name.en", notNullValue()))
                .body(at("items[0].name.zh", equalTo("含镝的钕铁硼永磁材料")))
                .body(at("items[0].entries[0].provision", equalTo("CN-2025-18")))
                .body(at("items[0].entries[0].calendar.state", hasItem("IN_FORCE")))
                .body(at("items[0].entries[0].source.file", equalTo("cn-items.xlsx")))
                .body(at("items[0]", not(hasKey("grounds"))));
    }

    @Test
    @DisplayName("a heading gives its family, a beginning of digits every heading that begins like it")
    void family() {
        given().queryParam("code", "1C905")
                .get(ITEMS)
                .then()
                .statusCode(200)
                .body(at("items.code.collect { it.substring(3) }", everyItem(startsWith("1C905"))))
                .body(at("items.code", hasItems("CN:1C905.a.1", "CN:1C905.a.4")));
        given().queryParam("code", "3A0")
                .queryParam("jurisdiction", "US")
                .get(ITEMS)
                .then()
                .body(at("items.code", everyItem(startsWith("US:3A0"))))
                .body(at("items.find { it.code == 'US:3A001' }.controlReasons", hasItem("NS")));
    }

    @Test
    @DisplayName("a customs code gives the codes that print it, with how sure that is")
    void customsCode() {
        given().queryParam("hs", "2805.30.12")
                .get(ITEMS)
                .then()
                .statusCode(200)
                .body(at("items.code", hasItem("CN:1C905.a.1")))
                .body(at("items.find { it.code == 'CN:1C905.a.1' }.entries[0].hsCodes[0].confidence", equalTo("high")));
        given().queryParam("code", "1C904.b")
                .queryParam("jurisdiction", "CN")
                .get(ITEMS)
                .then()
                .body(at("items[0].entries[0].hsCodes.confidence", everyItem(equalTo("medium"))));
    }

    @Test
    @DisplayName("words find codes of every jurisdiction by turns, and say which words did")
    void words() {
        given().queryParam("text", "無人機")
                .get(ITEMS)
                .then()
                .statusCode(200)
                .body(at("items.jurisdiction", hasItem("US")))
                .body(at("items[0].grounds[0].kind", equalTo("WORDS")))
                .body(at("items.grounds.flatten().source.sheet", hasItem("Product words")));
        given().queryParam("text", "dyspro").get(ITEMS).then().body(at("items[0].code", startsWith("CN:1C905")));
    }

    @Test
    @DisplayName("pages follow each other without a gap and end")
    void pages() {
        List<String> all = new ArrayList<>();
        String cursor = null;
        do {
            var request = given().queryParam("limit", 500);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get(ITEMS);
            all.addAll(page.as(JsonBody.class).get("items.code"));
            cursor = page.as(JsonBody.class).get("next");
        } while (cursor != null);
        assertEquals(new LinkedHashSet<>(all).size(), all.size(), "a code twice");
        List<String> rows = rulesets.edition().ruleset().rows(ItemRow.class).stream()
                .filter(row -> row.list().equals("US-CCL"))
                .flatMap(row -> row.codes().stream())
                .map(code -> "US:" + code)
                .toList();
        assertTrue(all.containsAll(rows));
    }

    @Test
    @DisplayName("the entity tag is the ruleset, weak since the answer is packed: asked again, nothing is sent again")
    void entityTag() {
        String tag = given().queryParam("code", "1C905").get(ITEMS).header("ETag");
        assertEquals("W/\"" + rulesets.edition().ruleset().digest() + "\"", tag);
        given().header("If-None-Match", tag)
                .queryParam("code", "1C905")
                .get(ITEMS)
                .then()
                .statusCode(304);
        given().header("If-None-Match", "\"another\"").get(ITEMS).then().statusCode(200);
    }

    @Test
    @DisplayName("all mistakes of the parameters come at once")
    void mistakes() {
        problem(
                        given().queryParam("jurisdiction", "XX")
                                .queryParam("code", "magnet")
                                .queryParam("hs", "85a")
                                .queryParam("limit", "0")
                                .queryParam("text", "x".repeat(201))
                                .get(ITEMS),
                        422,
                        "invalid-parameters")
                .body(at("errors.parameter", hasItems("jurisdiction", "code", "hs", "limit", "text")));
        problem(given().queryParam("colour", "red").get(ITEMS), 422, "invalid-parameters");
        problem(given().queryParam("cursor", "CN:0Z999").get(ITEMS), 422, "invalid-parameters")
                .body(at("errors.code", hasItem("unknown-cursor")));
    }
}
