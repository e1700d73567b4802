package guanka.service.contract;

import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.List;

/** Holds every answer that any test gets against the description of the interface. */
public final class ContractFilter
        implements Filter, QuarkusTestAfterConstructCallback, QuarkusTestAfterTestExecutionCallback {

    /** What was asked last, and the answer: told where the test fails, instead of printing all for the few that somebody reads. */
    private static volatile Exchange last;

    private record Exchange(String asked, Response answer) {}

    @Override
    public void afterConstruct(Object test) {
        RestAssured.replaceFiltersWith(this);
        last = null;
    }

    @Override
    public void afterTestExecution(QuarkusTestMethodContext test) {
        Exchange told = last;
        if (test.getTestStatus().isTestFailed() && told != null) {
            System.err.println(
                    told.asked + " was answered last: " + told.answer.statusCode() + " " + told.answer.asString());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification wanted, FilterContext context) {
        Response response = context.next(request, wanted);
        String path = URI.create(request.getURI()).getRawPath();
        last = new Exchange(request.getMethod() + " " + path, response);
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
