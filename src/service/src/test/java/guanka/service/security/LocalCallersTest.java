package guanka.service.security;

import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.given;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LocalCallersTest {

    @TestHTTPResource("/")
    URI service;

    @ParameterizedTest
    @ValueSource(strings = {"guanka.example", "localhost.example", "127.0.0.1.example", "192.168.0.7"})
    @DisplayName("a page that gives its own name to this machine is not answered")
    void foreignNames(String host) {
        problem(given().header("Host", host).get("/v1/status"), 403, "forbidden");
        problem(given().header("Host", host + ":" + service.getPort()).get("/v1/status"), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://guanka.example", "http://localhost", "http://localhost:1", "null", ""})
    @DisplayName("a page of another site cannot have anything done")
    void foreignPages(String origin) {
        problem(given().header("Origin", origin).post("/v1/determinations"), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "[::1]"})
    @DisplayName("programs on this machine, and the service's own pages, are answered")
    void thisMachine(String host) {
        String asked = host + ":" + service.getPort();
        given().header("Host", asked).get("/v1/status").then().statusCode(200);
        given().header("Host", asked)
                .header("Origin", "http://" + asked)
                .get("/v1/status")
                .then()
                .statusCode(200);
    }

    @Test
    @DisplayName("nobody is asked for a token")
    void withoutToken() {
        given().get("/test/who-asks").then().statusCode(200);
        given().header("Authorization", "Bearer x").get("/test/who-asks").then().statusCode(200);
    }
}
