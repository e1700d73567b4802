package guanka.service.screenings;

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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.rows.ListEntry;
import guanka.service.contract.JsonBody;
import guanka.service.rulesets.ActiveRuleset;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ScreeningsTest {

    @Inject
    ActiveRuleset rulesets;

    @Test
    @DisplayName("a listed name is found again, with its list, its days and its row")
    void listedName() {
        ListEntry entry = rulesets.edition().ruleset().rows(ListEntry.class).stream()
                .filter(e -> e.from() != null
                        && e.name().en() != null
                        && e.name().en().matches("[A-Za-z ]{12,}"))
                .findFirst()
                .orElseThrow();
        String of = "parties[0].matches.find { it.entry == '" + entry.key() + "' }.";

        screen("{'parties':[{'id':'a','name':'" + entry.name().en().toLowerCase() + "'}]}")
                .then()
                .statusCode(200)
                .header("Guanka-Ruleset", rulesets.edition().version())
                .body(at("ruleset.version", equalTo(rulesets.edition().version())))
                .body(at("parties[0].id", equalTo("a")))
                .body(at("parties[0]", not(hasKey("notice"))))
                .body(at(of + "list", equalTo(entry.list())))
                .body(at(of + "certainty", equalTo("EXACT")))
                .body(at(of + "reason", equalTo("SAME_NAME")))
                .body(at(of + "score", equalTo("1.00")))
                .body(at(of + "matched", equalTo(entry.name().en())))
                .body(at(of + "given", equalTo(entry.name().en().toLowerCase())))
                .body(at(of + "days.from", equalTo(entry.from().toString())))
                .body(at(of + "days.pauses", notNullValue()))
                .body(at(of + "source.row", equalTo(entry.source().row())))
                .body(at(of + "source.file", equalTo(entry.source().workbook())));
    }

    @Test
    @DisplayName("a paused entry shows the days of its pauses")
    void paused() {
        ListEntry entry = rulesets.edition().ruleset().rows(ListEntry.class).stream()
                .filter(e -> e.pause() != null
                        && e.name().en() != null
                        && e.name().en().matches("[A-Za-z ]{8,}"))
                .findFirst()
                .orElseThrow();

        screen("{'parties':[{'name':'" + entry.name().en() + "'}]}")
                .then()
                .statusCode(200)
                .body(at(
                        "parties[0].matches.find { it.entry == '" + entry.key() + "' }.days.pauses[0].from",
                        notNullValue()));
    }

    @Test
    @DisplayName("no match is no clearance, and says so in both languages")
    void noMatch() {
        screen("{'parties':[{'name':'Zwiebelkuchen Qxyvw'},{'identifiers':{'lei':'00000000000000000000'}}]}")
                .then()
                .statusCode(200)
                .body(at("parties", hasSize(2)))
                .body(at("parties[0].id", nullValue()))
                .body(at("parties[0].matches", hasSize(0)))
                .body(at("parties[0].notice.en", containsString("no clearance")))
                .body(at("parties[0].notice.zh", containsString("不代表")))
                .body(at("parties[1].matches", hasSize(0)));
    }

    @Test
    @DisplayName("all mistakes come at once, at their place")
    void allMistakes() {
        problem(
                        screen(
                                "{'partys':[],'parties':[{'id':'a','name':7,'country':'de'},{'nmae':'x'},{'id':'a','name':'y'}]}"),
                        422,
                        "invalid-facts")
                .body(at(
                        "errors.pointer",
                        hasItems(
                                "/partys",
                                "/parties/0/name",
                                "/parties/0/country",
                                "/parties/1/nmae",
                                "/parties/1/name",
                                "/parties/2/id")))
                .body(at(
                        "errors.code",
                        hasItems("unknown-property", "wrong-type", "bad-country", "missing-fact", "duplicate-id")));
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[]||wrong-type",
                "{}|/parties|missing-fact",
                "{'parties':[]}|/parties|too-few",
                "{'parties':{}}|/parties|wrong-type",
                "{'parties':[7]}|/parties/0|wrong-type",
                "{'parties':[{'id':'a','name':' '}]}|/parties/0/name|missing-fact"
            })
    @DisplayName("what is no list of parties is refused")
    void refused(String body, String pointer, String code) {
        problem(screen(body), 422, "invalid-facts")
                .body(at("errors.pointer", hasItem(pointer == null ? "" : pointer)))
                .body(at("errors.code", hasItem(code)));
    }

    @Test
    @DisplayName("a thousand parties are screened, one more is refused")
    void bounded() {
        screen(parties(1_000)).then().statusCode(200).body(at("parties", hasSize(1_000)));
        problem(screen(parties(1_001)), 422, "invalid-facts")
                .body(at("errors.pointer", hasItem("/parties")))
                .body(at("errors.code", hasItem("too-many")));
    }

    @Test
    @DisplayName("what is not JSON and what is not asked for so is refused")
    void otherRefusals() {
        problem(screen("{'parties':[],'parties':[]}"), 400, "not-json");
        problem(sending("{}".getBytes(UTF_8)).post("/v1/screenings?score=1"), 422, "invalid-parameters");
        problem(
                sending("{}".getBytes(UTF_8)).contentType("text/plain").post("/v1/screenings"),
                415,
                "unsupported-media-type");
    }

    private static String parties(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'name':'Zwiebelkuchen " + i + "'}")
                .collect(Collectors.joining(",", "{'parties':[", "]}"));
    }

    private static Response screen(String body) {
        return sending(json(body).getBytes(UTF_8)).post("/v1/screenings");
    }

    @Test
    @DisplayName(
            "business partners come in bulk, a line each; a broken line spoils only itself, and the last line counts")
    void inBulk() {
        String listed = rulesets.edition().ruleset().rows(ListEntry.class).stream()
                .map(e -> e.name().en())
                .filter(name -> name != null && name.matches("[A-Za-z ]{12,}"))
                .findFirst()
                .orElseThrow();
        String lines = "{\"id\":\"a\",\"name\":\"" + listed + "\"}\n\n{\"id\":\"b\",\"colour\":\"red\"}\n"
                + "{\"id\":\"c\",\"name\":\"Xyqz Wvut Rsponm\"}\n{\n[]\n";
        List<JsonBody> told = bulk(lines, "");

        assertEquals(6, told.size());
        assertEquals("EXACT", told.get(0).getString("matches[0].certainty"));
        assertEquals("/problems/invalid-facts", told.get(1).getString("type"));
        assertEquals("b", told.get(1).getString("reference"));
        assertTrue(
                told.get(1).getList("errors.pointer").contains("/colour"),
                told.get(1).toString());
        assertEquals(List.of(), told.get(2).getList("matches"));
        assertNotNull(told.get(2).getString("notice"));
        assertEquals("/problems/not-json", told.get(3).getString("type"));
        assertEquals("/problems/invalid-facts", told.get(4).getString("type"));
        assertEquals(5, told.get(5).getInt("totals.parties"));
        assertEquals(3, told.get(5).getInt("totals.problems"));

        List<JsonBody> since = bulk(lines, "?since=" + rulesets.edition().version());
        assertEquals(0, since.get(since.size() - 1).getInt("totals.told"), "the same lists have the same hits");
        assertEquals(4, since.size());
        problem(
                sending("{}".getBytes(UTF_8))
                        .contentType("application/x-ndjson")
                        .post("/v1/screenings/batch?since=none"),
                404,
                "unknown-ruleset");
    }

    private static List<JsonBody> bulk(String lines, String query) {
        return sending(lines.getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post("/v1/screenings/batch" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(JsonBody::of)
                .toList();
    }
}
