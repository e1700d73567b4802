package guanka.service.status;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OperationsTest {

    @Inject
    KafkaClientService clients;

    @Test
    @DisplayName("the status names product, ruleset, mode, and what is not kept")
    void status() {
        get("/v1/status")
                .then()
                .statusCode(200)
                .body(at("product", equalTo("Guanka")))
                .body(at("ruleset.digest", matchesPattern("sha256:[0-9a-f]{64}")))
                .body(at("ruleset.loadedAt", matchesPattern("\\d{4}-.*Z")))
                .body(at("security.mode", equalTo("local")))
                .body(at("recording.mode", equalTo("before-answer")))
                .body(at("store.mode", equalTo("sqlite")))
                .body(at("store.takesWrites", equalTo(true)))
                .body(at("store.records", greaterThanOrEqualTo(1)))
                .body(at("queues.decisionsRunning", greaterThanOrEqualTo(0)));
    }

    @Test
    @DisplayName("ready once a ruleset is active")
    void health() {
        get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(at("status", equalTo("UP")))
                .body(at(
                        "checks.find { it.name == 'ruleset' }.data.version",
                        equalTo(get("/v1/status").as(JsonBody.class).get("ruleset.version"))))
                .body(at("checks.find { it.name == 'records' }.status", equalTo("UP")));
        get("/q/health/live").then().statusCode(200);
    }

    @Test
    @DisplayName("without brokers in the settings no client of them is made, and health has nothing to say of it")
    void noBrokers() {
        assertEquals(Set.of(), clients.getConsumerChannels());
        assertEquals(Set.of(), clients.getProducerChannels());
        get("/q/health/well")
                .then()
                .statusCode(200)
                .body(at("checks.find { it.name == 'kafka' }.status", equalTo("UP")))
                .body(at("checks.find { it.name == 'kafka' }.data", nullValue()));
    }

    @Test
    @DisplayName("decisions are counted by outcome and jurisdiction, and timed")
    void metrics() {
        determine(SHIPMENT).then().statusCode(200).body(at("outcome", equalTo("NO_LICENSE_REQUIRED")));

        given().accept("text/plain")
                .get("/q/metrics")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("guanka_decisions_total{jurisdiction=\"ALL\",outcome=\"NO_LICENSE_REQUIRED\""),
                        containsString("guanka_decision_seconds_count"),
                        containsString("guanka_ruleset_info{digest=\"sha256:"),
                        containsString("guanka_records_sync_seconds_count"),
                        containsString("guanka_records_waiting"),
                        containsString("guanka_records_takes_writes 1.0")));
    }

    @Test
    @DisplayName(
            "the description of the interface is OpenAPI 3.1, holds every address, and every reference in it leads somewhere")
    void openapi() {
        Map<String, Object> document = given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .get("");

        assertTrue(((String) document.get("openapi")).startsWith("3.1"));
        Set<String> paths = new TreeSet<>(((Map<String, ?>) document.get("paths")).keySet());
        assertTrue(
                paths.containsAll(List.of(
                        "/v1/determinations",
                        "/v1/determinations/batch",
                        "/v1/determinations/{id}",
                        "/v1/determinations/{id}/facts",
                        "/v1/determinations/{id}/replay",
                        "/v1/jobs",
                        "/v1/jobs/{id}",
                        "/v1/jobs/{id}/cancellation",
                        "/v1/jobs/{id}/parts/{part}",
                        "/v1/audit/checkpoint",
                        "/v1/audit/key",
                        "/v1/audit/records",
                        "/v1/timelines",
                        "/v1/alternatives",
                        "/v1/screenings",
                        "/v1/replays",
                        "/v1/provisions",
                        "/v1/provisions/{id}",
                        "/v1/vocabularies",
                        "/v1/status",
                        "/problems",
                        "/problems/{kind}")),
                paths.toString());
        assertReferences(document, document);
    }

    private static void assertReferences(Object node, Map<String, Object> document) {
        if (node instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String reference) {
                Object found = document;
                for (String part : reference.substring(2).split("/")) {
                    found = ((Map<?, ?>) found).get(part);
                    assertTrue(found != null, reference);
                }
            }
            map.values().forEach(value -> assertReferences(value, document));
        } else if (node instanceof Iterable<?> list) {
            list.forEach(value -> assertReferences(value, document));
        }
    }

    @Test
    @DisplayName("the examples of the description are answered as it says")
    void examples() throws Exception {
        Map<String, ?> document = given().accept("application/json")
                .get("/q/openapi?format=json")
                .as(JsonBody.class)
                .get("");
        Map<String, Map<String, ?>> examples = given().accept("application/json")
                .get("/q/openapi?format=json")
                .as(JsonBody.class)
                .get("paths.'/v1/determinations'.post.requestBody.content.'application/json'.examples");

        assertTrue(examples.size() >= 2 && !document.isEmpty());
        for (Map<String, ?> example : examples.values()) {
            determine(new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(example.get("value")))
                    .then()
                    .statusCode(200);
        }
    }
}
