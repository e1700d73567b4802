package guanka.service.contract;

import static guanka.service.Requests.sending;
import static io.restassured.RestAssured.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.rulesets.ActiveRuleset;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("The description of the interface")
class DescriptionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    ActiveRuleset rulesets;

    @Test
    @DisplayName("what is served is the document, and nothing else")
    void served() throws IOException {
        JsonNode served = JSON.readTree(get("/q/openapi?format=json").asByteArray());
        TreeSet<String> parts = new TreeSet<>();
        served.fieldNames().forEachRemaining(parts::add);
        Contract.DOCUMENT.fieldNames().forEachRemaining(parts::add);
        for (String part : parts) {
            same("/" + part, Contract.DOCUMENT.path(part), served.path(part));
        }
    }

    private static void same(String at, JsonNode written, JsonNode served) {
        if (written.isObject() && served.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            written.fieldNames().forEachRemaining(names::add);
            served.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> same(at + "/" + name, written.path(name), served.path(name)));
        } else {
            assertEquals(written, served, at);
        }
    }

    @ParameterizedTest(name = "the answers to {0} cases are as described{1}")
    @CsvSource({"1,''", "12,'&explain=full'"})
    void cases(int each, String explained) throws IOException {
        StringBuilder shipments = new StringBuilder();
        int sent = 0;
        int number = 0;
        for (var file : rulesets.edition().ruleset().cases().entrySet()) {
            if (number++ % each != 0) {
                continue;
            }
            JsonNode one = JSON.readTree(file.getValue());
            if (one.at("/expect/status").isMissingNode()) {
                assertEquals(
                        List.of(),
                        Contract.mistakesOf("Shipment", JSON.writeValueAsBytes(one.path("shipment"))),
                        file::getKey);
            }
            assertEquals(List.of(), Contract.mistakesOf("Case", file.getValue()), file::getKey);
            shipments.append(one.path("shipment")).append('\n');
            sent++;
        }
        String answers = sending(shipments.toString().getBytes(UTF_8))
                .contentType("application/x-ndjson")
                .post("/v1/determinations/batch?record=false" + explained)
                .asString();
        assertTrue(sent > 50);
        assertEquals(sent, answers.lines().count());
    }

    @Test
    @DisplayName("an answer that is otherwise is found")
    void otherwise() {
        byte[] status = get("/v1/status").asByteArray();
        assertEquals(List.of(), Contract.mistakes("GET", "/v1/status", 200, "application/json", status));
        assertFalse(Contract.mistakes("GET", "/v1/status", 200, "application/json", "{}".getBytes(UTF_8))
                .isEmpty());
        assertFalse(Contract.mistakes("GET", "/v1/status", 201, "application/json", status)
                .isEmpty());
        assertFalse(Contract.mistakes("GET", "/v1/nothing", 200, "application/json", status)
                .isEmpty());
        assertFalse(Contract.mistakes("GET", "/v1/status", 404, "application/json", status)
                .isEmpty());
        assertFalse(Contract.mistakes("GET", "/v1/status", 404, "application/problem+json", new byte[0])
                .isEmpty());
    }
}
