package guanka.service.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.contract.JsonBody;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

@QuarkusTest
@DisplayName("Looking at an answer")
class AnswerInTheBrowserTest {

    @TestHTTPResource
    String home;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
    }

    private void decide(String json) {
        browser.open("/");
        browser.click("Paste the facts");
        browser.enter("json", Shipments.json(json));
        browser.click("Read into the form");
        browser.click(By.cssSelector("button.main"));
    }

    private void decideMagnet() {
        browser.open("/?example=magnet");
        browser.click(By.cssSelector("button.main"));
    }

    @Test
    @DisplayName("readings of the law stand side by side, and each leads to its whole answer")
    void readings() {
        decideMagnet();
        assertEquals(2, browser.all(By.cssSelector(".reading .column")).size());

        browser.click("See the whole answer under this reading");
        assertEquals("no license required", browser.text("h1").toLowerCase());
        browser.click("Go to the answer that was asked for");
        assertEquals("license required", browser.text("h1").toLowerCase());
    }

    @Test
    @DisplayName("what nearly applies is told with the one condition that is not met")
    void nearly() {
        decideMagnet();
        browser.click("Nearly applies");

        String nearly = browser.find(By.xpath("//details[@class='nearly']//article[contains(., '61/1.3')]"))
                .getText();
        assertTrue(nearly.contains("4 of 5 conditions") && nearly.contains("not met"), nearly);
    }

    @Test
    @DisplayName("duties have a day where one can be counted: ten working days after a relief shipment")
    void duties() {
        browser.open("/?example=field-hospital");
        browser.click(By.cssSelector("button.main"));

        String report = browser.find(By.xpath("//tr[contains(., 'report after the export')]"))
                .getText();
        assertTrue(report.contains("2025-11-03"), report);
    }

    @Test
    @DisplayName("an answer keeps its address, is found among the records, decided again alike, and verified")
    void record() {
        decideMagnet();
        String address = browser.path();
        browser.open("/records?party=muster+antriebe+gmbh");
        browser.click(By.cssSelector("tbody tr:first-child a"));
        assertEquals(address, browser.path());

        browser.click("Decide again and compare");
        assertTrue(browser.main().contains("byte for byte"), browser.main());
        browser.open(address);
        browser.click("Verify this record");
        assertTrue(browser.main().contains("as it was written"), browser.main());
        assertFalse(browser.main().contains("fails"), browser.main());
    }

    @Test
    @DisplayName("what became of an answer is recorded behind it, and told with it and in the list of records")
    void resolution() {
        decideMagnet();
        browser.click("Record what became of it");
        browser.choose("state", "RELEASED");
        browser.enter("reason", "license received");
        browser.click(By.cssSelector("button.main"));
        assertTrue(browser.text("[role=alert]").contains("number of the license"), browser.main());
        browser.enter("license", "25-18-0815");
        browser.click(By.cssSelector("button.main"));
        assertTrue(browser.main().contains("25-18-0815"), browser.main());

        browser.click("Back to the answer");
        assertTrue(browser.main().contains("license received"), browser.main());
        browser.open("/records");
        browser.click(By.xpath("//tbody/tr[1]//a[. = 'released']"));
        assertTrue(browser.path().endsWith("/resolutions"), browser.path());
    }

    @Test
    @DisplayName("where to apply for a license is told, with the documents and the time of the decision")
    void authority() {
        decideMagnet();
        String authority = browser.find(By.xpath("//section[@aria-labelledby='authorities-t']//tbody"))
                .getText();
        assertTrue(
                authority.contains("ecomp.mofcom.gov.cn") && authority.contains("within 45 working days"), authority);
    }

    @Test
    @DisplayName("an address under which nothing is recorded says so")
    void nothing() {
        browser.open("/determinations/01234567-0000-7000-8000-000000000000");

        assertTrue(browser.main().contains("There is nothing here"), browser.main());
    }

    private static final String GAS_MASKS =
            "{'exportDate':'2026-09-25','exportFrom':'US','destination':'TD','movement':'EXPORT',"
                    + "'jurisdictions':['US'],'parties':[{'id':'b','name':'Quillmere Datenwerk 7','country':'TD','kind':'ORGANISATION',"
                    + "'roles':['CONSIGNEE','END_USER'],'military':false}],'ownership':[],'endUse':{'purposes':['CIVIL']},"
                    + "'lines':[{'id':'1','origin':'US','controlCodes':['US:1A004.a']}]}";

    @Test
    @DisplayName(
            "an exception that lacks nothing but the claim is claimed from the answer, and the form keeps the claim")
    void claim() {
        decide(GAS_MASKS);
        assertEquals("license required", browser.text("h1").toLowerCase());

        browser.click("GBS");
        browser.click("Tools of trade");
        assertEquals(List.of(), browser.barriers());
        browser.click(By.xpath("//details[contains(., 'GBS')]//button"));
        assertTrue(browser.text("h1").toLowerCase().contains("exempt"), browser.text("h1"));

        browser.click("Change the facts");
        assertTrue(browser.find(By.cssSelector("[name='/lines/0/claims/0/provision'] option[value='US-EAR/740.4']"))
                .isSelected());
        assertEquals(List.of(), browser.tooWide(), "moves sideways");
    }

    @Test
    @DisplayName("a claim without what the exception asks for is refused, and is completed where it was refused")
    void incompleteClaim() {
        decide(GAS_MASKS);
        browser.click("Tools of trade");
        browser.click(By.cssSelector("details[open] input[value='EFFECTIVE_CONTROL']"));
        browser.click(By.cssSelector("details.exception[open] button"));
        assertEquals("license required", browser.text("h1").toLowerCase());
        assertTrue(browser.main().contains("a condition is not met"), browser.main());
        browser.width(360);
        assertEquals(List.of(), browser.tooWide(), "moves sideways");

        browser.click(By.cssSelector("details.exception[open] input[value='RETURN_WITHIN_TERM']"));
        browser.click(By.cssSelector("details.exception[open] button"));
        assertTrue(browser.text("h1").toLowerCase().contains("exempt"), browser.text("h1"));
    }

    @Test
    @DisplayName("in the form a claim offers what its exception asks for, and nothing else")
    void claimInTheForm() {
        decide(GAS_MASKS);
        browser.click("Change the facts");
        browser.click("Claim a license exception");
        int all = browser.all(By.cssSelector("[name='/lines/0/claims/0/attests'][type=checkbox]"))
                .size();
        browser.choose("/lines/0/claims/0/provision", "US-EAR/740.16");
        browser.click("Add an item");

        assertTrue(all > 20, "offered before an exception is chosen: " + all);
        assertTrue(browser.has("[name='/lines/0/claims/0/attests'][value='FOREIGN_AUTHORIZATION']"));
        assertFalse(browser.has("[name='/lines/0/claims/0/attests'][value='PERSONAL_BAGGAGE']"));
    }

    @Test
    @DisplayName("printed, the answer is a memo: no menu, and what is folded on the screen is there")
    void memo() {
        decideMagnet();
        browser.media("print");

        assertTrue(browser.find(By.className("memo-head")).isDisplayed());
        assertFalse(browser.find(By.className("top")).isDisplayed());
        assertTrue(browser.main().contains("Memorandum"), browser.main());
        browser.shot("memo-print");
    }

    @Test
    @DisplayName("30% and 25% of two listed owners are added up in the company between, and count whole below it")
    void ownership() {
        decide(Shipments.HELD);
        browser.click("See who owns whom");

        assertTrue(browser.main().contains("30% + 25% = 55%, at least 50%"), browser.main());
        assertTrue(browser.all(By.cssSelector("svg .node.caught")).size() >= 2);
        assertEquals(
                browser.all(By.cssSelector("section.graph:first-of-type svg .node"))
                        .size(),
                browser.all(By.cssSelector("section.graph:first-of-type table:first-of-type tbody tr"))
                                .size()
                        - browser.all(By.cssSelector("section.graph:first-of-type svg .edge"))
                                .size());
    }

    @Test
    @DisplayName("under the reading that adds nothing up, nobody is caught by 30% and 25%")
    void otherReading() {
        decide(Shipments.HELD);
        browser.click("See who owns whom");
        browser.click("One listed owner must hold 50% alone");

        assertFalse(browser.has("section.graph:first-of-type svg .node.caught"));
        assertTrue(browser.path().contains("reading="), browser.path());
    }

    @Test
    @DisplayName("companies that hold each other are drawn once each, and every holding has its line")
    void loop() {
        decide(Shipments.LOOP);
        browser.click("See who owns whom");

        assertEquals(
                3,
                browser.all(By.cssSelector("section.graph:first-of-type svg .node"))
                        .size());
        assertEquals(
                3,
                browser.all(By.cssSelector("section.graph:first-of-type svg .edge"))
                        .size());
    }

    @Test
    @DisplayName("the timeline shows the pause and its end, the export date, and compares two days")
    void timeline() {
        decideMagnet();
        browser.click("See how it changes over time");

        assertTrue(browser.has("svg .export"));
        assertTrue(browser.has("svg .piece.tone-paused") && browser.has("svg .piece.tone-force"));
        String now = browser.text("tr.now");
        assertTrue(now.contains("2026-11-11") && now.contains("license required"), now);

        browser.click(By.cssSelector("svg .band.outcome a"));
        assertTrue(browser.main().contains("2026-11-16") && browser.main().contains("2025-11-16"), browser.main());
        assertTrue(browser.main().contains("CN-2025-61/1.1"), browser.main());
    }

    @Test
    @DisplayName("a timeline of other years is drawn; days that are crossed are refused in words")
    void otherYears() {
        decideMagnet();
        String address = browser.path();
        browser.open(address + "/timeline?from=2025-01-01&to=2027-12-31");
        assertTrue(browser.main().contains("2025-01-01"), browser.main());

        browser.open(address + "/timeline?from=2027-01-01&to=2025-12-31");
        assertTrue(browser.main().contains("the first before the last"), browser.main());
    }

    @Test
    @DisplayName("a net of more holdings than anybody could follow is told in tables alone")
    void net() {
        browser.open("/determinations/" + recorded(Shipments.net(400)) + "/ownership");

        assertFalse(browser.has("svg.drawing"));
        assertEquals(
                400,
                browser.all(By.cssSelector("section.graph:first-of-type .figure"))
                        .size());
    }

    private static String recorded(String json) {
        return io.restassured.RestAssured.given()
                .contentType("application/json")
                .body(Shipments.json(json))
                .post("/v1/determinations")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .get("id");
    }
}
