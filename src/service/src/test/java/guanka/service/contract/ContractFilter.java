package guanka.service.contract;

import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;

/** Holds every answer that any test gets against the description of the interface. */
public final class ContractFilter implements Filter, QuarkusTestAfterConstructCallback {

    /** What a failed test has sent and got is told as it was: every answer would be put in lines for the few that somebody reads. */
    private static final LogConfig AS_IT_WAS = LogConfig.logConfig()
            .enableLoggingOfRequestAndResponseIfValidationFails()
            .enablePrettyPrinting(false);

    @Override
    public void afterConstruct(Object test) {
        RestAssured.config = RestAssured.config().logConfig(AS_IT_WAS);
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification wanted, FilterContext context) {
        Response response = context.next(request, wanted);
        String path = URI.create(request.getURI()).getRawPath();
        if (path.startsWith("/v1/")) {
            List<String> mistakes = Contract.mistakes(
                    request.getMethod(), path, response.statusCode(), response.contentType(), response.asByteArray());
            if (!mistakes.isEmpty()) {
                throw new AssertionError(request.getMethod() + " " + path + " answers " + response.statusCode()
                        + " otherwise than described: " + mistakes.subList(0, Math.min(5, mistakes.size())));
            }
        }
        return response;
    }
}
