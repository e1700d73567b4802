package guanka.service.watches;

import static guanka.service.Requests.SHIPMENT;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.Requests.sending;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.facts.rows.ListEntry;
import guanka.records.Subscription;
import guanka.service.SmallRuleset;
import guanka.service.contract.JsonBody;
import guanka.service.records.Records;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.EditedWorkbook;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Open orders as a trade system keeps them here, and what it hears of them. */
@QuarkusTest
@TestProfile(WatchesTest.OwnStore.class)
class WatchesTest {

    /** A service of its own, since the law changes here. */
    public static class OwnStore implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(SmallRuleset.settings());
            // nothing listens on that port
            settings.put("guanka.subscriptions.hosts", "127.0.0.1:1");
            settings.put("guanka.subscriptions.max", "2");
            return settings;
        }
    }

    @Inject
    Records records;

    @Inject
    ActiveRuleset rulesets;

    static final String WATCHES = "/v1/watches";
    static final String CHANGES = "/v1/changes";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /** A Chinese terbium magnet that is moved abroad after the pause of Announcement 61, whatever day it is today. */
    static String magnet(String reference) {
        return json("""
                {'reference':'%s','exportDate':'2026-12-01','exportFrom':'JP','destination':'DE','movement':'REEXPORT','jurisdictions':['CN'],
                 'parties':[{'id':'buyer','name':'Beispiel Motoren GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],
                 'ownership':[],'endUse':{'purposes':['CIVIL']},
                 'lines':[{'id':'1','controlCodes':['1C905.a.4'],'origin':'CN','form':'MAGNET','value':{'amount':'10.00','currency':'EUR'},'content':[],'technologies':[]}]}""").formatted(reference);
    }

    private static Response keep(String reference, String shipment) {
        return sending(shipment.getBytes(UTF_8)).urlEncodingEnabled(false).put(WATCHES + "/" + reference);
    }

    /** What follows a cursor, once there is something. */
    private static JsonBody changesSince(String since) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            JsonBody changes = get(CHANGES + "?since=" + since)
                    .then()
                    .statusCode(200)
                    .extract()
                    .as(JsonBody.class);
            if (!changes.getList("events").isEmpty()) {
                return changes;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nothing is told");
    }

    private static String end() {
        return get(CHANGES + "?limit=1000")
                .then()
                .statusCode(200)
                .extract()
                .as(JsonBody.class)
                .get("next");
    }

    @Test
    @DisplayName("an order is decided again when a clearance comes to hold for its party, and when it is revoked")
    void clearedAndNot() throws Exception {
        ListEntry entry = rulesets.edition().ruleset().rows(ListEntry.class).stream()
                .filter(one -> one.list().equals("CN_CONTROL")
                        && one.kind().equals("ORGANISATION")
                        && one.until() == null
                        && one.pause() == null
                        && one.name().en().matches("[A-Za-z ]{16,}"))
                .findFirst()
                .orElseThrow();
        String since = end();
        keep(
                        "SO-cleared",
                        magnet("SO-cleared")
                                .replace(
                                        json("'exportFrom':'JP','destination':'DE','movement':'REEXPORT'"),
                                        json("'exportFrom':'CN','destination':'US'"))
                                .replace("Beispiel Motoren GmbH", entry.name().en())
                                .replace(
                                        "\"country\":\"DE\"",
                                        "\"country\":\"" + entry.country() + "\",\"notListed\":true"))
                .then()
                .statusCode(201)
                .body(at("answer.outcome", equalTo("PROHIBITED")));
        String id = given().contentType("application/json")
                .body("{\"party\":{\"name\":\"" + entry.name().en() + "\",\"country\":\"" + entry.country()
                        + "\"},\"entry\":\"" + entry.key() + "\",\"reason\":\"another company\",\"until\":\""
                        + LocalDate.now().plusYears(4) + "\"}")
                .post("/v1/clearances")
                .then()
                .statusCode(201)
                .extract()
                .as(JsonBody.class)
                .get("id");
        given().post("/v1/clearances/" + id + "/approval").then().statusCode(200);
        JsonBody told = changesSince(since);
        assertEquals("SO-cleared", told.getString("events[0].data.reference"));
        assertEquals("PROHIBITED", told.getString("events[0].data.from.outcome"));
        assertEquals("MILDER", told.getString("events[0].data.direction"));

        given().contentType("application/json")
                .body("{\"reason\":\"it is the listed one\"}")
                .post("/v1/clearances/" + id + "/revocation")
                .then()
                .statusCode(200);
        JsonBody back = changesSince(told.getString("next"));
        assertEquals("PROHIBITED", back.getString("events[0].data.to.outcome"));
        given().delete(WATCHES + "/SO-cleared").then().statusCode(204);
    }

    @Test
    @DisplayName("an order is kept under its reference, shown with its facts, listed page by page and forgotten")
    void keptAndForgotten() {
        Response kept = keep("SO%2F1", SHIPMENT);
        kept.then()
                .statusCode(201)
                .header("Guanka-Ruleset", notNullValue())
                .header("Cache-Control", equalTo("no-store"))
                .body(at("reference", equalTo("SO/1")))
                .body(at("answer.outcome", notNullValue()))
                .body(at("answer.holds", notNullValue()));
        assertTrue(kept.header("Location").endsWith("/v1/watches/SO%2F1"), kept.header("Location"));
        keep("SO%2F1", SHIPMENT.replace("DE", "FR")).then().statusCode(200);

        Response shown = given().urlEncodingEnabled(false).get(WATCHES + "/SO%2F1");
        shown.then().statusCode(200).body(at("shipment.destination", equalTo("FR")));
        given().header("If-None-Match", shown.header("ETag"))
                .urlEncodingEnabled(false)
                .get(WATCHES + "/SO%2F1")
                .then()
                .statusCode(304);
        keep("SO-2", SHIPMENT).then().statusCode(201);
        JsonBody first = get(WATCHES + "?limit=1")
                .then()
                .statusCode(200)
                .body(at("watches", hasSize(1)))
                .extract()
                .as(JsonBody.class);
        get(WATCHES + "?limit=1000&cursor=" + first.getString("next"))
                .then()
                .body(at("watches.reference", not(hasItem(first.getString("watches[0].reference")))))
                .body(at("next", nullValue()));

        given().urlEncodingEnabled(false).delete(WATCHES + "/SO%2F1").then().statusCode(204);
        problem(given().urlEncodingEnabled(false).delete(WATCHES + "/SO%2F1"), 404, "not-found");
        problem(given().urlEncodingEnabled(false).get(WATCHES + "/SO%2F1"), 404, "not-found");
        given().delete(WATCHES + "/SO-2").then().statusCode(204);
    }

    @Test
    @DisplayName("facts that break the contract, and parameters that name nothing, are refused and nothing is kept")
    void refused() {
        problem(keep("BAD", "{"), 400, "not-json");
        problem(keep("BAD", "{\"exportDate\":\"soon\"}"), 422, "invalid-facts")
                .body(at("errors.pointer", hasItem("/exportDate")));
        problem(keep("x".repeat(129), SHIPMENT), 422, "invalid-parameters");
        problem(get(WATCHES + "/BAD"), 404, "not-found");
        problem(get(CHANGES + "?since=yesterday"), 422, "invalid-parameters");
        problem(get(CHANGES + "?ahead=soon"), 422, "invalid-parameters");
        problem(get(CHANGES + "?ahead=P10Y"), 422, "invalid-parameters");
        problem(get(CHANGES + "?ahead=P1D&since=0"), 422, "invalid-parameters");
        problem(get(CHANGES + "?cursor=0"), 422, "invalid-parameters");
        problem(get(CHANGES + "?limit=0"), 422, "invalid-parameters");
        problem(get(WATCHES + "?colour=red"), 422, "invalid-parameters");
    }

    private static Response subscribe(String body) {
        return given().contentType("application/json").body(json(body)).post("/v1/subscriptions");
    }

    @Test
    @DisplayName("a receiver is subscribed, tells its secret once, is shown to its owner alone and is removed")
    void subscribed() {
        Response made = subscribe("{'url':'http://127.0.0.1:1/hook'}");
        made.then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body(at("url", equalTo("http://127.0.0.1:1/hook")))
                .body(at("state", equalTo("PENDING")))
                .body(at("created", notNullValue()))
                .body(at("verifyUntil", notNullValue()));
        assertTrue(made.<String>path("secret").matches("whsec_[A-Za-z0-9+/]{43}="), made.<String>path("secret"));
        String address = "/v1/subscriptions/" + made.as(JsonBody.class).get("id");
        assertTrue(made.header("Location").endsWith(address), made.header("Location"));
        get(address)
                .then()
                .statusCode(200)
                .body(at("secret", nullValue()))
                .body(at("id", equalTo(made.as(JsonBody.class).get("id"))));

        Instant now = Instant.now();
        UUID anothers = UUID.randomUUID();
        assertTrue(records.subscriptions()
                .add(
                        new Subscription(
                                anothers,
                                "another",
                                "https://gone.example.com/",
                                "a secret of twenty-four bytes or more",
                                now,
                                now,
                                Subscription.State.ACTIVE),
                        1));
        problem(get("/v1/subscriptions/" + anothers), 404, "not-found");
        problem(given().delete("/v1/subscriptions/" + anothers), 404, "not-found");

        String secret = "my own secret of twenty-four bytes";
        subscribe("{'url':'http://127.0.0.1:1/second','secret':'" + secret + "'}")
                .then()
                .statusCode(201)
                .body(at("secret", equalTo(secret)));
        problem(subscribe("{'url':'http://127.0.0.1:1/third'}"), 409, "too-many-subscriptions");
        Response all = get("/v1/subscriptions");
        all.then()
                .statusCode(200)
                .body(at("subscriptions", hasSize(2)))
                .body(at("subscriptions.secret", everyItem(nullValue())));
        for (String id : all.as(JsonBody.class).<String>getList("subscriptions.id")) {
            given().accept("text/plain")
                    .delete("/v1/subscriptions/" + id)
                    .then()
                    .statusCode(204);
        }
        problem(get(address), 404, "not-found");
        get("/v1/subscriptions").then().body(at("subscriptions", hasSize(0)));
        assertTrue(records.subscriptions().find(anothers).isPresent());
        records.subscriptions().remove("another", anothers);
    }

    @Test
    @DisplayName(
            "a receiver on a host that the operator did not name, or one that is none, is refused and nothing is kept")
    void notSubscribed() {
        for (String url : List.of("https://example.com/hook", "https://169.254.169.254/", "http://127.0.0.1:2/")) {
            problem(subscribe("{'url':'" + url + "'}"), 422, "receiver-not-allowed")
                    .body(at("errors.pointer", hasItem("/url")))
                    .body(at("errors.message.en", hasItem(containsString("GUANKA_SUBSCRIPTIONS_HOSTS"))));
        }
        for (String url : List.of(
                "http://example.com/", "file:///etc/passwd", "https:///x", "https://a@127.0.0.1:1/", "no address")) {
            problem(subscribe("{'url':'" + url + "'}"), 422, "invalid-subscription")
                    .body(at("errors.pointer", hasItem("/url")));
        }
        problem(subscribe("{'url':'http://127.0.0.1:1/','secret':'short','colour':1}"), 422, "invalid-subscription")
                .body(at("errors.pointer", hasItem("/secret")))
                .body(at("errors.pointer", hasItem("/colour")));
        problem(subscribe("[]"), 422, "invalid-subscription");
        problem(subscribe("{"), 400, "not-json");
        problem(get("/v1/subscriptions/nothing"), 404, "not-found");
        get("/v1/subscriptions").then().statusCode(200).body(at("subscriptions", hasSize(0)));
    }

    private static String draft(String name, byte[] workbook) {
        Response made = given().multiPart("workbook", name, workbook, XLSX)
                .multiPart("note", "why it changes")
                .post("/v1/rulesets");
        made.then().statusCode(201);
        String version = made.as(JsonBody.class).get("ruleset.version");
        String digest = made.as(JsonBody.class).get("ruleset.digest");
        step(version, "approval", "{\"digest\":\"" + digest + "\",\"acceptErrors\":true}")
                .then()
                .statusCode(200);
        return version;
    }

    private static Response step(String version, String step, String body) {
        return given().contentType("application/json").body(body).post("/v1/rulesets/" + version + "/" + step);
    }

    private static byte[] workbook(String name) {
        return get("/v1/rulesets/active/workbooks/" + name).asByteArray();
    }

    @Test
    @DisplayName(
            "an activation is told ahead where it is planned, and once it decides exactly of the orders that it changes, with rows and versions")
    void activation() throws Exception {
        String first = get("/v1/rulesets/active").as(JsonBody.class).get("version");
        keep("MAGNET", magnet("MAGNET")).then().statusCode(201);
        keep("OTHER", SHIPMENT).then().statusCode(201);
        String before = get(WATCHES + "/MAGNET").as(JsonBody.class).get("answer.outcome");
        String since = end();
        EditedWorkbook edited = new EditedWorkbook(workbook("provisions.xlsx"));
        String version = draft(
                "provisions.xlsx",
                edited.set("Calendar", "CN-2025-70.c", "from", "2099-01-01")
                        .add(
                                "Calendar",
                                "CN-2025-70.c",
                                "CN-2025-70.g",
                                Map.of("state", "SUSPENDED", "from", "2026-11-11", "to", "2098-12-31"))
                        .bytes());
        String planned = Instant.now().plus(Duration.ofDays(20)).toString();
        step(version, "activation", "{\"effective\":\"" + planned + "\"}")
                .then()
                .statusCode(200);

        String byActivation = "events.findAll { it.data.because.kind == 'ACTIVATION' }";
        JsonBody ahead =
                get(CHANGES + "?ahead=P30D").then().statusCode(200).extract().as(JsonBody.class);
        assertEquals(List.of("MAGNET"), ahead.getList(byActivation + ".subject"));
        assertEquals(List.of("guanka.watch.ahead"), ahead.getList(byActivation + ".type"));
        assertEquals(List.of("MILDER"), ahead.getList(byActivation + ".data.direction"));
        assertEquals(
                ahead.getList(byActivation + ".id"),
                get(CHANGES + "?ahead=P30D").as(JsonBody.class).getList(byActivation + ".id"));
        get(CHANGES + "?ahead=P10D").then().body(at(byActivation, hasSize(0)));

        step(version, "activation", "{}").then().statusCode(200);
        JsonBody told = changesSince(since);
        assertEquals(List.of("MAGNET"), told.getList("events.subject"));
        assertEquals("1.0", told.getString("events[0].specversion"));
        assertEquals("guanka.watch.changed", told.getString("events[0].type"));
        JsonBody data = JsonBody.of(get(CHANGES + "?since=" + since).asString()).within("events[0].data");
        assertEquals(before, data.getString("from.outcome"));
        assertEquals("NO_LICENSE_REQUIRED", data.getString("to.outcome"));
        assertEquals(version, data.getString("because.ruleset.version"));
        assertEquals(first, data.getString("because.before.version"));
        assertTrue(data.getList("because.rows.key").contains("CN-2025-70.g"), data.toString());
        assertTrue(data.getList("because.provisions.provision").contains("CN-2025-61/1.3"), data.toString());
        assertFalse(get(CHANGES).asString().contains("Beispiel"), "no name stands in what is told");

        Response page = get(CHANGES + "?since=" + since);
        given().header("If-None-Match", page.header("ETag"))
                .get(CHANGES + "?since=" + since)
                .then()
                .statusCode(304);
        String next = page.as(JsonBody.class).get("next");
        get(CHANGES + "?since=" + next).then().body(at("events", hasSize(0))).body(at("next", equalTo(next)));

        step(first, "activation", "{\"reason\":\"the test is over\"}").then().statusCode(200);
        JsonBody back = changesSince(next);
        assertEquals(List.of("MAGNET"), back.getList("events.subject"));
        assertEquals("STRICTER", back.getString("events[0].data.direction"));
        get(WATCHES + "/MAGNET").then().body(at("answer.outcome", equalTo(before)));
        get(CHANGES + "?since=" + since + "&limit=1")
                .then()
                .body(at("events", hasSize(1)))
                .body(at("more", equalTo(true)))
                .body(at("events.sequence", everyItem(notNullValue())));
        given().delete(WATCHES + "/MAGNET").then().statusCode(204);
        given().delete(WATCHES + "/OTHER").then().statusCode(204);
    }
}
