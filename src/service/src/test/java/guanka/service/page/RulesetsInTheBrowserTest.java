package guanka.service.page;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.SmallRuleset;
import guanka.service.contract.JsonBody;
import guanka.service.rulesets.EditedWorkbook;
import guanka.service.security.WholeAnnouncement;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

@QuarkusTest
@TestProfile(RulesetsInTheBrowserTest.OwnStore.class)
@DisplayName("Changing the law")
class RulesetsInTheBrowserTest {

    /** A service of its own, since the law changes here. */
    public static class OwnStore implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return SmallRuleset.settings();
        }
    }

    @TestHTTPResource
    String home;

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = Browser.at(home.replaceFirst("/$", ""));
    }

    private static EditedWorkbook provisions() {
        return new EditedWorkbook(
                get("/v1/rulesets/active/workbooks/provisions.xlsx").asByteArray());
    }

    private static EditedWorkbook pauseExtended() {
        return provisions().extendPause();
    }

    private void upload(EditedWorkbook workbook) throws IOException {
        upload(Map.of("provisions.xlsx", workbook), "The pause goes on");
    }

    private void upload(Map<String, EditedWorkbook> workbooks, String note) throws IOException {
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, EditedWorkbook> one : workbooks.entrySet()) {
            Path file = folder.resolve(one.getKey());
            files.add(Files.write(file, one.getValue().bytes()).toAbsolutePath().toString());
        }
        browser.open("/rulesets");
        browser.find(By.name("workbooks")).sendKeys(String.join("\n", files));
        browser.enter("note", note);
        browser.click("Check and keep as a draft");
    }

    private void decideMagnet() {
        browser.open("/?example=magnet");
        browser.click(By.cssSelector("button.main"));
    }

    private void isFreeOfBarriers(String name) {
        browser.shot("rulesets-" + name);
        assertEquals(List.of(), browser.barriers(), name);
        assertEquals(List.of(), browser.foreignRequests(), name);
        browser.width(360);
        assertEquals(List.of(), browser.tooWide(), name + " moves sideways at 360 px");
        browser.width(1440);
    }

    @Test
    @DisplayName("a mistake in a workbook is told by workbook, sheet and cell, and nothing is kept")
    void mistakes() throws IOException {
        upload(provisions().set("Calendar", "CN-2025-70.c", "from", "soon"));

        String mistake = browser.text(".mistakes tbody tr");
        assertTrue(
                mistake.contains("provisions.xlsx") && mistake.contains("Calendar") && mistake.contains("soon"),
                mistake);
        assertTrue(browser.text(".mistakes tbody code").matches("[A-Z]+[0-9]+"), mistake);
        assertTrue(
                browser.find(By.linkText("Download the workbook with its mistakes"))
                        .getAttribute("href")
                        .startsWith("data:application/vnd.openxmlformats"),
                "the workbook comes back without an API");
        isFreeOfBarriers("mistakes");
    }

    @Tag("long")
    @Test
    @DisplayName(
            "two analysts change one cell: the later one is told what it was, what he wrote and what decides, and gives up")
    void twoAnalysts() throws IOException {
        String deciding = get("/v1/rulesets/active").as(JsonBody.class).get("version");
        EditedWorkbook old = provisions().set("Shares", "US-EAR/734.4/general", "threshold percent", "21");
        upload(provisions().set("Shares", "US-EAR/734.4/general", "threshold percent", "22"));
        String first = browser.text("h1");
        upload(old);
        String second = browser.text("h1");
        for (String step : List.of("Approve this version", "Put into force")) {
            browser.open("/rulesets/" + first);
            if (browser.has("[name=acceptErrors]")) {
                browser.click(By.name("acceptErrors"));
            }
            browser.click(step);
        }

        browser.open("/rulesets/" + second);
        assertFalse(browser.main().contains("Approve this version"), "what would undo another change is not offered");
        browser.click("Put my changes upon it");
        String conflict = browser.text(".mistakes tbody tr");
        for (String told :
                List.of("provisions.xlsx", "Shares", "US-EAR/734.4/general", "threshold percent", "21", "22")) {
            assertTrue(conflict.contains(told), conflict);
        }
        isFreeOfBarriers("changed-twice");
        Path settled = folder.resolve("provisions.xlsx");
        Files.write(
                settled,
                provisions()
                        .set("Shares", "US-EAR/734.4/general", "threshold percent", "23")
                        .bytes());
        browser.find(By.name("workbooks")).sendKeys(settled.toAbsolutePath().toString());
        browser.click("Check and put into this draft");
        assertTrue(browser.main().contains("Approve this version"), "it follows what decides");
        browser.click("What it changes in the tables");
        assertEquals("22", browser.text("del"));
        assertEquals("23", browser.text("ins"));
        browser.open("/rulesets/" + second);
        browser.click("Discard this draft");
        assertTrue(browser.main().contains("discarded"), browser.main());
        browser.open("/rulesets?state=DISCARDED");
        assertTrue(browser.main().contains(second) && !browser.main().contains("decides by now"), browser.main());
        isFreeOfBarriers("discarded");

        browser.open("/rulesets/" + deciding);
        browser.enter("reason", "as it was");
        browser.click("Go back to this version");
    }

    @Test
    @DisplayName("a draft is corrected, approved and planned, and the plan is seen")
    void correctedAndPlanned() throws IOException {
        upload(provisions().set("Calendar", "CN-2025-70.c", "note en", "read again"));
        String draft = browser.text("h1");
        Path file = folder.resolve("provisions (1).xlsx");
        Files.write(
                file,
                provisions()
                        .set("Calendar", "CN-2025-70.c", "note en", "read twice")
                        .bytes());
        browser.find(By.name("workbooks")).sendKeys(file.toAbsolutePath().toString());
        browser.click("Check and put into this draft");
        assertEquals(draft, browser.text("h1"));
        assertTrue(browser.main().contains("The pause goes on"), "the note stays");
        browser.click("What it changes in the tables");
        assertTrue(browser.main().contains("read twice") && !browser.main().contains("read again"), browser.main());

        browser.open("/rulesets/" + draft);
        browser.click("Approve this version");
        browser.enterDay("effective", "2199-01-01T00:00");
        browser.click("Put into force");
        browser.open("/rulesets?lang=zh");
        isFreeOfBarriers("planned-zh");
        browser.open("/rulesets?lang=en");
    }

    @Test
    @DisplayName("the guide's whole announcement goes from rows to law by its tables and this page alone")
    void aWholeAnnouncement() throws IOException {
        String deciding = get("/v1/rulesets/active").as(JsonBody.class).get("version");
        var announcement = new WholeAnnouncement();
        upload(
                announcement.typed(
                        name -> get("/v1/rulesets/active/workbooks/" + name).asByteArray()),
                WholeAnnouncement.TITLE);
        String version = browser.text("h1");
        assertTrue(browser.main().contains("0 errors"), browser.main());
        for (String open = "[name=proposed]:not(:checked)"; browser.has(open); ) {
            browser.click(By.cssSelector(open));
        }
        browser.click("Take over the chosen cases");
        assertFalse(browser.has("[name=proposed]"), "each new row has its case");
        browser.click("What it changes in the tables");
        assertTrue(browser.main().contains("CN-2026-97"), browser.main());
        browser.open("/rulesets/" + version + "/impact");
        browser.click("Look now");
        browser.open("/rulesets/" + version);
        browser.click("Approve this version");
        browser.click("Put into force");
        assertEquals("decides", browser.text(".big"));

        for (WholeAnnouncement.Promise promise : announcement.promises()) {
            String outcome = given().contentType("application/json")
                    .body(promise.shipment().toString())
                    .post("/v1/determinations?record=false")
                    .as(JsonBody.class)
                    .get("outcome");
            assertEquals(promise.expected().split(",")[0], outcome, promise::toString);
        }
        browser.open("/rulesets/" + deciding);
        browser.enter("reason", "tried");
        browser.click("Go back to this version");
    }

    @Test
    @DisplayName(
            "an upload that flips decisions is seen in its effect, approved and put into force; then the old law comes back")
    void fromUploadToActivationAndBack() throws IOException {
        String first = get("/v1/rulesets/active").as(JsonBody.class).get("version");
        decideMagnet();
        String record = browser.path();
        assertEquals("license required", browser.text("h1").toLowerCase());

        upload(pauseExtended());
        String draft = browser.text("h1");
        assertTrue(browser.main().contains("draft") && browser.main().contains("What the check found"), browser.main());
        isFreeOfBarriers("draft");

        browser.click("What it changes in the tables");
        assertTrue(browser.main().contains("2027-01-11") && browser.main().contains("CN-2025-70.g"), browser.main());
        isFreeOfBarriers("diff");

        browser.open("/rulesets/" + draft + "/impact");
        browser.click("Look now");
        isFreeOfBarriers("impact");
        browser.click(By.cssSelector(".matrix .MILDER a"));
        browser.click(By.linkText(record.substring(record.lastIndexOf('/') + 1)));
        assertEquals("license required", browser.text(".column:first-child .big"));
        assertEquals("no license required", browser.text(".column:last-child .big"));
        isFreeOfBarriers("both-answers");

        browser.open("/rulesets/" + draft);
        if (browser.has("[name=acceptErrors]")) {
            browser.click(By.name("acceptErrors"));
        }
        browser.click("Approve this version");
        assertTrue(browser.main().contains("approved"), browser.main());
        browser.click("Put into force");
        assertEquals("decides", browser.text(".big"));

        decideMagnet();
        assertEquals("no license required", browser.text("h1").toLowerCase());
        browser.open(record);
        assertEquals(
                "license required", browser.text("h1").toLowerCase(), "a record keeps the law that it was decided by");
        browser.click(By.cssSelector(".conditions a[href*='Calendar']"));
        assertTrue(browser.path().contains("ruleset=" + first), browser.path());
        assertFalse(browser.main().contains("CN-2025-70.g"), "the tables are those that decided the record");
        browser.open(record + "/replay?ruleset=" + draft);
        assertTrue(browser.main().contains("The answer is not the same"), browser.main());
        isFreeOfBarriers("replay");

        browser.open("/rulesets/" + first);
        browser.enter("reason", "The statement was withdrawn");
        browser.click("Go back to this version");
        decideMagnet();
        assertEquals("license required", browser.text("h1").toLowerCase());
        browser.open("/rulesets?lang=zh");
        isFreeOfBarriers("list-zh");
    }
}
