package guanka.service;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README shows is what a newcomer gets. */
@QuarkusTest
class ReadmeTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static String block(String name) throws IOException {
        Matcher block = Pattern.compile("<!-- readme-test: " + name + " -->\\s*```\\w+\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme());
        assertTrue(block.find(), "the README has no block " + name);
        return block.group(1);
    }

    private static ObjectNode shipment() throws IOException {
        String curl = block("request");
        return (ObjectNode) JSON.readTree(curl.substring(curl.indexOf("-d '") + 4, curl.lastIndexOf('\'')));
    }

    private static JsonNode ask(JsonNode shipment) throws IOException {
        return JSON.readTree(given().contentType("application/json")
                .body(shipment.toString())
                .post("/v1/determinations")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
    }

    @Test
    void theReadmesRequestGetsTheReadmesAnswer() throws IOException {
        assertHolds("", JSON.readTree(block("answer")), ask(shipment()));
    }

    @Test
    void oneFactChangedFlipsTheAnswerAsTheReadmeSays() throws IOException {
        assertHolds("", JSON.readTree(block("flipped")), ask(shipment().put("exportDate", "2025-11-07")));
    }

    @Test
    void everyFileThatTheReadmeLinksExists() throws IOException {
        Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(readme());
        while (links.find()) {
            assertTrue(Files.exists(ROOT.resolve(links.group(1))), links.group(1) + " does not exist");
        }
    }

    /** Every field that the README shows stands in the answer with the same value; the README may leave fields out. */
    private static void assertHolds(String at, JsonNode shown, JsonNode got) {
        if (shown.isObject()) {
            for (Map.Entry<String, JsonNode> field : shown.properties()) {
                assertHolds(at + "/" + field.getKey(), field.getValue(), got.path(field.getKey()));
            }
        } else if (shown.isArray()) {
            assertEquals(shown.size(), got.size(), at);
            for (int i = 0; i < shown.size(); i++) {
                assertHolds(at + "/" + i, shown.get(i), got.path(i));
            }
        } else {
            assertEquals(shown, got, at);
        }
    }
}
