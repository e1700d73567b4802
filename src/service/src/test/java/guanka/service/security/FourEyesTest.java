package guanka.service.security;

import static guanka.service.Requests.DETERMINATIONS;
import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.facts.rows.ListEntry;
import guanka.service.contract.JsonBody;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.EditedWorkbook;
import guanka.tables.VersionMark;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Law needs two people, whatever way the first one tries; and whoever was refused is in the log. */
@QuarkusTest
@WithTestResource(value = Issuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class FourEyesTest {

    private static final String RULESETS = "/v1/rulesets";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final ObjectMapper JSON = new ObjectMapper();

    Issuer issuer;

    @Inject
    ActiveRuleset rulesets;

    private RequestSpecification as(String person, String... roles) {
        return given().header("Authorization", "Bearer " + issuer.token(person, List.of(roles)));
    }

    private RequestSpecification ann() {
        return as("ann", Roles.ANALYST, Roles.APPROVER);
    }

    private RequestSpecification bert() {
        return as("bert", Roles.ANALYST);
    }

    private RequestSpecification cora() {
        return as("cora", Roles.APPROVER);
    }

    private RequestSpecification auditor() {
        return as("audit-1", Roles.AUDITOR);
    }

    private byte[] workbook(String version, String name) {
        return cora().get(RULESETS + "/" + version + "/workbooks/" + name)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    /** The provisions of a version as its kjar holds them, which never had a mark. */
    private byte[] unmarked(String version) {
        byte[] kjar = cora().get(RULESETS + "/" + version + "/kjar")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try (var entries = new ZipInputStream(new ByteArrayInputStream(kjar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith("/provisions.xlsx")) {
                    return entries.readAllBytes();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("no provisions in " + version);
    }

    /** Magnets of this form of goods are no longer caught: what an author would rather approve himself. */
    private byte[] evil(String version) {
        return new EditedWorkbook(workbook(version, "provisions.xlsx"))
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "99")
                .bytes();
    }

    private byte[] typo(String version, String share) {
        return new EditedWorkbook(workbook(version, "provisions.xlsx"))
                .set("Shares", "US-EAR/734.4/general", "threshold percent", share)
                .bytes();
    }

    private Response draft(RequestSpecification who, String base, byte[] workbook) {
        RequestSpecification upload = who.multiPart("workbook", "provisions.xlsx", workbook, XLSX);
        Response made = (base == null ? upload : upload.multiPart("base", base)).post(RULESETS);
        made.then().statusCode(201);
        return made;
    }

    private Response step(RequestSpecification who, String version, String step, String more) {
        String digest = cora().get(RULESETS + "/" + version).as(JsonBody.class).get("digest");
        return who.contentType("application/json")
                .body("{\"digest\":\"" + digest + "\",\"acceptErrors\":true" + more + "}")
                .post(RULESETS + "/" + version + "/" + step);
    }

    private Response approve(RequestSpecification who, String version) {
        return step(who, version, "approval", "");
    }

    private Response activate(RequestSpecification who, String version, String reason) {
        String digest = cora().get(RULESETS + "/" + version).as(JsonBody.class).get("digest");
        return who.contentType("application/json")
                .body("{\"digest\":\"" + digest + "\",\"reason\":\"" + reason + "\"}")
                .post(RULESETS + "/" + version + "/activation");
    }

    private String active() {
        return cora().get(RULESETS + "/active").as(JsonBody.class).get("version");
    }

    /** What the log holds of a kind, or of all that begin so. */
    private List<JsonNode> events(String kind) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : auditor().get("/v1/audit/records").asString().split("\n")) {
            JsonNode record = JSON.readTree(line);
            if (record.at("/header/kind").asText().startsWith(kind)) {
                events.add(((ObjectNode) JSON.readTree(
                                Base64.getDecoder().decode(record.path("answer").asText())))
                        .put("kind", record.at("/header/kind").asText())
                        .put("actor", record.at("/header/actor").asText()));
            }
        }
        return events;
    }

    @Test
    @DisplayName("an author stays one when a colleague edits his draft after him, and the refusal is in the log")
    void anEditLaundersNobody() throws Exception {
        Response made = draft(ann(), null, evil(active()));
        String version = made.as(JsonBody.class).get("ruleset.version");
        problem(approve(ann(), version), 403, "forbidden").body(at("detail", containsString("`ann`")));
        problem(approve(as("Ann", Roles.APPROVER), version), 403, "forbidden");
        String digest = made.as(JsonBody.class).get("ruleset.digest");
        bert().header("If-Match", "\"" + digest + "\"")
                .multiPart("workbook", "provisions.xlsx", typo(version, "24"), XLSX)
                .put(RULESETS + "/" + version)
                .then()
                .statusCode(200)
                .body(at("ruleset.author", equalTo("bert")))
                .body(at("ruleset.authors", hasItems("ann", "bert")));

        problem(approve(ann(), version), 403, "forbidden");
        problem(activate(ann(), version, "at once"), 409, "not-approved");
        approve(cora(), version).then().statusCode(200).body(at("report", notNullValue()));

        List<JsonNode> refused = events("REQUEST_REFUSED");
        assertTrue(
                refused.stream()
                        .anyMatch(event -> event.path("actor").asText().equals("ann")
                                && event.path("path").asText().equals(RULESETS + "/" + version + "/approval")
                                && event.path("status").asInt() == 403),
                refused::toString);
        assertTrue(
                refused.stream()
                        .anyMatch(event -> event.path("path").asText().equals(RULESETS + "/" + version + "/activation")
                                && event.path("status").asInt() == 409),
                refused::toString);
    }

    @Test
    @DisplayName("a draft upon a draft shows all of it against what decides, and its authors are those of both")
    void aDraftUponADraftHidesNothing() {
        String deciding = active();
        Response evil = draft(ann(), null, evil(deciding));
        String first = evil.as(JsonBody.class).get("ruleset.version");
        Response made = draft(bert(), first, typo(first, "24"));
        String version = made.as(JsonBody.class).get("ruleset.version");
        made.then()
                .body(at("ruleset.authors", hasItems("ann", "bert")))
                .body(at("ruleset.outdated", notNullValue()))
                .body(at("report.base.version", equalTo(deciding)))
                .body(at("report.cases.broken", hasSize(greaterThan(0))));

        cora().get(RULESETS + "/" + version + "/diff")
                .then()
                .body(at("base.version", equalTo(deciding)))
                .body(at("sheets[0].changed.key", hasItems("CN-2025-61/1.1", "US-EAR/734.4/general")));
        String impact = cora().post(RULESETS + "/" + version + "/impact").asString();
        assertTrue(impact.contains("\"base\":{\"version\":\"" + deciding + "\""), impact);
        problem(approve(ann(), version), 403, "forbidden");
        problem(approve(cora(), version), 409, "outdated-base");
    }

    private String version(Response made) {
        return made.as(JsonBody.class).get("ruleset.version");
    }

    private byte[] remarked(String version, String note) {
        return new EditedWorkbook(workbook(version, "provisions.xlsx"))
                .set("Calendar", "CN-2025-70.c", "note en", note)
                .bytes();
    }

    @Test
    @DisplayName(
            "whoever drafted what a colleague hands in again is an author of it: by its mark, whatever became of the draft")
    void aCopyLaundersNobody() {
        String deciding = active();
        String hers = version(draft(ann(), null, evil(deciding)));
        Response copied = draft(bert(), null, typo(hers, "24"));
        copied.then()
                .body(at("ruleset.parent", equalTo(deciding)))
                .body(at("ruleset.author", equalTo("bert")))
                .body(at("ruleset.authors", equalTo(List.of("ann", "bert"))))
                .body(at("workbooks[0].version", equalTo(deciding)))
                .body(at("workbooks[0].recognised", equalTo("MARK")))
                .body(at("workbooks[0].draft", equalTo(hers)));
        assertEquals("99", cell(version(copied), "Shares", "CN-2025-61/1.1", "threshold percent"));
        problem(approve(ann(), version(copied)), 403, "forbidden");

        // a copy of the copy, and her row put into a draft that was another's alone
        draft(as("dora", Roles.ANALYST), null, remarked(version(copied), "read again"))
                .then()
                .body(at("ruleset.authors", equalTo(List.of("ann", "bert", "dora"))));
        Response own = draft(bert(), null, typo(deciding, "23"));
        own.then().body(at("ruleset.authors", equalTo(List.of("bert")))).body(at("workbooks[0].draft", nullValue()));
        put(bert(), version(own), workbook(hers, "provisions.xlsx"))
                .then()
                .statusCode(200)
                .body(at("ruleset.authors", equalTo(List.of("ann", "bert"))));
        problem(approve(ann(), version(own)), 403, "forbidden");

        // by what it held when it was downloaded, though it was edited and given up since
        byte[] before = typo(hers, "24");
        put(ann(), hers, stricter(hers)).then().statusCode(200);
        draft(bert(), null, before).then().body(at("ruleset.authors", equalTo(List.of("ann", "bert"))));
        String digest = cora().get(RULESETS + "/" + hers).as(JsonBody.class).get("digest");
        ann().header("If-Match", "\"" + digest + "\"")
                .delete(RULESETS + "/" + hers)
                .then()
                .statusCode(200);
        draft(bert(), null, typo(hers, "24")).then().body(at("ruleset.authors", equalTo(List.of("ann", "bert"))));
        draft(bert(), hers, typo(hers, "24")).then().body(at("ruleset.authors", equalTo(List.of("ann", "bert"))));
    }

    @Test
    @DisplayName(
            "each workbook brings the authors of its own draft, without a mark by its rows; approved and unknown ones bring none")
    void authorsComeWithEachWorkbook() {
        String deciding = active();
        String hers = version(draft(ann(), null, evil(deciding)));
        byte[] regimes = workbook(deciding, "us-controls.xlsx");
        String doras = version(as("dora", Roles.ANALYST)
                .multiPart("workbook", "us-controls.xlsx", regimes, XLSX)
                .multiPart("workbook", "provisions.xlsx", remarked(deciding, "read by dora"), XLSX)
                .post(RULESETS));
        bert().multiPart("workbook", "provisions.xlsx", workbook(hers, "provisions.xlsx"), XLSX)
                .multiPart("workbook", "us-controls.xlsx", workbook(doras, "us-controls.xlsx"), XLSX)
                .post(RULESETS)
                .then()
                .statusCode(201)
                .body(at("ruleset.authors", equalTo(List.of("ann", "bert", "dora"))))
                .body(at("workbooks.draft", equalTo(List.of(hers, doras))));

        byte[] bare = new EditedWorkbook(unmarked(hers))
                .set("Shares", "US-EAR/734.4/general", "threshold percent", "24")
                .bytes();
        Response byRows = draft(bert(), null, bare);
        byRows.then().body(at("ruleset.authors", equalTo(List.of("ann", "bert"))));
        problem(approve(ann(), version(byRows)), 403, "forbidden");
        // two drafts, each as near by other rows: either may have been the source
        draft(as("erik", Roles.ANALYST), null, typo(deciding, "26"));
        byte[] either = new EditedWorkbook(unmarked(hers))
                .set("Shares", "US-EAR/734.4/general", "threshold percent", "26")
                .bytes();
        draft(bert(), null, either).then().body(at("ruleset.authors", hasItems("ann", "erik")));
        byte[] unknown = new VersionMark("2026.99.9", "sha256:" + "0".repeat(64)).in(typo(deciding, "22.5"));
        draft(bert(), null, unknown).then().body(at("ruleset.authors", equalTo(List.of("bert"))));

        approve(cora(), hers).then().statusCode(200);
        draft(bert(), null, remarked(hers, "of an approved one"))
                .then()
                .body(at("ruleset.authors", equalTo(List.of("bert"))))
                .body(at("workbooks[0].draft", nullValue()));
    }

    private Response put(RequestSpecification who, String version, byte[] workbook) {
        String digest = cora().get(RULESETS + "/" + version).as(JsonBody.class).get("digest");
        return who.header("If-Match", "\"" + digest + "\"")
                .multiPart("workbook", "provisions.xlsx", workbook, XLSX)
                .put(RULESETS + "/" + version);
    }

    private Response decided(ObjectNode shipment, String version) {
        return as("shop", Roles.CALLER)
                .contentType("application/json")
                .queryParam("record", false)
                .queryParam("ruleset", version)
                .body(shipment.toString())
                .post(DETERMINATIONS);
    }

    private static String answer(Response decided, String expected) {
        String policy = decided.as(JsonBody.class).get("reviewPolicy");
        return decided.as(JsonBody.class).get("outcome") + (expected.contains(", ") ? ", " + policy : "");
    }

    @Tag("long")
    @Test
    @DisplayName(
            "the guide's whole announcement is typed, checked, proven, approved by a colleague and put into force, and each day is answered as it says")
    void aWholeAnnouncement() throws Exception {
        var announcement = new WholeAnnouncement();
        String deciding = active();
        RequestSpecification upload = bert().multiPart("note", WholeAnnouncement.TITLE);
        announcement
                .typed(name -> workbook(deciding, name))
                .forEach((name, book) -> upload.multiPart("workbook", name, book.bytes(), XLSX));
        Response made = upload.post(RULESETS);
        made.then()
                .statusCode(201)
                .body(at("report.counts.errors", equalTo(0)))
                .body(at("report.findings.code", not(hasItems("copied"))))
                .body(at("report.findings.code", not(hasItems("row-not-reached"))))
                .body(at("report.findings.code", not(hasItems("changes-the-past"))));
        String version = made.as(JsonBody.class).get("ruleset.version");

        List<String> proposed = made.as(JsonBody.class).get("report.proposals.key");
        Response proven = bert().contentType("application/json")
                .body(JSON.writeValueAsString(Map.of("proposed", proposed)))
                .post(RULESETS + "/" + version + "/cases");
        proven.then()
                .statusCode(200)
                .body(at("report.counts.errors", equalTo(0)))
                .body(at("report.findings.code", not(hasItems("row-without-case"))));
        List<List<String>> added = cora().get(RULESETS + "/" + version + "/diff")
                .as(JsonBody.class)
                .get("sheets.added.key");
        Set<String> keys = new HashSet<>();
        added.forEach(keys::addAll);
        assertTrue(keys.containsAll(announcement.keys()), keys::toString);
        assertTrue(keys.containsAll(proposed), keys::toString);
        cora().post(RULESETS + "/" + version + "/impact").then().statusCode(200);

        problem(approve(bert(), version), 403, "forbidden");
        approve(cora(), version).then().statusCode(200);
        activate(cora(), version, WholeAnnouncement.TITLE).then().statusCode(200);
        assertEquals(version, active());
        for (WholeAnnouncement.Promise promise : announcement.promises()) {
            assertEquals(
                    promise.before(),
                    answer(decided(promise.shipment(), deciding), promise.before()),
                    promise + " before");
            assertEquals(
                    promise.expected(),
                    answer(decided(promise.shipment(), version), promise.expected()),
                    promise + " after");
        }
        String facts = "/lines/0/controlCodes/0 = 1C997.a; /exportDate = 2026-12-20";
        decided(WholeAnnouncement.shipment("cn18-never-suspended", facts), version)
                .then()
                .body(at("obligations.find { it.duty == 'REPORT_AFTER_EXPORT' }.due", equalTo("2026-12-30")));
        decided(WholeAnnouncement.shipment("cn18-never-suspended", facts + "; /lines/0/form = PHOSPHOR"), version)
                .then()
                .body(at("findings.findAll { it.effect == 'NOT_CONTROLLED' }.provision", hasItems("CN-2026-97/1")));
        activate(cora(), deciding, "tried").then().statusCode(200);
    }

    private Response asksToClear(RequestSpecification who, String party, String entry) {
        return who.contentType("application/json")
                .body("{\"party\":" + party + ",\"entry\":\"" + entry
                        + "\",\"reason\":\"another company: looked up in the register\",\"until\":\""
                        + LocalDate.now().plusYears(2) + "\"}")
                .post("/v1/clearances");
    }

    private Response decided(String facts) {
        return as("shop", Roles.CALLER)
                .contentType("application/json")
                .body(facts)
                .post(DETERMINATIONS);
    }

    @Test
    @DisplayName(
            "a clearance needs a second person; then decisions and screenings set the match aside and say so, until it is revoked")
    void aClearanceNeedsASecondPerson() throws Exception {
        ListEntry entry = rulesets.edition().ruleset().rows(ListEntry.class).stream()
                .filter(one -> one.list().equals("CN_CONTROL")
                        && one.kind().equals("ORGANISATION")
                        && one.until() == null
                        && one.pause() == null
                        && one.name().en().matches("[A-Za-z ]{16,}"))
                .findFirst()
                .orElseThrow();
        String name = entry.name().en().toUpperCase(Locale.ROOT);
        String party = "{\"name\":\"" + name + "\",\"country\":\"" + entry.country() + "\"}";
        String facts = """
                {"exportDate":"%s","exportFrom":"CN","destination":"US","jurisdictions":["CN"],
                 "parties":[{"id":"buyer","name":"%s","country":"%s","roles":["CONSIGNEE","END_USER"],"military":false,"notListed":true}],
                 "ownership":[],"endUse":{"purposes":["CIVIL"]},
                 "lines":[{"id":"1","controlCodes":["CN:1C905.a.4"],"form":"OTHER","origin":"CN",
                           "value":{"amount":"10","currency":"EUR"},"content":[],"technologies":[]}]}""".formatted(LocalDate.now(), name, entry.country());
        decided(facts).then().statusCode(200).body(at("outcome", equalTo("PROHIBITED")));

        problem(asksToClear(bert(), "{\"name\":\"" + name + "\"}", entry.key()), 422, "invalid-clearance")
                .body(at("errors.pointer", hasItems("/party/country")));
        problem(asksToClear(bert(), party, "NO-SUCH-ENTRY"), 422, "invalid-clearance")
                .body(at("errors.pointer", hasItems("/entry")));
        problem(asksToClear(bert(), party.replace(name, "Muster Antriebe GmbH"), entry.key()), 422, "invalid-clearance")
                .body(at("errors[0].code", equalTo("no-match")));
        String own = asksToClear(ann(), party, entry.key())
                .then()
                .statusCode(201)
                .extract()
                .as(JsonBody.class)
                .get("id");
        problem(ann().post("/v1/clearances/" + own + "/approval"), 403, "forbidden");
        String id = asksToClear(bert(), party, entry.key())
                .then()
                .statusCode(201)
                .body(at("state", equalTo("ASKED")))
                .body(at("askedBy", equalTo("bert")))
                .body(at("holds", equalTo(false)))
                .extract()
                .as(JsonBody.class)
                .get("id");
        decided(facts).then().body(at("outcome", equalTo("PROHIBITED")));
        String page = ann().get("/clearances").asString();
        assertTrue(page.contains(name) && page.contains("/clearances/" + id + "/approval"), page);
        assertFalse(page.contains("/clearances/" + own + "/approval"), page);
        assertFalse(
                as("Ann", Roles.ANALYST, Roles.APPROVER)
                        .get("/clearances")
                        .asString()
                        .contains("/clearances/" + own + "/approval"),
                "nor under another spelling of her name");

        cora().post("/v1/clearances/" + id + "/approval")
                .then()
                .statusCode(200)
                .body(at("approvedBy", equalTo("cora")))
                .body(at("holds", equalTo(true)));
        problem(cora().post("/v1/clearances/" + id + "/approval"), 409, "clearance-state");
        Response cleared = decided(facts);
        cleared.then()
                .statusCode(200)
                .body(at("outcome", not(equalTo("PROHIBITED"))))
                .body(at("findings.find { it.effect == 'CLEARED_BY_CALLER' }.clearance.id", equalTo(id)))
                .body(at("findings.find { it.effect == 'CLEARED_BY_CALLER' }.clearance.askedBy", equalTo("bert")))
                .body(at("findings.find { it.effect == 'CLEARED_BY_CALLER' }.clearance.approvedBy", equalTo("cora")));
        String record = DETERMINATIONS + "/" + cleared.as(JsonBody.class).get("id");
        String kept = auditor().get(record + "/facts").asString();
        assertTrue(kept.startsWith(facts.substring(0, facts.length() - 1) + ",\"clearances\":[{\"id\":\"" + id), kept);
        problem(decided(kept), 422, "invalid-facts").body(at("errors[0].pointer", equalTo("/clearances")));
        String exact = facts.replace("\"amount\":\"10\"", "\"amount\":12345678901234567890.12");
        for (String none : List.of("{ \"clearances\" : [] , ", "{\"clearances\":[],")) {
            String again = DETERMINATIONS + "/"
                    + decided(none + exact.substring(1)).as(JsonBody.class).get("id");
            String told = auditor().get(again + "/facts").asString();
            assertTrue(told.contains("12345678901234567890.12") && told.endsWith("}]}"), told);
            assertTrue(told.indexOf("clearances") > told.indexOf("technologies"), told);
        }
        decided(facts.replace("\"country\"", "\"aliases\":[\"Somebody Else\"],\"country\""))
                .then()
                .body(at("outcome", equalTo("PROHIBITED")));
        as("shop", Roles.CALLER)
                .contentType("application/json")
                .body("{\"parties\":[" + party + "]}")
                .post("/v1/screenings")
                .then()
                .body(at("parties[0].matches.find { it.entry == '" + entry.key() + "' }.clearance.id", equalTo(id)));
        String keyed = decidedOnce(facts, "cleared-1")
                .header("Idempotency-Replayed", nullValue())
                .extract()
                .asString();
        decidedOnce(facts, "cleared-1").header("Idempotency-Replayed", equalTo("true"));

        bert().contentType("application/json")
                .body("{\"reason\":\"it is the listed company after all\"}")
                .post("/v1/clearances/" + id + "/revocation")
                .then()
                .statusCode(200)
                .body(at("state", equalTo("ENDED")))
                .body(at("endedBecause", equalTo("it is the listed company after all")));
        decided(facts).then().body(at("outcome", equalTo("PROHIBITED")));
        decidedOnce(" " + facts, "cleared-1")
                .header("Idempotency-Replayed", equalTo("true"))
                .body(equalTo(keyed));
        auditor().post(record + "/replay").then().statusCode(200).body(at("same", equalTo(true)));
        auditor().get("/v1/clearances").then().body(at("clearances.id", hasItems(id, own)));

        List<JsonNode> steps = events("CLEARANCE_CHANGED");
        assertEquals(
                List.of("ASKED", "APPROVED", "ENDED"),
                steps.stream()
                        .filter(step -> step.path("id").asText().equals(id))
                        .map(step -> step.path("state").asText())
                        .toList());
        assertFalse(steps.toString().contains(name), "the log forgets nothing, so it names nobody");
        assertTrue(
                events("REQUEST_REFUSED").stream()
                        .anyMatch(event -> event.path("path").asText().equals("/v1/clearances/" + own + "/approval")
                                && event.path("actor").asText().equals("ann")),
                "who may not approve is in the log");
    }

    private ValidatableResponse decidedOnce(String facts, String key) {
        return as("shop", Roles.CALLER)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(facts)
                .post(DETERMINATIONS)
                .then()
                .statusCode(200);
    }

    private byte[] stricter(String version) {
        return new EditedWorkbook(workbook(version, "provisions.xlsx"))
                .set("Shares", "CN-2025-61/1.1", "threshold percent", "0.05")
                .bytes();
    }

    private String cell(String version, String sheet, String key, String header) {
        return new EditedWorkbook(workbook(version, "provisions.xlsx")).get(sheet, key, header);
    }

    @Test
    @DisplayName(
            "a draft is put upon what decides now: both changes stand, its authors stay, the same cell twice is named")
    void aDraftIsPutUponWhatDecides() {
        String deciding = active();
        byte[] old = workbook(deciding, "provisions.xlsx");
        String first =
                draft(bert(), null, typo(deciding, "21")).as(JsonBody.class).get("ruleset.version");
        String other = draft(ann(), null, stricter(deciding)).as(JsonBody.class).get("ruleset.version");
        String same =
                draft(ann(), null, typo(deciding, "22")).as(JsonBody.class).get("ruleset.version");
        approve(cora(), first).then().statusCode(200);
        activate(cora(), first, "first").then().statusCode(200);
        problem(approve(cora(), other), 409, "outdated-base");

        problem(bert().post(RULESETS + "/" + same + "/rebase"), 409, "rebase-conflicts")
                .body(at("errors", hasSize(1)))
                .body(at("errors[0].workbook", equalTo("provisions.xlsx")))
                .body(at("errors[0].sheet", equalTo("Shares")))
                .body(at("errors[0].cell", notNullValue()))
                .body(at("errors[0].message.en", containsString("`21`")))
                .body(at("errors[0].message.en", containsString("`22`")));
        bert().post(RULESETS + "/" + other + "/rebase")
                .then()
                .statusCode(200)
                .body(at("ruleset.parent", equalTo(first)))
                .body(at("ruleset.outdated", nullValue()))
                .body(at("ruleset.state", equalTo("DRAFT")))
                .body(at("ruleset.authors", hasItems("ann", "bert")));

        assertEquals("21", cell(other, "Shares", "US-EAR/734.4/general", "threshold percent"));
        assertEquals("0.05", cell(other, "Shares", "CN-2025-61/1.1", "threshold percent"));
        problem(approve(ann(), other), 403, "forbidden");
        approve(cora(), other).then().statusCode(200);
        activate(cora(), other, "second").then().statusCode(200);

        // a workbook that was downloaded before both of them changes what its author has typed and no more
        Response late = draft(
                bert(),
                null,
                new EditedWorkbook(old)
                        .set("Calendar", "CN-2025-70.c", "note en", "read again")
                        .bytes());
        late.then()
                .body(at("workbooks[0].version", equalTo(deciding)))
                .body(at("workbooks[0].recognised", equalTo("MARK")))
                .body(at("ruleset.parent", equalTo(other)));
        String latest = late.as(JsonBody.class).get("ruleset.version");
        assertEquals("21", cell(latest, "Shares", "US-EAR/734.4/general", "threshold percent"));
        assertEquals("0.05", cell(latest, "Shares", "CN-2025-61/1.1", "threshold percent"));
        assertEquals("read again", cell(latest, "Calendar", "CN-2025-70.c", "note en"));
        problem(
                bert().multiPart(
                                "workbook",
                                "provisions (1).xlsx",
                                new EditedWorkbook(old)
                                        .set("Shares", "US-EAR/734.4/general", "threshold percent", "23")
                                        .bytes(),
                                XLSX)
                        .post(RULESETS),
                409,
                "rebase-conflicts");

        // so does one whose mark a program has dropped, though both changes have been put in force since
        Response bare = draft(
                bert(),
                null,
                new EditedWorkbook(unmarked(deciding))
                        .set("Calendar", "CN-2025-70.c", "note en", "read by rows")
                        .bytes());
        bare.then()
                .body(at("workbooks[0].version", equalTo(deciding)))
                .body(at("workbooks[0].recognised", equalTo("ROWS")));
        String byRows = bare.as(JsonBody.class).get("ruleset.version");
        assertEquals("21", cell(byRows, "Shares", "US-EAR/734.4/general", "threshold percent"));
        assertEquals("0.05", cell(byRows, "Shares", "CN-2025-61/1.1", "threshold percent"));
        assertEquals("read by rows", cell(byRows, "Calendar", "CN-2025-70.c", "note en"));
        activate(cora(), deciding, "back").then().statusCode(200);
    }

    @Test
    @DisplayName(
            "what was activated since is not undone by a draft made before: not at approval, activation or its hour")
    void nothingIsUndoneUnseen() throws Exception {
        String deciding = active();
        String tightened =
                draft(bert(), null, typo(deciding, "20")).as(JsonBody.class).get("ruleset.version");
        String approvedBefore =
                draft(bert(), null, typo(deciding, "24")).as(JsonBody.class).get("ruleset.version");
        String planned =
                draft(bert(), null, typo(deciding, "26")).as(JsonBody.class).get("ruleset.version");
        String late =
                draft(bert(), null, typo(deciding, "27")).as(JsonBody.class).get("ruleset.version");
        for (String version : List.of(tightened, approvedBefore, planned)) {
            approve(cora(), version).then().statusCode(200);
        }
        Instant soon = Instant.now().plusSeconds(20);
        String digest = cora().get(RULESETS + "/" + planned).as(JsonBody.class).get("digest");
        cora().contentType("application/json")
                .body("{\"digest\":\"" + digest + "\",\"effective\":\"" + soon + "\"}")
                .post(RULESETS + "/" + planned + "/activation")
                .then()
                .statusCode(200)
                .body(at("scheduled", notNullValue()));

        activate(cora(), tightened, "tightened").then().statusCode(200);
        problem(approve(cora(), late), 409, "outdated-base");
        problem(activate(cora(), approvedBefore, "a typo"), 409, "outdated-base");
        for (int i = 0;
                i < 200
                        && cora().get(RULESETS + "/" + planned)
                                        .as(JsonBody.class)
                                        .get("scheduled")
                                != null;
                i++) {
            Thread.sleep(200);
        }
        cora().get(RULESETS + "/" + planned)
                .then()
                .body(at("scheduled", nullValue()))
                .body(at("state", equalTo("APPROVED")));
        assertEquals(tightened, active());
        assertTrue(events("RULESET_UNSCHEDULED").stream()
                .anyMatch(event -> event.path("version").asText().equals(planned)
                        && event.path("refused").asText().contains(tightened)));

        activate(cora(), deciding, "the test is over").then().statusCode(200);
        activate(cora(), approvedBefore, "what it was made from decides again")
                .then()
                .statusCode(200);
        activate(cora(), deciding, "the test is over").then().statusCode(200);
    }

    @Tag("long")
    @Test
    @DisplayName(
            "two analysts work at once in any order: no change is lost without a named conflict, and the log tells each step")
    void nothingIsLostInAnyOrder() throws Exception {
        String first = active();
        int rounds = Integer.getInteger("guanka.interleavings", 1);
        for (int seed = 1; seed <= rounds; seed++) {
            var round = new TwoAnalysts(seed, this::ann, this::bert, this::cora);
            round.play();
            List<String> logged = events("RULESET_").stream()
                    .filter(event ->
                            round.versions().contains(event.path("version").asText()))
                    .map(event -> event.path("kind").asText() + " "
                            + event.path("version").asText() + " by "
                            + event.path("actor").asText())
                    .toList();
            assertEquals(round.steps(), logged, "seed " + seed);
        }
        activate(cora(), first, "the test is over").then().statusCode(200);
    }

    @Test
    @DisplayName("an approval is of the check report that was looked at")
    void theReportIsPartOfTheApproval() {
        String version =
                draft(bert(), null, typo(active(), "24")).as(JsonBody.class).get("ruleset.version");
        Response report = cora().get(RULESETS + "/" + version + "/report");
        String named = report.header("ETag").replace("W/", "").replace("\"", "");
        problem(step(cora(), version, "approval", ",\"report\":\"sha256:00\""), 409, "changed")
                .body(at("detail", containsString(named)));
        step(cora(), version, "approval", ",\"report\":\"" + named + "\"")
                .then()
                .statusCode(200)
                .body(at("report", equalTo(named)));
    }

    @Test
    @DisplayName("uploads at the same time get versions of their own")
    void parallelUploads() {
        byte[] workbook = typo(active(), "24");
        List<CompletableFuture<Response>> uploads = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            uploads.add(CompletableFuture.supplyAsync(() -> draft(bert(), null, workbook)));
        }
        Set<String> versions = new HashSet<>();
        uploads.forEach(upload -> versions.add(upload.join().as(JsonBody.class).get("ruleset.version")));
        assertEquals(5, versions.size(), versions.toString());
    }

    @Test
    @DisplayName("names of files and texts that cannot be kept are mistakes, not failures")
    void oddTexts() {
        byte[] workbook = typo(active(), "24");
        for (String name : List.of("../../etc/passwd.xlsx", "a/b.xlsx", "a\u202Eb.xlsx", "<b>.xlsx", ".xlsx")) {
            problem(bert().multiPart("workbook", name, workbook, XLSX).post(RULESETS), 422, "invalid-workbooks");
        }
        problem(
                bert().multiPart("workbook", "provisions.xlsx", workbook, XLSX)
                        .multiPart("note", "a\u0000b")
                        .post(RULESETS),
                422,
                "invalid-parameters");
        String version = draft(bert(), null, workbook).as(JsonBody.class).get("ruleset.version");
        problem(step(cora(), version, "approval", ",\"note\":\"a\\u0000b\""), 422, "invalid-step");
        step(cora(), version, "approval", ",\"note\":\"" + "x".repeat(2000) + "\"")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("nobody approves as somebody else by another spelling of his name")
    void oneNameInTwoSpellings() {
        String version = version(draft(as("ann wei\u00DF", Roles.ANALYST), null, typo(active(), "24")));
        for (String name : List.of("ANN WEI\u1E9E", "Ann Weiss", "annwei\u00DF")) {
            problem(approve(as(name, Roles.APPROVER), version), 403, "forbidden")
                    .body(at("detail", containsString("`" + name + "` had a hand")));
        }
        approve(as("ann weis", Roles.APPROVER), version).then().statusCode(200);
    }

    @Test
    @DisplayName("nobody is taken for the service itself, and names that cannot be read are none")
    void namesOfActors() throws Exception {
        for (String name : List.of(
                "guanka",
                "retention",
                "operator",
                "Guanka",
                "x".repeat(256),
                "a\u0000b",
                "a\nb",
                "a\u202Eb",
                " a",
                "a\u00A0b",
                "\u0430nn",
                "a\u0301nn",
                "\uFF41nn",
                "ann\u1680lee",
                "ann\u034F",
                "ann\uFE0F",
                "an\u2800n",
                "an\u3164n",
                "guanka\u034F",
                "guan ka",
                "\uD800")) {
            Response refused = as(name, Roles.CALLER)
                    .contentType("application/json")
                    .body(SHIPMENT)
                    .post(DETERMINATIONS);
            assertTrue(refused.statusCode() == 403 || refused.statusCode() == 401, name + ": " + refused.statusCode());
        }
        as("x".repeat(255), Roles.CALLER)
                .contentType("application/json")
                .body(SHIPMENT)
                .post(DETERMINATIONS)
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("a foreign record that was asked for is in the log, and a flood of refusals is counted, not listed")
    void refusalsAreInTheLog() throws Exception {
        String record = as("c-1", Roles.CALLER)
                .contentType("application/json")
                .body(SHIPMENT)
                .post(DETERMINATIONS)
                .as(JsonBody.class)
                .get("id");
        as("curious", Roles.CALLER)
                .get(DETERMINATIONS + "/" + record + "/facts")
                .then()
                .statusCode(404);
        assertTrue(
                events("REQUEST_REFUSED").stream()
                        .anyMatch(event -> event.path("actor").asText().equals("curious")
                                && event.path("path").asText().endsWith(record)),
                "the foreign record");
        for (int i = 0; i < 60; i++) {
            as("flooder", Roles.CALLER).get(RULESETS).then().statusCode(403);
            given().header("Authorization", "Bearer a.b.c").get(RULESETS).then().statusCode(401);
        }
        long told = events("REQUEST_REFUSED").stream()
                .filter(event -> event.path("actor").asText().equals("flooder"))
                .count();
        assertTrue(told > 0 && told <= 20, told + " of 60 are told one by one");
    }

    @Test
    @DisplayName("a key stands for one request: with another ruleset or explanation it is refused")
    void keysStandForOneRequest() {
        for (String[] pair : new String[][] {
            {"", "?explain=full"}, {"?explain=full", ""}, {"?ruleset=" + active(), ""}, {"", "?ruleset=" + active()}
        }) {
            String key = "key-" + String.join("|", pair).replaceAll("[^a-z]", "-") + pair[0].length();
            Response first = keyed(key, pair[0]);
            first.then().statusCode(200);
            keyed(key, pair[0])
                    .then()
                    .statusCode(200)
                    .body(at("id", equalTo(first.as(JsonBody.class).get("id"))));
            problem(keyed(key, pair[1]), 409, "key-used")
                    .body(at("detail", containsString(first.as(JsonBody.class).get("id"))));
        }
    }

    private Response keyed(String key, String query) {
        return as("k-1", Roles.CALLER)
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(SHIPMENT)
                .post(DETERMINATIONS + query);
    }
}
