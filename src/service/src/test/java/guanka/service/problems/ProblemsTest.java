package guanka.service.problems;

import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import guanka.engine.json.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProblemsTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("the type of each problem leads to a page that explains it in both languages")
    void pages(Kind kind) {
        given().accept("text/html")
                .get(kind.page())
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString(kind.title().zh()));
        given().accept("text/plain")
                .get(kind.page())
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(allOf(
                        containsString(kind.meaning().en()),
                        containsString(kind.remedy().zh())));
        get("/problems").then().statusCode(200).body(containsString(kind.page()));
    }

    @Test
    @DisplayName("each code of a mistake is explained")
    void codes() {
        String page = get(Kind.INVALID_FACTS.page()).asString();

        Arrays.stream(Fault.values()).forEach(fault -> assertEquals(true, page.contains(fault.code()), fault.code()));
    }

    @Test
    @DisplayName("every sentence stands in both languages with the same gaps")
    void bothLanguages() {
        for (Fault fault : Fault.values()) {
            assertEquals(gaps(fault.sentence().en()), gaps(fault.sentence().zh()), fault.code());
            assertFalse(fault.sentence().en().endsWith("."), fault.code());
        }
    }

    private static java.util.Set<String> gaps(String sentence) {
        return java.util.regex.Pattern.compile("\\{\\w+}")
                .matcher(sentence)
                .results()
                .map(java.util.regex.MatchResult::group)
                .collect(java.util.stream.Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/v1",
                "/v1/nothing",
                "/v1/determinations/x",
                "/problems/nothing",
                "/problems/not-json/x",
                "/v1/status/x"
            })
    @DisplayName("an address that does not exist is a problem")
    void noSuchAddress(String path) {
        problem(get(path), 404, "not-found");
    }

    @Test
    @DisplayName("what a caller wrote in the address comes back as text, not as page")
    void hostileAddress() {
        problem(given().urlEncodingEnabled(false).accept("text/html").get("/problems/%3Cscript%3E"), 404, "not-found");
    }
}
