package guanka.service.vocabularies;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.determine;
import static io.restassured.RestAssured.get;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class VocabulariesTest {

    @Test
    @DisplayName("each code has a meaning in both languages")
    void texts() {
        Map<String, List<Map<String, Map<String, String>>>> vocabularies = get("/v1/vocabularies")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .get("vocabularies");

        assertTrue(vocabularies
                .keySet()
                .containsAll(List.of(
                        "purposes",
                        "forms",
                        "activities",
                        "lists",
                        "interests",
                        "roles",
                        "movements",
                        "kinds",
                        "jurisdictions")));
        vocabularies
                .values()
                .forEach(codes -> codes.forEach(code -> {
                    assertFalse(code.get("text").get("en").isBlank(), code.toString());
                    assertFalse(code.get("text").get("zh").isBlank(), code.toString());
                }));
    }

    @Test
    @DisplayName("each code that is listed for facts is taken in facts")
    void codesAreTaken() {
        Map<String, String> places = Map.of(
                "purposes", "\"CIVIL\"", "forms", "\"OTHER\"", "roles", "\"CONSIGNEE\"", "movements", "\"REEXPORT\"");
        places.forEach((vocabulary, place) -> {
            List<String> codes = get("/v1/vocabularies").as(JsonBody.class).get("vocabularies." + vocabulary + ".code");
            for (String code : codes) {
                determine(SHIPMENT.replace(place, "\"" + code + "\"")).then().statusCode(200);
            }
        });
    }
}
