package guanka.service;

import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** What callers send, and what every refusal must look like. JSON is written with single quotes. */
public final class Requests {

    public static final String DETERMINATIONS = "/v1/determinations";

    public static final String SHIPMENT = json("""
            {'reference':'R-1','exportDate':'2025-10-20','exportFrom':'JP','destination':'DE','movement':'REEXPORT',
             'parties':[{'id':'buyer','name':'Beispiel Motoren GmbH','country':'DE','roles':['CONSIGNEE','END_USER'],'military':false}],
             'ownership':[],'endUse':{'purposes':['CIVIL']},
             'lines':[{'id':'10','controlCodes':[],'origin':'DE','form':'OTHER','value':{'amount':'10.00','currency':'EUR'},'content':[],'technologies':[]}]}""");

    private static final RestAssuredConfig AS_IS = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private Requests() {}

    public static String json(String text) {
        return text.replace('\'', '"');
    }

    public static RequestSpecification sending(byte[] body) {
        return given().config(AS_IS).contentType("application/json").body(body);
    }

    public static Response determine(String body) {
        return sending(body.getBytes(StandardCharsets.UTF_8)).post(DETERMINATIONS);
    }

    /** Checks the shape that every refusal has. */
    public static ValidatableResponse problem(Response response, int status, String kind) {
        ValidatableResponse problem = response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body(at("type", equalTo("/problems/" + kind)))
                .body(at("status", equalTo(status)))
                .body(at("title", notNullValue()))
                .body(at("detail", notNullValue()))
                .body(at("errors", everyItem(hasKey("code"))))
                .body(at("errors.message", everyItem(hasKey("en"))))
                .body(at("errors.message", everyItem(hasKey("zh"))));
        String text = response.asString();
        if (text.matches("(?s).*(\\bat [a-z]+\\.[a-z.]+|Exception|com\\.fasterxml|java\\.|io\\.quarkus|\\.java:).*")) {
            throw new AssertionError("a problem tells of the inside: " + text);
        }
        return problem;
    }
}
