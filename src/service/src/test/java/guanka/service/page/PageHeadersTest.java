package guanka.service.page;

import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayName("What surrounds the page")
class PageHeadersTest {

    private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

    @Test
    @DisplayName("a page lets nothing foreign in, and the interface keeps its own headers")
    void policy() {
        given().get("/")
                .then()
                .statusCode(200)
                .header(
                        "Content-Security-Policy",
                        startsWith("default-src 'none'; style-src 'self'; script-src 'self'"))
                .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
        given().get("/v1/provisions").then().statusCode(200).header("Content-Security-Policy", nullValue());
    }

    @Test
    @DisplayName("a form that another site sends is refused, whatever it holds")
    void foreignForms() {
        String facts = "shipment=%7B%7D";
        given().contentType(FORM)
                .header("Sec-Fetch-Site", "cross-site")
                .body(facts)
                .post("/determinations")
                .then()
                .statusCode(403);
        given().contentType(FORM)
                .header("Sec-Fetch-Site", "same-site")
                .body(facts)
                .post("/form")
                .then()
                .statusCode(403);
        given().contentType(FORM)
                .header("Origin", "null")
                .body(facts)
                .post("/form")
                .then()
                .statusCode(403);
        given().contentType(FORM).body(facts).post("/form").then().statusCode(403);
        given().contentType(FORM)
                .header("Sec-Fetch-Site", "same-origin")
                .body(facts)
                .post("/form")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("the language is that of the address, else the one chosen before, else the browser's, else English")
    void language() {
        given().header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
                .get("/")
                .then()
                .body(containsString("<html lang=\"zh-Hans\">"));
        given().header("Accept-Language", "fr").get("/").then().body(containsString("<html lang=\"en\">"));
        given().header("Accept-Language", "zh")
                .cookie("lang", "en")
                .get("/")
                .then()
                .body(containsString("<html lang=\"en\">"));
        given().cookie("lang", "en")
                .get("/?lang=zh")
                .then()
                .body(containsString("<html lang=\"zh-Hans\">"))
                .cookie("lang", "zh");
        given().header("Accept-Language", ";;;").get("/").then().statusCode(200);
    }

    @Test
    @DisplayName("what a person enters is shown as text, never as markup")
    void escaped() {
        given().contentType(FORM)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("/parties/0/name", "\"><script>alert(1)</script>")
                .formParam("/reference", "'><img src=x onerror=alert(1)>")
                .post("/form")
                .then()
                .statusCode(200)
                .body(not(containsString("<script>")))
                .body(not(containsString("<img")));
    }

    @Test
    @DisplayName("pages are not described as part of the interface")
    void notInTheDescription() {
        given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .body(at("paths.'/'", nullValue()))
                .body(at("paths.'/register'", nullValue()))
                .body(at("paths.'/determinations'", nullValue()));
    }

    @Test
    @DisplayName("the page has the same words in both languages")
    void words() throws Exception {
        assertEquals(keys("en"), keys("zh"));
    }

    private static java.util.Set<Object> keys(String language) throws Exception {
        Properties words = new Properties();
        try (var in = new InputStreamReader(
                Words.class.getResourceAsStream("words_" + language + ".properties"), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return new java.util.TreeSet<>(words.keySet());
    }
}
