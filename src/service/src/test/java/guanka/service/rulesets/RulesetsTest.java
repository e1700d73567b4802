package guanka.service.rulesets;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.determine;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.records.Redaction;
import guanka.service.SmallRuleset;
import guanka.service.contract.JsonBody;
import guanka.service.records.Records;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an analyst does with a spreadsheet program and curl. */
@QuarkusTest
@TestProfile(RulesetsTest.OwnStore.class)
class RulesetsTest {

    /** A service of its own, since the law changes here. */
    public static class OwnStore implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return SmallRuleset.settings();
        }
    }

    private static final String RULESETS = "/v1/rulesets";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** A Chinese terbium magnet moved abroad after the pause, as its text has it. */
    private static final String AFTER_THE_PAUSE = json("""
            {'exportDate':'2026-12-01','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],
             'parties':[{'id':'buyer','name':'Beispiel Motoren GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],
             'ownership':[],'endUse':{'purposes':['CIVIL']},
             'lines':[{'id':'1','controlCodes':['1C905.a.4'],'origin':'CN','form':'MAGNET','value':{'amount':'10.00','currency':'EUR'},'content':[],'technologies':[]}]}""");

    @Inject
    Records records;

    private String first;

    @BeforeEach
    void remember() {
        first = get(RULESETS + "/active").as(JsonBody.class).get("version");
    }

    @AfterEach
    void goBack() {
        if (!first.equals(get(RULESETS + "/active").as(JsonBody.class).get("version"))) {
            step(first, "activation", "{\"reason\":\"the test is over\"}")
                    .then()
                    .statusCode(200);
        }
    }

    private static byte[] workbook(String name) {
        return get(RULESETS + "/active/workbooks/" + name)
                .then()
                .statusCode(200)
                .contentType(XLSX)
                .extract()
                .asByteArray();
    }

    private static Response upload(String name, byte[] workbook, String... accept) {
        var request = given().multiPart("workbook", name, workbook, XLSX).multiPart("note", "why it changes");
        return (accept.length == 0 ? request : request.accept(accept[0])).post(RULESETS);
    }

    private static Response step(String version, String step, String body) {
        return given().contentType("application/json").body(body).post(RULESETS + "/" + version + "/" + step);
    }

    private static byte[] pauseExtended() {
        return new EditedWorkbook(workbook("provisions.xlsx")).extendPause().bytes();
    }

    @Test
    @DisplayName("a kept impact names parties only as long as their records do")
    void namesInAKeptImpact() {
        String name = "Verschwundene Handels GmbH";
        determine(AFTER_THE_PAUSE.replace("Beispiel Motoren GmbH", name)).then().statusCode(200);
        String version =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        String address = RULESETS + "/" + version + "/impact";
        String page = "/rulesets/" + version + "/impact";

        List<JsonBody> told = lines(given().post(address));
        assertTrue(told.stream().anyMatch(line -> line.toString().contains(name)), "who asks for it is told");
        get(address).then().body(at("flips.parties.flatten()", hasItem(name))).body(at("byParty.name", hasItem(name)));
        assertTrue(given().accept("text/html").get(page).asString().contains(name));
        byte[] kept = records.rulesets().attachment(version, "impact").orElseThrow();
        assertFalse(new String(kept, UTF_8).contains(name), "no name is kept with it");

        Instant now = Instant.now().plusSeconds(1);
        records.log()
                .eraseFacts(now, "officer", now, "asked", Redaction.NONE)
                .toCompletableFuture()
                .join();
        get(address)
                .then()
                .statusCode(200)
                .body(at("flips.kind", hasItem("RECORD")))
                .body(at("flips.parties.flatten()", not(hasItem(name))))
                .body(at("byParty.name", not(hasItem(name))));
        assertFalse(given().accept("text/html").get(page).asString().contains(name));
    }

    @Test
    @DisplayName(
            "a pause is extended, seen in its effect, approved and live without a restart; then the old law comes back")
    void fromDownloadToLiveAnswerAndBack() {
        determine(AFTER_THE_PAUSE).then().body(at("outcome", equalTo("LICENSE_REQUIRED")));
        byte[] edited = pauseExtended();

        Response made = upload("provisions.xlsx", edited);
        made.then()
                .statusCode(201)
                .body(at("ruleset.state", equalTo("DRAFT")))
                .body(at("ruleset.parent", equalTo(first)))
                .body(at("ruleset.note", equalTo("why it changes")))
                .body(at("report.counts.errors", equalTo(0)))
                .body(at("report.cases.broken", not(hasSize(0))));
        String version = made.as(JsonBody.class).get("ruleset.version");
        assertEquals(RULESETS + "/" + version, made.header("Location").replaceFirst("^https?://[^/]+", ""));
        assertEquals(
                "2027-01-10",
                new EditedWorkbook(get(RULESETS + "/" + version + "/workbooks/provisions.xlsx")
                                .asByteArray())
                        .get("Calendar", "CN-2025-70.g", "to"));

        get(RULESETS + "/" + version + "/diff")
                .then()
                .statusCode(200)
                .body(at("sheets", hasSize(1)))
                .body(at("sheets[0].added.key", hasItem("CN-2025-70.g")))
                .body(at("sheets[0].changed[0].cells[0].draft", equalTo("2027-01-11")));
        List<JsonBody> impact = lines(given().post(RULESETS + "/" + version + "/impact"));
        JsonBody report = impact.get(impact.size() - 1);
        assertTrue(report.getInt("report.totals.milder") > 0, report.toString());
        assertTrue(
                impact.stream().anyMatch(line -> "RECORD".equals(line.getString("flip.kind"))),
                "the recorded shipment flips");
        assertEquals(
                report.<Object>get("report.totals"),
                get(RULESETS + "/" + version + "/impact").as(JsonBody.class).get("totals"));

        problem(given().post(RULESETS + "/" + version + "/activation"), 409, "not-approved");
        String digest = made.as(JsonBody.class).get("ruleset.digest");
        step(version, "approval", "{\"digest\":\"" + digest + "\",\"note\":\"read\"}")
                .then()
                .statusCode(200)
                .body(at("state", equalTo("APPROVED")));
        step(version, "activation", "").then().statusCode(200).body(at("state", equalTo("ACTIVE")));

        Response now = determine(AFTER_THE_PAUSE);
        now.then()
                .statusCode(200)
                .body(at("outcome", equalTo("NO_LICENSE_REQUIRED")))
                .header("Guanka-Ruleset", version);
        now.then().body(at("findings[0].because.compared", hasItem("CN-2025-70.g")));
        get("/v1/provisions/CN-2025-61/1.3").then().body(at("calendar.instrument", hasItem("Announcement 99 of 2026")));

        step(first, "activation", "{\"reason\":\"the notice was withdrawn\"}")
                .then()
                .statusCode(200);
        determine(AFTER_THE_PAUSE)
                .then()
                .body(at("outcome", equalTo("LICENSE_REQUIRED")))
                .header("Guanka-Ruleset", first);
        given().post(DETERMINATIONS + "/" + now.as(JsonBody.class).get("id") + "/replay")
                .then()
                .body(at("same", equalTo(true)));
        given().post(DETERMINATIONS + "/" + now.as(JsonBody.class).get("id") + "/replay?ruleset=" + first)
                .then()
                .body(at("same", equalTo(false)))
                .body(at("moved.what", hasItem("outcome")));
        get(RULESETS + "/" + first).then().body(at("reason", equalTo("the notice was withdrawn")));
    }

    @Test
    @DisplayName("a company is listed and a threshold raised in one draft of two workbooks")
    void twoWorkbooks() {
        byte[] parties = new EditedWorkbook(workbook("parties.xlsx"))
                .add(
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        "CN_CONTROL-2026-99-001",
                        Map.of(
                                "name en",
                                "Redwood Hypersonics",
                                "name zh",
                                "?",
                                "from",
                                "2026-10-01",
                                "binds foreign persons",
                                "NO"))
                .bytes();
        byte[] provisions = new EditedWorkbook(workbook("provisions.xlsx"))
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "0.2")
                .bytes();

        Response made = given().multiPart("workbook", "parties.xlsx", parties, XLSX)
                .multiPart("workbook", "provisions.xlsx", provisions, XLSX)
                .post(RULESETS);

        made.then().statusCode(201).body(at("report.boundaries", hasSize(greaterThan(0))));
        get(RULESETS + "/" + made.as(JsonBody.class).get("ruleset.version") + "/diff")
                .then()
                .body(at("sheets.workbook", hasItems("parties.xlsx", "provisions.xlsx")));
        String listed = AFTER_THE_PAUSE
                .replace("Beispiel Motoren GmbH", "Redwood Hypersonics")
                .replace("JP", "CN")
                .replace("REEXPORT", "EXPORT")
                .replace("\"DE\",\"movement", "\"US\",\"movement");
        String query = DETERMINATIONS + "?record=false&ruleset="
                + made.as(JsonBody.class).get("ruleset.version");
        given().contentType("application/json")
                .body(listed.getBytes(UTF_8))
                .post(query)
                .then()
                .statusCode(200)
                .body(at("outcome", equalTo("PROHIBITED")));
        problem(
                given().contentType("application/json")
                        .body(listed.getBytes(UTF_8))
                        .post(query.replace("record=false&", "")),
                409,
                "not-approved");
    }

    @Test
    @DisplayName(
            "every mistake of an upload is named by workbook, sheet and cell, and the workbook comes back with comments")
    void mistakesByCell() throws IOException {
        byte[] bad = new EditedWorkbook(workbook("provisions.xlsx"))
                .set("Calendar", "CN-2025-70.c", "from", "11.1.2027")
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "a tenth")
                .bytes();

        problem(upload("provisions.xlsx", bad), 422, "invalid-workbooks")
                .body(at("errors.workbook", hasItem("provisions.xlsx")))
                .body(at("errors.sheet", hasItems("Calendar", "Shares")))
                .body(at("errors.cell", not(hasItem((String) null))));
        byte[] back = upload("provisions.xlsx", bad, XLSX)
                .then()
                .statusCode(422)
                .contentType(XLSX)
                .extract()
                .asByteArray();
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(back))) {
            assertEquals(1, workbook.getSheet("Shares").getCellComments().size());
            assertEquals(1, workbook.getSheet("Calendar").getCellComments().size());
        }
        get(RULESETS).then().body(at("rulesets.state", not(hasItem("BROKEN"))));
    }

    @Test
    @DisplayName("what is no workbook of the law is refused, and nothing is kept of it")
    void otherFiles() {
        int before = get(RULESETS).as(JsonBody.class).getList("rulesets").size();

        problem(upload("macros.xlsm", new byte[10]), 422, "invalid-workbooks");
        problem(upload("unknown.xlsx", "no workbook".getBytes(UTF_8)), 422, "invalid-workbooks");
        problem(upload("provisions.xlsx", "no workbook".getBytes(UTF_8)), 422, "invalid-workbooks");
        problem(upload("ruleset.jar", "no kjar".getBytes(UTF_8)), 422, "invalid-workbooks");
        problem(given().multiPart("note", "no file").post(RULESETS), 422, "invalid-workbooks");
        assertEquals(
                before, get(RULESETS).as(JsonBody.class).getList("rulesets").size());
    }

    @Test
    @DisplayName(
            "a release that this installation signed can be uploaded again as a draft; with one byte flipped it is refused")
    void releases() {
        byte[] release = get(RULESETS + "/active/release")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        byte[] flipped = release.clone();
        flipped[flipped.length / 2] ^= 1;

        problem(upload("release.jar", flipped), 422, "invalid-workbooks");
        // the same version cannot be kept twice, so the untouched release gets as far as the store
        problem(upload("release.jar", release), 409, "version-exists")
                .body(at("detail", containsString("exists already")));
    }

    @Test
    @DisplayName("what nobody approved here is not signed for others")
    void draftsAreNotReleased() {
        String draft =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");

        problem(get(RULESETS + "/" + draft + "/release"), 409, "not-approved");
        given().delete(RULESETS + "/" + draft);
        problem(get(RULESETS + "/" + draft + "/release"), 409, "not-approved");
    }

    @Test
    @DisplayName("a draft that was made a released version behind the service decides nothing and is not shown as one")
    void aChangedRowDecidesNothing() throws SQLException {
        String draft =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        String address = DETERMINATIONS + "?ruleset=" + draft;
        problem(given().contentType("application/json").body(AFTER_THE_PAUSE).post(address), 409, "not-approved");
        get(RULESETS + "/" + draft).then().statusCode(200);

        sql(
                "UPDATE rulesets SET state = 'RETIRED', approved_by = 'somebody', approved_at = created_at WHERE version = '"
                        + draft + "'");

        problem(given().contentType("application/json").body(AFTER_THE_PAUSE).post(address), 500, "damaged-record");
        problem(get(RULESETS + "/" + draft), 500, "damaged-record");
        problem(get(RULESETS + "/" + draft + "/workbooks/provisions.xlsx"), 500, "damaged-record");

        sql("UPDATE rulesets SET state = 'DRAFT', approved_by = NULL, approved_at = NULL WHERE version = '" + draft
                + "'");
        given().delete(RULESETS + "/" + draft).then().statusCode(200);
    }

    @Test
    @DisplayName("a draft that was made the active version behind the service does not decide, and readiness says why")
    void aChangedRowDoesNotTakeOver() throws Exception {
        String draft =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        sql("UPDATE rulesets SET state = 'RETIRED' WHERE version = '" + first + "'");
        sql("UPDATE rulesets SET state = 'ACTIVE' WHERE version = '" + draft + "'");
        try {
            String ready = "";
            for (int i = 0; i < 100 && !ready.contains("ruleset " + draft + " was changed"); i++) {
                Thread.sleep(100);
                ready = get("/q/health/ready").asString();
            }
            assertTrue(ready.contains("ruleset " + draft + " was changed"), ready);
            given().contentType("application/json")
                    .body(AFTER_THE_PAUSE)
                    .post(DETERMINATIONS)
                    .then()
                    .statusCode(200)
                    .header("Guanka-Ruleset", first);
        } finally {
            sql("UPDATE rulesets SET state = 'DRAFT' WHERE version = '" + draft + "'");
            sql("UPDATE rulesets SET state = 'ACTIVE' WHERE version = '" + first + "'");
        }
        given().delete(RULESETS + "/" + draft).then().statusCode(200);
    }

    private void sql(String statement) throws SQLException {
        try (Connection store = DriverManager.getConnection(
                        "jdbc:sqlite:" + records.folder().resolve("guanka.db"));
                Statement change = store.createStatement()) {
            change.execute("PRAGMA busy_timeout = 10000");
            change.execute(statement);
        }
    }

    @Test
    @DisplayName("a list of an outside source is looked at, stopped where it shrinks, and becomes a draft")
    void aListIsTakenIn() {
        String unverified = "Unverified List (UVL) - Bureau of Industry and Security";
        byte[] list = ("source,name,start_date,alt_names,addresses,federal_register_notice\n\"" + unverified
                        + "\",Quillmere Valves Ltd,2026-09-01,,\"1 Road, AE\",91 FR 1\n")
                .getBytes(UTF_8);

        importOf(list)
                .post("/v1/imports")
                .then()
                .statusCode(422)
                .body(at("errors[0].parameter", equalTo("file")))
                .body(at("errors[0].message.en", containsString("US_UVL: ")))
                .body(at("errors[0].message.zh", containsString("US_UVL")));
        importOf(list)
                .multiPart("mayShrink", "true")
                .multiPart("preview", "true")
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .body(at("lists.find { it.list == 'US_UVL' }.added", equalTo(1)))
                .body(at("lists.find { it.list == 'US_UVL' }.gone", greaterThan(100)))
                .body(at("lists.find { it.list == 'US_SDN' }.inSource", equalTo(0)))
                .body(at("draft", nullValue()));
        String version = importOf(list)
                .multiPart("mayShrink", "true")
                .post("/v1/imports")
                .then()
                .statusCode(201)
                .body(at("draft.state", equalTo("DRAFT")))
                .body(at("draft.note", containsString("1 new")))
                .extract()
                .as(JsonBody.class)
                .get("draft.version");
        get(RULESETS + "/" + version + "/diff")
                .then()
                .statusCode(200)
                .body(at("sheets.sheet", equalTo(List.of("Unverified List"))))
                .body(at("sheets[0].added", hasSize(1)));
        given().delete(RULESETS + "/" + version).then().statusCode(200);
        importOf("no list".getBytes(UTF_8)).post("/v1/imports").then().statusCode(422);
        given().multiPart("file", "list.csv", list)
                .multiPart("source", "csl")
                .multiPart("retrieved", "soon")
                .post("/v1/imports")
                .then()
                .statusCode(422)
                .body(at("errors[0].parameter", equalTo("retrieved")));
    }

    private static io.restassured.specification.RequestSpecification importOf(byte[] list) {
        return given().multiPart("file", "list.csv", list)
                .multiPart("source", "csl")
                .multiPart("retrieved", "2026-09-29");
    }

    @Test
    @DisplayName("an edit voids the approval, and an approval holds for the digest that was seen alone")
    void editsVoidApprovals() {
        Response made = upload("provisions.xlsx", pauseExtended());
        String version = made.as(JsonBody.class).get("ruleset.version");
        String digest = made.as(JsonBody.class).get("ruleset.digest");
        step(version, "approval", "{\"digest\":\"" + digest + "\"}").then().statusCode(200);

        byte[] again = new EditedWorkbook(pauseExtended())
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "0.3")
                .bytes();
        Response edited = given().header("If-Match", "\"" + digest + "\"")
                .multiPart("workbook", "provisions.xlsx", again, XLSX)
                .put(RULESETS + "/" + version);

        edited.then().statusCode(200).body(at("ruleset.state", equalTo("DRAFT")));
        problem(step(version, "activation", ""), 409, "not-approved");
        problem(step(version, "approval", "{\"digest\":\"" + digest + "\"}"), 409, "changed");
        problem(
                given().header("If-Match", "\"" + digest + "\"")
                        .multiPart("workbook", "provisions.xlsx", again, XLSX)
                        .put(RULESETS + "/" + version),
                409,
                "changed");
    }

    @Test
    @DisplayName("an activation can be set for a time to come, and happens then")
    void planned() throws InterruptedException {
        String version =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        step(version, "approval", "{}").then().statusCode(200);
        Instant soon = Instant.now().plusSeconds(8);

        step(version, "activation", "{\"effective\":\"" + soon + "\"}")
                .then()
                .statusCode(200)
                .body(at("state", equalTo("APPROVED")))
                .body(at("scheduled.effective", notNullValue()));
        determine(AFTER_THE_PAUSE).then().header("Guanka-Ruleset", first);
        for (int i = 0;
                i < 200
                        && first.equals(
                                get(RULESETS + "/active").as(JsonBody.class).get("version"));
                i++) {
            Thread.sleep(200);
        }

        determine(AFTER_THE_PAUSE).then().header("Guanka-Ruleset", version);
    }

    @Test
    @DisplayName("while versions change under load no request fails, and every answer comes wholly from one version")
    void swappedUnderLoad() {
        String version =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        step(version, "approval", "{}").then().statusCode(200);
        Map<String, String> outcomes = Map.of(first, "LICENSE_REQUIRED", version, "NO_LICENSE_REQUIRED");
        AtomicBoolean going = new AtomicBoolean(true);
        var wrong = new ConcurrentLinkedQueue<String>();
        Set<String> seen = java.util.Collections.synchronizedSet(new HashSet<>());
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(CompletableFuture.runAsync(() -> {
                while (going.get()) {
                    Response answer = determine(AFTER_THE_PAUSE);
                    String by = answer.header("Guanka-Ruleset");
                    seen.add(by);
                    if (answer.statusCode() != 200
                            || !answer.as(JsonBody.class).get("ruleset.version").equals(by)
                            || !answer.as(JsonBody.class).get("outcome").equals(outcomes.get(by))) {
                        wrong.add(answer.statusCode() + " " + by + " "
                                + answer.as(JsonBody.class).get("outcome"));
                    }
                }
            }));
        }
        for (int swap = 0; swap < 4; swap++) {
            step(swap % 2 == 0 ? version : first, "activation", "{\"reason\":\"to and fro\"}")
                    .then()
                    .statusCode(200);
        }
        going.set(false);
        callers.forEach(CompletableFuture::join);

        assertEquals(List.of(), List.copyOf(wrong));
        assertEquals(Set.of(first, version), seen);
    }

    @Test
    @DisplayName(
            "a case that the check proposes is taken over into the draft, whose note stays; then its row is proven")
    void proposedCaseIsTakenOver() {
        byte[] parties = new EditedWorkbook(workbook("parties.xlsx"))
                .add(
                        "Entries",
                        "CN_CONTROL-2025-01-001",
                        "CN_CONTROL-2026-99-001",
                        Map.of(
                                "name en",
                                "Redwood Hypersonics",
                                "name zh",
                                "?",
                                "aliases",
                                "NONE",
                                "from",
                                "2026-12-01"))
                .bytes();
        Response made = upload("parties.xlsx", parties);
        made.then()
                .statusCode(201)
                .body(at("report.findings.code", hasItem("row-without-case")))
                .body(at("report.proposals", hasSize(1)));
        String version = made.as(JsonBody.class).get("ruleset.version");
        String key = made.as(JsonBody.class).get("report.proposals[0].key");
        problem(step(version, "cases", "{\"proposed\":[\"none\"]}"), 422, "invalid-step");
        problem(step("active", "cases", "{\"proposed\":[\"none\"]}"), 409, "changed");
        problem(step(version, "cases", "{\"retired\":[{\"case\":\"none\",\"reason\":\"over\"}]}"), 422, "invalid-step");
        problem(step(version, "cases", "{\"proposal\":[]}"), 422, "invalid-step");
        problem(step(version, "cases", "{}"), 422, "invalid-step");

        Response taken = step(version, "cases", "{\"proposed\":[\"" + key + "\"]}");
        taken.then()
                .statusCode(200)
                .body(at("ruleset.note", equalTo("why it changes")))
                .body(at("report.findings.code", not(hasItem("row-without-case"))))
                .body(at("report.proposals", hasSize(0)))
                .body(at("report.promises.find { it.id == '" + key + "' }.state", equalTo("HOLDS")));
        get(RULESETS + "/" + version + "/diff")
                .then()
                .body(at("sheets.workbook", hasItems("parties.xlsx", "cases.xlsx")));
        problem(
                given().contentType("application/json")
                        .header("If-Match", "\"" + made.as(JsonBody.class).get("ruleset.digest") + "\"")
                        .body("{\"proposed\":[\"" + key + "\"]}")
                        .post(RULESETS + "/" + version + "/cases"),
                409,
                "changed");
    }

    @Test
    @DisplayName(
            "a cell is changed on the page with the checks of an upload, and a case of a file is ended with a reason")
    void cellOnThePage() {
        Response made = upload(
                "provisions.xlsx",
                new EditedWorkbook(workbook("provisions.xlsx"))
                        .set("Calendar", "CN-2025-70.c", "note en", "read again")
                        .bytes());
        String version = made.as(JsonBody.class).get("ruleset.version");
        String grid = "/rulesets/" + version + "/grid";
        String page = get(grid + "?sheet=provisions.xlsx!Shares&row=CN-2025-61/1.1")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(page.contains(">CN-2025-61/1.1</textarea>"), page);
        type(grid, made.as(JsonBody.class).get("ruleset.digest"), page, "a tenth")
                .then()
                .statusCode(422)
                .body(containsString("`a tenth`"));
        type(grid, made.as(JsonBody.class).get("ruleset.digest"), page, "0.2")
                .then()
                .statusCode(303);

        Response report = get(RULESETS + "/" + version + "/report");
        report.then()
                .body(at("findings.code", hasItems("promise-broken", "case-moved")))
                .body(at("promises.find { it.id == 'exact-share' }.state", equalTo("BROKEN")))
                .body(at("cases.broken", hasItem("cn61-11-exact")));
        get(RULESETS + "/" + version).then().body(at("note", equalTo("why it changes")));
        get(grid + "?sheet=provisions.xlsx!Shares&only=on").then().body(containsString("<ins>0.2</ins>"));
        step(
                        version,
                        "cases",
                        "{\"retired\":[{\"case\":\"cn61-11-exact\",\"reason\":\"Announcement 99 raises the share\"}]}")
                .then()
                .statusCode(200)
                .body(at("report.cases.broken", not(hasItem("cn61-11-exact"))))
                .body(at("report.promises.find { it.id == 'cn61-11-exact' }.state", equalTo("RETIRED")));
    }

    /** Sends the form of the page with another threshold. */
    private static Response type(String grid, String digest, String page, String threshold) {
        var form = given().redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .formParam("digest", digest)
                .formParam("sheet", "provisions.xlsx!Shares")
                .formParam("key", "CN-2025-61/1.1")
                .formParam("what", "change");
        Matcher cells = Pattern.compile("name=\"cell\\.(\\d+)\"[^>]*>([^<]*)<").matcher(page);
        while (cells.find()) {
            String text = cells.group(2).equals("0.1") ? threshold : cells.group(2);
            form.formParam("cell." + cells.group(1), text.replace("&#39;", "'").replace("&amp;", "&"));
        }
        return form.post(grid);
    }

    @Test
    @DisplayName("a planned activation is taken back, and the version stays approved")
    void planIsTakenBack() {
        String version =
                upload("provisions.xlsx", pauseExtended()).as(JsonBody.class).get("ruleset.version");
        problem(given().delete(RULESETS + "/" + version + "/activation"), 409, "not-approved");
        step(version, "approval", "{}").then().statusCode(200);
        step(version, "activation", "{\"effective\":\"2020-01-01T00:00:00Z\"}")
                .then()
                .statusCode(422)
                .body(at("errors[0].pointer", equalTo("/effective")))
                .body(at("errors[0].code", equalTo("past")));
        step("active", "activation", "{\"effective\":\"2099-01-01T00:00:00Z\"}")
                .then()
                .statusCode(422)
                .body(at("errors[0].code", equalTo("decides-already")));
        step(version, "activation", "{\"effective\":\"2099-01-01T00:00:00Z\"}")
                .then()
                .statusCode(200)
                .body(at("scheduled", notNullValue()));
        given().delete(RULESETS + "/" + version + "/activation?reason=not+yet")
                .then()
                .statusCode(200)
                .body(at("state", equalTo("APPROVED")))
                .body(at("scheduled", nullValue()));
    }

    private static List<JsonBody> lines(Response response) {
        return response.then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(JsonBody::of)
                .toList();
    }
}
