package guanka.service.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.FluentWait;

@QuarkusTest
@DisplayName("What is my product?")
class ProductInTheBrowserTest {

    @TestHTTPResource
    String home;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
    }

    @Test
    @DisplayName("with a motor magnet and nothing else a newcomer reaches a determination")
    void newcomer() {
        browser.open("/?lang=en");
        browser.enter("/lines/0/description", "sintered NdFeB magnet with dysprosium for a motor");
        browser.click("Find its code");
        assertEquals("What is my product?", browser.text("h1"));
        assertTrue(browser.main().contains("Dysprosium-containing"), browser.main());
        assertFalse(browser.has("#found .mark"), "a shipment that goes nowhere is not decided");

        browser.enter("/exportFrom", "China");
        browser.enter("/destination", "德国");
        browser.click("Look for its code");
        assertTrue(browser.has("#found .mark"));
        browser.shot("product-found");

        browser.click(By.cssSelector("button[value='/lines/0 CN:1C905.a.4']"));
        assertEquals(
                "CN:1C905.a.4", browser.find(By.name("/lines/0/controlCodes")).getDomProperty("value"));
        assertEquals("Germany", browser.find(By.name("/destination")).getDomProperty("value"));
        browser.click(By.cssSelector("button.main"));
        assertTrue(browser.path().startsWith("/determinations/"), browser.path());
        assertTrue(browser.main().contains("CN-2025-18"), browser.main());
    }

    @Test
    @DisplayName("a question for a code names the codes that may be meant, and leads to them")
    void question() {
        browser.open("/?lang=en");
        browser.enter("/lines/0/description", "dysprosium oxide");
        browser.enter("/exportFrom", "CN");
        browser.enter("/destination", "Germany");
        browser.click(By.cssSelector("button.main"));
        assertTrue(browser.text(".candidates").contains("CN:1C905.b · Dysprosium oxide"), browser.text(".candidates"));

        browser.click("Find its code");
        browser.click(By.cssSelector("button[value='/lines/0 CN:1C905.b']"));
        assertEquals(
                "CN:1C905.b", browser.find(By.name("/lines/0/controlCodes")).getDomProperty("value"));
    }

    @Test
    @DisplayName("the code field suggests while somebody types, also a second code")
    void suggestions() {
        browser.open("/?lang=en");
        type("dysprosium ox");
        assertEquals(List.of("CN:1C905.b"), suggested());
        browser.enter("/lines/0/controlCodes", "");
        type("US:EAR99, 1c905.a.4");
        assertEquals(List.of("US:EAR99, CN:1C905.a.4"), suggested());
        assertEquals(List.of(), browser.problems());
    }

    private void type(String text) {
        browser.find(By.name("/lines/0/controlCodes")).sendKeys(text);
    }

    /** The codes come with the first letters that are typed. */
    private List<String> suggested() {
        return new FluentWait<>(browser)
                .withTimeout(Duration.ofSeconds(60))
                .pollingEvery(Duration.ofMillis(50))
                .until(b -> {
                    List<String> options = b.all(By.cssSelector("#codes-0 option")).stream()
                            .map(option -> option.getDomProperty("value"))
                            .toList();
                    return options.size() == 1 ? options : null;
                });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Japan, JP", "日本, JP", "jp, JP", "JP, JP"})
    @DisplayName("countries are given by name, in either language, or by code")
    void countries(String given, String code) {
        browser.open("/?lang=en");
        browser.enter("/exportFrom", given);
        browser.click("Add an item");
        assertEquals("Japan", browser.find(By.name("/exportFrom")).getDomProperty("value"));
        assertTrue(browser.find(By.name("shipment")).getDomProperty("value").contains("\"" + code + "\""));
    }

    @Test
    @DisplayName("without a script the same forms lead there and back")
    void withoutScript() {
        String form = "application/x-www-form-urlencoded; charset=UTF-8";
        given().contentType(form)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("shipment", "{\"lines\":[{\"id\":\"1\"}]}")
                .formParam("find", "/lines/0")
                .formParam("/lines/0/description", "鏑鐵合金")
                .post("/codes?lang=zh")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("default-src 'none'"))
                .body(containsString("value=\"/lines/0 CN:1C905.a.2.a\""));
        given().contentType(form)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("shipment", "{\"lines\":[{\"id\":\"1\",\"controlCodes\":[\"US:EAR99\",\"CN:NONE\"]}]}")
                .formParam("take", "/lines/0 CN:1C905.a.2")
                .post("/form")
                .then()
                .statusCode(200)
                .body(containsString("value=\"US:EAR99, CN:1C905.a.2\""));
        given().contentType(form)
                .header("Sec-Fetch-Site", "cross-site")
                .formParam("find", "/lines/0")
                .post("/codes")
                .then()
                .statusCode(403);
    }

    @Test
    @DisplayName("what is asked for is shown as text, and no pointer leads elsewhere")
    void escaped() {
        given().queryParam("text", "\"><script>alert(1)</script>")
                .get("/codes")
                .then()
                .statusCode(200)
                .body(not(containsString("<script>")));
        given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("find", "/parties/0")
                .formParam("take", "/reference X:1")
                .post("/codes")
                .then()
                .statusCode(200);
        given().get("/codes.js?lang=zh")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/javascript"))
                .body(startsWith("export default [["))
                .body(containsString("含镝的钕铁硼永磁材料"));
    }
}
