package guanka.service.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import guanka.service.Requests;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The table of what is allowed, against every endpoint, role, fault of a token and spelling of an address. */
@QuarkusTest
@WithTestResource(value = Issuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AccessTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the table holds besides resources. */
    private static final Predicate<String> NO_RESOURCES =
            endpoint -> endpoint.contains(" /q/") || endpoint.contains(" /assets/");

    Issuer issuer;

    @TestHTTPResource("/")
    URI service;

    @Test
    @DisplayName("the table holds every endpoint that there is, and no other")
    void complete() throws Exception {
        Set<String> listed = new TreeSet<>();
        for (Access access : Access.table()) {
            assertTrue(listed.add(access.endpoint()), access.endpoint() + " stands twice in the table");
        }
        Set<String> written = Access.endpointsOfResources();
        Set<String> expected = new TreeSet<>(written);
        listed.stream().filter(NO_RESOURCES).forEach(expected::add);
        assertEquals(String.join("\n", expected), String.join("\n", listed));

        JsonNode document = JSON.readTree(send(
                        "GET", "/q/openapi?format=json", bearer(issuer.token("o-1", List.of(Roles.OPERATOR))))
                .body());
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        described.removeIf(endpoint -> endpoint.contains(" /test/"));
        Set<String> api = new TreeSet<>(written);
        api.removeIf(endpoint -> !endpoint.contains(" /v1/") && !endpoint.contains(" /problems"));
        assertEquals(String.join("\n", api), String.join("\n", described), "the description of the interface");
    }

    @Test
    @DisplayName("each role may do what the table says and nothing else; a token without a role may do nothing")
    void roles() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Access access : Access.table()) {
            for (String role : Roles.ALL) {
                HttpResponse<String> answer =
                        send(access.method(), access.address(), bearer(issuer.token("p-1", List.of(role))));
                boolean may = access.roles().contains(role);
                if (may ? !wasLetIn(answer) : !isRefused(answer, 403, "forbidden")) {
                    wrong.add(access.endpoint() + " as " + role + ": " + shown(answer));
                }
            }
            for (List<String> none : List.of(List.<String>of(), List.of("admin", "CALLER", "caller analyst"))) {
                HttpResponse<String> answer =
                        send(access.method(), access.address(), bearer(issuer.token("p-1", none)));
                if (access.open() ? !wasLetIn(answer) : !isRefused(answer, 403, "forbidden")) {
                    wrong.add(access.endpoint() + " with the roles " + none + ": " + shown(answer));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("without a token that counts nobody gets in")
    void faults() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, List<String>> forgeries = Forgeries.of(issuer);
        for (Access access : Access.table()) {
            for (Map.Entry<String, List<String>> fault : forgeries.entrySet()) {
                HttpResponse<String> answer =
                        send(access.method(), access.address(), fault.getValue().toArray(String[]::new));
                if (access.open() ? !wasLetIn(answer) : !isRefused(answer, 401, "unauthenticated")) {
                    wrong.add(access.endpoint() + " with " + fault.getKey() + ": " + shown(answer));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("no spelling of an address leads past the table")
    void spellings() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Access access : Access.table()) {
            if (access.open()) {
                continue;
            }
            String token = bearer(issuer.token("p-1", access.others()));
            for (String address : Spellings.of(access.address())) {
                HttpResponse<String> stranger = send(access.method(), address);
                if (!isRefused(stranger, 401, "unauthenticated") && stranger.statusCode() != 400) {
                    wrong.add(access.method() + " " + address + " without a token: " + shown(stranger));
                }
                HttpResponse<String> other = send(access.method(), address, token);
                if (!wasKeptOut(access.method(), other)) {
                    wrong.add(access.method() + " " + address + " as " + access.others() + ": " + shown(other));
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName(
            "another method, or a header that names one, leads nowhere else; unknown addresses tell strangers nothing")
    void methods() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Access access : Access.table()) {
            if (access.open()) {
                continue;
            }
            for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "BREW")) {
                HttpResponse<String> stranger = send(method, access.address());
                if (stranger.statusCode() != 401) {
                    wrong.add(method + " " + access.address() + " without a token: " + shown(stranger));
                }
            }
            if (access.method().equals("GET")) {
                HttpResponse<String> head =
                        send("HEAD", access.address(), bearer(issuer.token("p-1", access.others())));
                if (head.statusCode() != 403) {
                    wrong.add("HEAD " + access.address() + " as " + access.others() + ": " + shown(head));
                }
            }
        }
        for (String unknown : List.of("/v1/nothing", "/q", "/q/nothing", "/nothing", "/favicon.ico")) {
            HttpResponse<String> stranger = send("GET", unknown);
            if (!isRefused(stranger, 401, "unauthenticated")) {
                wrong.add(unknown + ": " + shown(stranger));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    @DisplayName("the health checks are open as they are spelled and no further")
    void health() throws Exception {
        for (String address : List.of("/q/health/group/x", "/q/health/../metrics", "/q/health;x", "/q/health/x")) {
            HttpResponse<String> answer = send("GET", address);
            assertTrue(isRefused(answer, 401, "unauthenticated"), address + ": " + shown(answer));
        }
    }

    @Test
    @DisplayName("the caller is who the token's subject says, and nobody may do what no role was named for")
    void caller() throws Exception {
        String auditor = bearer(issuer.token("a-4711", List.of(Roles.AUDITOR)));
        assertEquals("a-4711 audits", send("GET", "/test/who-asks", auditor).body());
        assertEquals(
                "c-1 does not audit",
                send("GET", "/test/who-asks", bearer(issuer.token("c-1", List.of(Roles.CALLER))))
                        .body());

        HttpResponse<String> forgotten =
                send("GET", "/test/who-asks/forgotten", bearer(issuer.token("all-1", Roles.ALL)));
        assertTrue(isRefused(forgotten, 403, "forbidden"), shown(forgotten));
    }

    @Test
    @DisplayName("a caller finds what it had decided itself; only analysts and auditors find what others had decided")
    void ownRecords() throws Exception {
        String own = bearer(issuer.token("c-1", List.of(Roles.CALLER)));
        String other = bearer(issuer.token("c-2", List.of(Roles.CALLER)));
        String auditor = bearer(issuer.token("a-1", List.of(Roles.AUDITOR)));
        String analyst = bearer(issuer.token("n-1", List.of(Roles.ANALYST)));
        HttpResponse<String> decided = post("/v1/determinations", "application/json", Requests.SHIPMENT, own);
        String record =
                "/v1/determinations/" + JSON.readTree(decided.body()).path("id").asText();

        String page = record.substring("/v1".length());
        for (String address : List.of(
                record,
                record + "/facts",
                page,
                page + "/ownership",
                page + "/timeline",
                page + "/comparison",
                page + "/replay",
                page + "/verification")) {
            assertEquals(200, send("GET", address, own).statusCode(), address);
            assertEquals(404, send("GET", address, other).statusCode(), address);
            assertEquals(200, send("GET", address, auditor).statusCode(), address);
            assertEquals(200, send("GET", address, analyst).statusCode(), address);
        }
        assertEquals(200, send("POST", record + "/replay", own).statusCode());
        assertEquals(404, send("POST", record + "/replay", other).statusCode());
        JsonNode found = JSON.readTree(
                send("GET", "/v1/determinations?reference=R-1", auditor).body());
        assertEquals("c-1", found.at("/records/0/actor").asText());

        assertTrue(send("GET", "/?from=" + page.substring(page.lastIndexOf('/') + 1), own)
                .body()
                .contains("R-1"));
        assertFalse(send("GET", "/?from=" + page.substring(page.lastIndexOf('/') + 1), other)
                .body()
                .contains("R-1"));

        HttpResponse<String> job = post("/v1/jobs", "application/x-ndjson", Requests.SHIPMENT.replace("\n", ""), own);
        assertEquals(202, job.statusCode(), job.body());
        String submitted = job.headers().firstValue("Location").orElseThrow();
        assertEquals(200, send("GET", submitted, own).statusCode());
        assertEquals(404, send("GET", submitted, other).statusCode());
        assertEquals(404, send("GET", submitted + "/parts/1", other).statusCode());
        assertEquals(404, send("POST", submitted + "/cancellation", other).statusCode());
        assertEquals(
                404,
                send("POST", submitted + "/cancellation", bearer(issuer.token("x-1", Roles.ALL)))
                        .statusCode());
        assertEquals(
                1,
                JSON.readTree(send("GET", "/v1/jobs", own).body()).path("jobs").size());
        assertEquals(
                0,
                JSON.readTree(send("GET", "/v1/jobs", other).body())
                        .path("jobs")
                        .size());
    }

    @Test
    @DisplayName("the status says that identities are told")
    void status() throws Exception {
        JsonNode status = JSON.readTree(send("GET", "/v1/status", bearer(issuer.token("o-1", List.of(Roles.OPERATOR))))
                .body());

        assertEquals("oidc", status.at("/security/mode").asText());
    }

    @Test
    @DisplayName("tokens that name unknown keys do not make the service ask the issuer again and again")
    void unknownKeys() throws Exception {
        send("GET", "/v1/status", bearer(Forgeries.withUnknownKey(issuer, "before")));
        int asked = issuer.keysAsked.get();
        for (int i = 0; i < 50; i++) {
            send("GET", "/v1/status", bearer(Forgeries.withUnknownKey(issuer, "other-" + i)));
        }
        assertTrue(issuer.keysAsked.get() <= asked + 1, issuer.keysAsked + " after " + asked);
    }

    @Test
    @DisplayName("a token may be long, but not longer than a header may be")
    void longTokens() throws Exception {
        Map<String, Object> claims = issuer.claims("o-1", List.of(Roles.OPERATOR));
        claims.put("groups", "x".repeat(8_000));
        String longer = Issuer.signed(Issuer.header("RS256"), claims, issuer.keys.getPrivate());
        assertEquals(200, send("GET", "/v1/status", bearer(longer)).statusCode());

        claims.put("groups", "x".repeat(60_000));
        String huge = Issuer.signed(Issuer.header("RS256"), claims, issuer.keys.getPrivate());
        assertEquals(431, send("GET", "/v1/status", bearer(huge)).statusCode());
    }

    static String bearer(String token) {
        return "Bearer " + token;
    }

    private HttpResponse<String> send(String method, String address, String... authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + service.getAuthority() + address))
                .timeout(Duration.ofSeconds(20))
                .header("Sec-Fetch-Site", "same-origin")
                .method(
                        method,
                        method.equals("POST") || method.equals("PUT")
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody());
        for (String value : authorization) {
            request.header("Authorization", value);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String address, String type, String body, String authorization)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://" + service.getAuthority() + address))
                        .header("Content-Type", type)
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static boolean wasLetIn(HttpResponse<String> answer) {
        return answer.statusCode() != 401 && answer.statusCode() != 403 && answer.statusCode() < 500;
    }

    private static boolean isRefused(HttpResponse<String> answer, int status, String kind) {
        return answer.statusCode() == status
                && answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                && answer.body().contains("\"/problems/" + kind + "\"")
                && (status != 401
                        || answer.headers()
                                .firstValue("WWW-Authenticate")
                                .orElse("")
                                .equals("Bearer"));
    }

    /**
     * A resource that was reached tells what it looked for in vain; an address that leads nowhere is only repeated. An encoded slash
     * may belong to the name of a version, on a page that the role may use: there is none of that name.
     */
    private static boolean wasKeptOut(String method, HttpResponse<String> answer) throws IOException {
        return switch (answer.statusCode()) {
            case 400, 403, 405 -> true;
            case 404 ->
                answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                        ? isNowhere(
                                method,
                                JSON.readTree(answer.body()).path("detail").asText())
                        : answer.body().contains("no ruleset `nothing");
            default -> false;
        };
    }

    /** No endpoint, or one of rulesets that took an address with a packed slash for the name of a version that does not exist. */
    private static boolean isNowhere(String method, String detail) {
        return detail.startsWith(method + " ") || detail.matches("no ruleset `nothing[/\\\\].*");
    }

    private static String shown(HttpResponse<String> answer) {
        String body = answer.body().length() > 200 ? answer.body().substring(0, 200) : answer.body();
        return answer.statusCode() + " " + answer.headers().map() + " " + body;
    }
}
