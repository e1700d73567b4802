package guanka.service.page;

import static io.restassured.RestAssured.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.rulesets.EditedWorkbook;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

@QuarkusTest
@TestProfile(RulesetsInTheBrowserTest.OwnStore.class)
@DisplayName("Changing the law")
class RulesetsInTheBrowserTest {

    /** A service of its own, since the law changes here. */
    public static class OwnStore implements QuarkusTestProfile {}

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
        Path file = folder.resolve("provisions.xlsx");
        Files.write(file, workbook.bytes());
        browser.open("/rulesets");
        browser.find(By.name("workbooks")).sendKeys(file.toAbsolutePath().toString());
        browser.enter("note", "The pause goes on");
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
        isFreeOfBarriers("mistakes");
    }

    @Test
    @DisplayName(
            "an upload that flips decisions is seen in its effect, approved and put into force; then the old law comes back")
    void fromUploadToActivationAndBack() throws IOException {
        String first = get("/v1/rulesets/active").path("version");
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
        browser.click("Put into force now");
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
