package guanka.service.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

@QuarkusTest
@DisplayName("Asking about a shipment")
class AskInTheBrowserTest {

    @TestHTTPResource
    String home;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
        browser.open("/");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "A foreign magnet with Chinese dysprosium | license required | ordinary review",
                "A military user | license required | refused in principle",
                "A 14 nm fab | license required | case by case",
                "A field hospital | exempt | ",
                "A subsidiary held at 50% | license required | refused in principle"
            })
    void anExampleIsLoadedAndDecided(String example, String outcome, String review) {
        browser.click(example);
        browser.click(By.cssSelector("button.main"));

        assertEquals(outcome, browser.text("h1").toLowerCase());
        assertEquals(review != null, browser.has(".banner .review"));
        assertTrue(review == null || browser.text(".banner").contains(review), browser.text(".banner"));
    }

    @Test
    @DisplayName(
            "the magnet's answer tells the share, the provision and its article, and leads to the row that decides")
    void magnet() {
        browser.click("A foreign magnet");
        browser.click(By.cssSelector("button.main"));

        String share = browser.find(By.xpath("//tr[contains(., 'share of the value')]"))
                .getText();
        assertTrue(share.contains("met") && share.contains(" 2 ") && share.contains("0.1"), share);
        browser.click(By.xpath("//tr[contains(., 'share of the value')]//a"));
        assertTrue(browser.path().matches("/workbooks/provisions.xlsx/Shares#row-\\d+"), browser.path());
        assertTrue(browser.text("tr:target").contains("0.1"), browser.text("tr:target"));
    }

    @Test
    @DisplayName("the only script of the page suggests codes; what needs it is nowhere")
    void oneScript() {
        assertEquals(1, browser.all(By.tagName("script")).size());
        assertTrue(browser.has("script[src^='/assets/suggest.js']"));
    }

    @Test
    @DisplayName("the first page weighs less than 100 KB in all")
    void weight() {
        browser.requests();
        browser.open("/");
        long bytes =
                browser.requests().stream().mapToLong(Browser.Request::bytes).sum();

        assertTrue(bytes > 10_000 && bytes < 100_000, bytes + " bytes");
    }

    @Test
    @DisplayName("lines, components and parties are added and taken away, and what was entered stays")
    void addAndRemove() {
        browser.enter("/lines/0/description", "A motor");
        browser.click("Add an item");
        browser.enter("/lines/1/description", "A spare magnet");
        browser.click("Add a component");
        assertEquals("A motor", browser.find(By.name("/lines/0/description")).getDomProperty("value"));
        assertTrue(browser.has("[name='/lines/0/content/0/origin']"));

        browser.click(By.cssSelector("button[name=remove][value='/lines/0']"));
        assertEquals(
                "A spare magnet", browser.find(By.name("/lines/0/description")).getDomProperty("value"));
        assertFalse(browser.has("[name='/lines/1/description']"));
    }

    @Test
    @DisplayName("a wrong fact is told above the form and beside its field, and what was entered stays")
    void mistakes() {
        browser.click("A foreign magnet");
        browser.enter("/destination", "Germania");
        browser.enter("/lines/0/value/amount", "ten");
        browser.click(By.cssSelector("button.main"));

        assertEquals(2, browser.all(By.cssSelector(".mistakes li")).size());
        browser.click(By.cssSelector(".mistakes li a"));
        assertEquals("true", browser.find(By.name("/destination")).getDomAttribute("aria-invalid"));
        String beside = browser.find(By.xpath("//input[@name='/lines/0/value/amount']/ancestor::div[1]"))
                .getText();
        assertTrue(beside.contains("ten"), beside);
        assertEquals("ten", browser.find(By.name("/lines/0/value/amount")).getDomProperty("value"));
    }

    @Test
    @DisplayName("what is missing comes back as a question, and its answer decides again")
    void questions() {
        browser.click("A foreign magnet");
        browser.enter("/lines/0/content/0/value/amount", "");
        browser.click(By.cssSelector("button.main"));
        assertTrue(browser.text(".questions").contains("worth"), browser.text(".questions"));

        browser.enter("/lines/0/content/0/value/amount", "5");
        browser.click("Decide again");
        assertEquals("no license required", browser.text("h1").toLowerCase());
        assertFalse(browser.has(".questions"));
    }

    @Test
    @DisplayName("facts pasted as JSON fill the form; text that is no JSON is told with its place")
    void json() {
        browser.click("Paste the facts");
        browser.enter("json", "{\"exportFrom\": }");
        browser.click("Read into the form");
        assertTrue(browser.text("#json .mistake").contains("line 1"), browser.text("#json"));

        browser.enter("json", "{\"exportFrom\": \"JP\", \"lines\": [{\"id\": \"7\", \"origin\": \"CN\"}]}");
        browser.click("Read into the form");
        assertEquals("Japan", browser.find(By.name("/exportFrom")).getDomProperty("value"));
        assertEquals("China", browser.find(By.name("/lines/0/origin")).getDomProperty("value"));
    }

    @Test
    @DisplayName("in Chinese the same example gives the same answer, and the language stays chosen")
    void chinese() {
        browser.click("中文");
        assertEquals("zh-Hans", browser.language());
        browser.click("含中国镝的境外磁体");
        browser.click(By.cssSelector("button.main"));

        assertEquals("须取得许可", browser.text("h1"));
        assertEquals("zh-Hans", browser.language());
        assertTrue(browser.main().contains("价值占比"), browser.main());
        browser.click("English");
        assertEquals("license required", browser.text("h1").toLowerCase());
    }

    @Test
    @DisplayName("another language does not lose what was entered")
    void languageKeepsEntries() {
        browser.enter("/reference", "R 4711");
        browser.click("中文");

        assertEquals("R 4711", browser.find(By.name("/reference")).getDomProperty("value"));
    }

    @Test
    @DisplayName("with the keyboard alone an example is loaded, changed and decided, and the focus can always be seen")
    void keyboard() {
        browser.tabTo("a.skip", 1);
        browser.press(Keys.ENTER);
        browser.follow(browser.tabTo("a[href*='example=magnet']", 12), Keys.ENTER);
        browser.tabTo("[name='/exportFrom']", 30).sendKeys(Keys.chord(Keys.CONTROL, "a"), "KR");
        browser.follow(browser.focused(), Keys.ENTER);

        assertTrue(browser.path().startsWith("/determinations/"), browser.path());
        assertTrue(browser.text(".banner").contains("South Korea"), browser.text(".banner"));
        browser.follow(browser.tabTo("a[href$='/timeline']", 20), Keys.ENTER);
        browser.follow(browser.tabTo("svg a", 40), Keys.ENTER);
        assertTrue(browser.path().contains("/comparison?"), browser.path());
    }
}
