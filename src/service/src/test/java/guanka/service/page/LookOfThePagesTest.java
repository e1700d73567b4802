package guanka.service.page;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What holds of every page, in both languages, by day and by night, at a desk and in a hand. Pictures of them are kept with -Dguanka.screens=true. */
@QuarkusTest
@DisplayName("Every page")
class LookOfThePagesTest {

    @TestHTTPResource
    String home;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?example=magnet",
                "/register",
                "/register/CN-2025-61/2",
                "/workbooks",
                "/workbooks/provisions.xlsx/Calendar",
                "/lists?name=Hensold",
                "/codes",
                "/codes?text=sintered+NdFeB+magnet",
                "/chips",
                "/chart",
                "/records",
                "/watches",
                "/status",
                "/integrate",
                "/determinations/none"
            })
    void isReadable(String path) {
        look(path, name(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/timeline", "/ownership", "/comparison?second=2026-06-01", "/replay", "/verification"})
    void ofAnAnswerIsReadable(String view) {
        browser.open("/?example=subsidiary");
        browser.enterDay("/exportDate", "2026-11-16");
        browser.click(By.cssSelector("button.main"));

        look(browser.path() + view, "answer" + name(view));
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing facts", "mistakes"})
    void ofAFormIsReadable(String which) {
        browser.open("/?example=magnet");
        browser.enter("/lines/0/content/0/value/amount", which.equals("mistakes") ? "much" : "");
        browser.enter("/parties/0/name", "Hensold AG");
        browser.click(By.cssSelector("button.main"));
        check(which, "wide");
        browser.width(360);
        check(which, "narrow");
        assertEquals(List.of(), browser.tooWide(), "moves sideways at 360 px");
    }

    @Test
    @DisplayName("a page with a barrier is found out")
    void barriersAreFound() {
        browser.open("/status");
        browser.run("document.documentElement.removeAttribute('lang')");
        assertTrue(
                browser.barriers().stream().anyMatch(barrier -> barrier.startsWith("html-has-lang")),
                () -> browser.barriers().toString());
    }

    private void look(String path, String name) {
        String joint = path.contains("?") ? "&" : "?";
        browser.open(path + joint + "lang=en");
        check(name, "wide");
        browser.width(360);
        assertEquals(List.of(), browser.tooWide(), name + " moves sideways at 360 px");
        browser.shot(name + "-narrow");
        browser.scheme("dark");
        browser.open(path + joint + "lang=zh");
        assertEquals("zh-Hans", browser.language());
        assertEquals(List.of(), browser.tooWide(), name + " moves sideways at 360 px in Chinese");
        check(name, "narrow-dark-zh");
    }

    private void check(String name, String how) {
        browser.shot(name + "-" + how);
        List<String> barriers = browser.barriers();
        List<String> problems = browser.problems().stream()
                // a browser notes the status of a page that is an answer to something wrong
                .filter(p ->
                        !p.contains("Failed to load resource") && !p.contains("the server responded with a status"))
                .toList();
        List<String> foreign = browser.foreignRequests();
        assertAll(
                name + " " + how,
                () -> assertEquals(List.of(), barriers),
                () -> assertEquals(List.of(), problems),
                () -> assertEquals(List.of(), foreign));
    }

    private static String name(String path) {
        return path.equals("/") ? "ask" : path.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-(?=[a-z])", "");
    }
}
