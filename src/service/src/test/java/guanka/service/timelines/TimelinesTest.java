package guanka.service.timelines;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TimelinesTest {

    /** A material that a table lists, moved abroad. */
    private static final String CONTROLLED = SHIPMENT.replace(
            "\"controlCodes\":[],\"origin\":\"DE\",\"form\":\"OTHER\"",
            "\"controlCodes\":[\"1C905.a.1\"],\"origin\":\"CN\",\"form\":\"MATERIAL\"");

    @Test
    @DisplayName(
            "stretches follow one another without a gap from the first day to the last, each but the first with its changes")
    void stretches() {
        Response response = timeline(CONTROLLED, "from=2025-01-01&to=2027-12-31");

        response.then()
                .statusCode(200)
                .contentType("application/json")
                .header(
                        "Guanka-Ruleset",
                        JsonBody.of(io.restassured.RestAssured.get("/v1/status").asString())
                                .getString("ruleset.version"))
                .body(at("from", equalTo("2025-01-01")))
                .body(at("to", equalTo("2027-12-31")))
                .body(at("stretches.size()", greaterThan(1)))
                .body(at("stretches[0].changes", hasSize(0)))
                .body(at("stretches[1].changes[0]", hasKey("text")));
        List<Map<String, Object>> stretches = response.as(JsonBody.class).get("stretches");
        LocalDate next = LocalDate.of(2025, 1, 1);
        for (Map<String, Object> stretch : stretches) {
            assertEquals(next.toString(), stretch.get("from"));
            next = LocalDate.parse((String) stretch.get("to")).plusDays(1);
        }
        assertEquals(LocalDate.of(2028, 1, 1), next);
    }

    @Test
    @DisplayName("one day is a window, and ten years are")
    void windows() {
        timeline(SHIPMENT, "from=2025-10-20&to=2025-10-20")
                .then()
                .statusCode(200)
                .body(at("stretches", hasSize(1)));
        timeline(SHIPMENT, "from=2020-01-01&to=2030-01-01")
                .then()
                .statusCode(200)
                .body(at("stretches", not(hasSize(0))));
    }

    @ParameterizedTest(name = "?{0} -> {1}")
    @CsvSource({
        "from=2025-10-20&to=2025-10-19,to,dates-crossed",
        "from=2020-01-01&to=2030-01-02,to,too-long",
        "from=2025-02-30&to=2025-10-19,from,bad-date",
        "from=20250101&to=2025-10-19,from,bad-date",
        "from=2025-01-01,to,missing-parameter",
        "from=2025-01-01&to=2025-01-02&till=x,till,unknown-parameter"
    })
    @DisplayName("a window that is none is refused")
    void refusedWindows(String query, String parameter, String code) {
        problem(timeline(SHIPMENT, query), 422, "invalid-parameters")
                .body(at("errors.code", equalTo(List.of(code))))
                .body(at("errors.parameter", equalTo(List.of(parameter))));
    }

    @Test
    @DisplayName("all mistakes of the query come at once")
    void allMistakes() {
        problem(timeline(SHIPMENT, "from=soon&till=later"), 422, "invalid-parameters")
                .body(at("detail", equalTo("3 mistakes")))
                .body(at("errors.parameter", hasItems("from", "to", "till")));
    }

    @Test
    @DisplayName("mistakes in the facts are told as for a determination")
    void refusedFacts() {
        problem(timeline("{", "from=2025-01-01&to=2025-01-02"), 400, "not-json");
        problem(timeline(SHIPMENT.replace("CIVIL", "PEACE"), "from=2025-01-01&to=2025-01-02"), 422, "invalid-facts")
                .body(at("errors.pointer", hasItem("/endUse/purposes/0")));
    }

    @Test
    @DisplayName("holdings that change on too many days are refused at their place")
    void bounded() {
        LocalDate first = LocalDate.of(2018, 1, 1);
        String holdings = IntStream.rangeClosed(0, TimelinesResource.DAYS_MAX)
                .mapToObj(i -> json("{'owner':'owner','owned':'buyer','percent':'" + (i % 2 + 1) + "','from':'"
                        + first.plusDays(i) + "','until':'" + first.plusDays(i) + "'}"))
                .collect(Collectors.joining(",", "[", "]"));
        String body = SHIPMENT.replace("\"ownership\":[]", "\"ownership\":" + holdings)
                .replace(
                        "\"parties\":[",
                        json(
                                "'parties':[{'id':'owner','name':'Beispiel Holding GmbH','country':'DE','roles':['OWNER']},"));

        problem(timeline(body, "from=2017-01-01&to=2026-12-31"), 422, "invalid-facts")
                .body(at("errors.pointer", equalTo(List.of("/ownership"))))
                .body(at("errors.code", equalTo(List.of("too-many-days"))));
        timeline(body, "from=2018-01-01&to=2018-01-10").then().statusCode(200);
    }

    private static Response timeline(String body, String query) {
        return sending(body.getBytes(UTF_8)).post("/v1/timelines?" + query);
    }
}
