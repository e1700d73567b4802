package guanka.service.security;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import guanka.service.contract.JsonBody;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site in the browser of a person for whom a proxy adds the token. */
@QuarkusTest
@WithTestResource(value = Issuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ForeignPagesTest {

    private static final List<String> STEPS = List.of(
            "/v1/rulesets/active/activation",
            "/v1/rulesets/active/approval",
            "/v1/rulesets/active/impact",
            "/v1/determinations/x/replay",
            "/v1/determinations",
            "/v1/jobs");

    Issuer issuer;

    private RequestSpecification signedIn() {
        return given().header("Authorization", "Bearer " + issuer.token("p-1", Roles.ALL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    @DisplayName("no step is taken for a page of another site, whatever it says of its origin")
    void steps(String site) {
        for (String step : STEPS) {
            problem(
                    signedIn()
                            .header("Sec-Fetch-Site", site)
                            .contentType("application/json")
                            .body("{}")
                            .post(step),
                    403,
                    "forbidden");
            problem(
                    signedIn()
                            .header("Sec-Fetch-Site", site)
                            .header("Origin", "http://localhost")
                            .post(step),
                    403,
                    "forbidden");
        }
        problem(
                signedIn()
                        .header("Sec-Fetch-Site", site)
                        .multiPart("workbook", "a.xlsx", new byte[1])
                        .post("/v1/rulesets"),
                403,
                "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://localhost.example", "::"})
    @DisplayName("a browser that tells the origin alone is believed too")
    void origins(String origin) {
        for (String step : STEPS) {
            problem(signedIn().header("Origin", origin).post(step), 403, "forbidden");
        }
    }

    @Test
    @DisplayName("pictures, frames and scripts of another site read nothing; its links lead here")
    void reads() {
        problem(
                signedIn()
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "no-cors")
                        .get("/lists?name=x"),
                403,
                "forbidden");
        problem(
                signedIn()
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .header("Sec-Fetch-Dest", "iframe")
                        .get("/"),
                403,
                "forbidden");
        signedIn()
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .get("/")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"})
    @DisplayName("a step is JSON: what a form could send is not read")
    void types(String type) {
        for (String step : STEPS) {
            problem(signedIn().header("Content-Type", type).body("{}").post(step), 415, "unsupported-media-type");
        }
    }

    @Test
    @DisplayName("a draft is tried by those who work on drafts, and by no other caller")
    void drafts() {
        byte[] workbook =
                signedIn().get("/v1/rulesets/active/workbooks/parties.xlsx").asByteArray();
        String draft = signedIn()
                .multiPart("workbook", "parties.xlsx", workbook)
                .post("/v1/rulesets")
                .then()
                .statusCode(201)
                .extract()
                .as(JsonBody.class)
                .get("ruleset.version");
        String trial = "/v1/determinations?record=false&ruleset=" + draft;
        problem(
                given().header("Authorization", "Bearer " + issuer.token("c-1", List.of(Roles.CALLER)))
                        .contentType("application/json")
                        .body(SHIPMENT)
                        .post(trial),
                403,
                "forbidden");
        given().header("Authorization", "Bearer " + issuer.token("a-1", List.of(Roles.CALLER, Roles.ANALYST)))
                .contentType("application/json")
                .body(SHIPMENT)
                .post(trial)
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("the service's own pages and programs are served, and no answer of the API stays in a cache")
    void own() {
        signedIn().get("/v1/rulesets").then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        signedIn()
                .header("Sec-Fetch-Site", "same-origin")
                .get("/v1/status")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    @DisplayName("pages are there for whoever accepts nothing but HTML, and their links do not lead to another host")
    void pages() {
        for (String page : List.of("/", "/rulesets", "/records", "/lists", "/register")) {
            signedIn().accept("text/html").get(page).then().statusCode(200);
        }
        String html = signedIn().accept("text/html").get("//register").asString();
        org.junit.jupiter.api.Assertions.assertFalse(html.contains("href=\"//"), "a link leads to another host");
    }
}
