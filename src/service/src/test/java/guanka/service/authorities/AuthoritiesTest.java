package guanka.service.authorities;

import static guanka.service.Requests.determine;
import static guanka.service.Requests.json;
import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuthoritiesTest {

    @Test
    @DisplayName(
            "are told with where to apply, the documents and the time of a decision, and left out is what the tables do not tell")
    void told() {
        get("/v1/authorities")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .body(at("authorities.name.zh", everyItem(notNullValue())))
                .body(at("authorities.findAll { it.authority == 'CN_MOFCOM' }.leadTime.days", hasItem(45)))
                .body(at(
                        "authorities.find { it.authority == 'CN_MOFCOM' && it.leadTime != null }.documents.code",
                        hasItem("CONTRACT")))
                .body(at("authorities.find { it.authority == 'US_OFAC' }.laws", contains("US-OFAC")))
                .body(at("authorities.find { it.authority == 'US_OFAC' }.leadTime", nullValue()));
        problem(get("/v1/authorities?day=2026-01-01"), 422, "invalid-parameters");
    }

    @Test
    @DisplayName("are named by what is held, each by its own law")
    void held() {
        determine(json("""
                {'exportDate':'2026-05-04','exportFrom':'US','destination':'IR','jurisdictions':['US'],
                 'parties':[{'id':'buyer','name':'Beispiel Handel GmbH','country':'IR','roles':['CONSIGNEE','END_USER'],'military':false}],
                 'ownership':[],'endUse':{'purposes':['CIVIL']},
                 'lines':[{'id':'1','controlCodes':['US:EAR99'],'origin':'US','form':'OTHER','content':[],'technologies':[]}]}"""))
                .then()
                .statusCode(200)
                .body(at("holds.find { it.provision == 'US-OFAC/COUNTRY' }.authority", equalTo("US_OFAC")))
                .body(at("authorities.authority", hasItem("US_OFAC")));
    }
}
