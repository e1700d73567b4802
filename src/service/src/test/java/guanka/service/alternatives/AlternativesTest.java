package guanka.service.alternatives;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlternativesTest {

    @Test
    @DisplayName("each alternative is a change of one fact that gives what it says, with the row that decides")
    void alternatives() {
        String body = SHIPMENT.replace("CIVIL", "MILITARY")
                .replace("\"military\":false", "\"military\":true")
                .replace(
                        "\"controlCodes\":[],\"origin\":\"DE\",\"form\":\"OTHER\"",
                        "\"controlCodes\":[\"1C905.a.1\"],\"origin\":\"CN\",\"form\":\"MATERIAL\"");
        Response response = alternatives(body);

        response.then()
                .statusCode(200)
                .contentType("application/json")
                .body(at("outcome", equalTo(determine(body).as(JsonBody.class).get("outcome"))))
                .body(at("complete", equalTo(true)))
                .body(at("alternatives", not(hasSize(0))))
                .body(at("alternatives", everyItem(hasKey("to"))))
                .body(at("alternatives.text", everyItem(hasKey("zh"))))
                .body(at("alternatives.findAll { it.row }.row", everyItem(hasKey("file"))));
        List<Map<String, Object>> days =
                response.as(JsonBody.class).get("alternatives.findAll { it.fact == '/exportDate' }");
        for (Map<String, Object> day : days) {
            determine(body.replace("2025-10-20", (String) day.get("to")))
                    .then()
                    .body(at("outcome", equalTo(day.get("outcome"))));
        }
    }

    @Test
    @DisplayName("mistakes are told as for a determination")
    void refusals() {
        problem(alternatives("{"), 400, "not-json");
        problem(alternatives(SHIPMENT.replace("CIVIL", "PEACE").replace("\"form\"", "\"farm\"")), 422, "invalid-facts")
                .body(at("errors.pointer", hasItems("/endUse/purposes/0", "/lines/0/farm")));
        problem(sending(SHIPMENT.getBytes(UTF_8)).post("/v1/alternatives?limit=3"), 422, "invalid-parameters")
                .body(at("errors.code", hasItem("unknown-parameter")));
        problem(
                sending(SHIPMENT.getBytes(UTF_8)).contentType("text/plain").post("/v1/alternatives"),
                415,
                "unsupported-media-type");
    }

    private static Response alternatives(String body) {
        return sending(body.getBytes(UTF_8)).post("/v1/alternatives");
    }
}
