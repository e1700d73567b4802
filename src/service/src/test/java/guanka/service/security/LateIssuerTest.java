package guanka.service.security;

import static guanka.service.Requests.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = LateIssuer.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LateIssuerTest {

    LateIssuer issuer;

    @Test
    @DisplayName(
            "the service starts without its identity provider, lets nobody in meanwhile, and needs no second start once it is there")
    void late() {
        String token = "Bearer " + issuer.token("o-1", List.of(Roles.OPERATOR));
        given().get("/q/health/ready").then().statusCode(200);
        problem(given().get("/v1/status"), 401, "unauthenticated");
        problem(given().header("Authorization", token).get("/v1/status"), 503, "unavailable")
                .header("Retry-After", notNullValue());

        issuer.open();
        given().header("Authorization", token).get("/v1/status").then().statusCode(200);

        issuer.shut();
        given().header("Authorization", token).get("/v1/status").then().statusCode(200);
        problem(
                given().header("Authorization", "Bearer " + Forgeries.withUnknownKey(issuer, "other"))
                        .get("/v1/status"),
                401,
                "unauthenticated");
    }
}
