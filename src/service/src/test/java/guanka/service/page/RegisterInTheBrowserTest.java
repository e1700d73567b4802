package guanka.service.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@QuarkusTest
@DisplayName("Looking up the law, the lists and the service")
class RegisterInTheBrowserTest {

    @TestHTTPResource
    String home;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
    }

    @Test
    @DisplayName("a provision has its text in both languages, its calendar, its rows, its rules and its cases")
    void provision() {
        browser.open("/register");
        browser.click(By.linkText("CN-2025-61/1.1"));

        assertEquals("CN-2025-61/1.1", browser.text("h1"));
        assertTrue(browser.main().contains("at least 0.1%") && browser.main().contains("0.1%及以上"), browser.main());
        assertTrue(browser.main().contains("2026-11-11"), browser.main());
        assertTrue(browser.main().contains("provisions.xlsx, Shares, row"), browser.main());
        assertTrue(browser.main().contains("reach the minimum share"), browser.main());
        browser.click(By.cssSelector("a[href^='/?case=']"));
        assertTrue(browser.has("[name='/lines/0/controlCodes']"));
    }

    @Test
    @DisplayName("a name one letter off is found on its list with its closeness, and leads to its row")
    void lists() {
        browser.open("/lists");
        browser.enter("name", "Hensold AG");
        browser.click("Search");

        String hit = browser.text("tbody tr:first-child");
        assertTrue(hit.contains("HENSOLDT AG") && hit.contains("possibly the same") && hit.contains("%"), hit);
        browser.click(By.cssSelector("tbody tr:first-child td:last-child a"));
        assertTrue(browser.text("tr:target").contains("HENSOLDT AG"), browser.text("tr:target"));
    }

    @Test
    @DisplayName("where nothing resembles a name, the page says that this is no clearance")
    void noHit() {
        browser.open("/lists?name=Quxzzy+Bfftk");

        assertTrue(browser.main().contains("This is no clearance"), browser.main());
    }

    @Test
    @DisplayName("the status names the ruleset and who may call")
    void status() {
        browser.open("/status");

        assertTrue(
                browser.main().contains("sha256:") && browser.main().contains("everybody on this machine"),
                browser.main());
    }

    @Test
    @DisplayName("a provision that is none is answered in words")
    void noProvision() {
        browser.open("/register/XX-1");

        assertTrue(browser.main().contains("not a provision"), browser.main());
    }
}
