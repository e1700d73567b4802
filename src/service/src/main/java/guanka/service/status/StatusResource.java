package guanka.service.status;

import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.service.determinations.DecisionMetrics;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** What runs here: product, ruleset, who may call, what is kept. */
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    record Status(
            String product,
            String version,
            RulesetStatus ruleset,
            Mode security,
            Mode recording,
            Mode store,
            Queues queues) {}

    /** @param origin file or packed resource from which the kjar was loaded */
    record RulesetStatus(String version, String digest, String loadedAt, String origin) {}

    record Mode(String mode, Text meaning) {}

    record Queues(int decisionsRunning, int recordsWaiting) {}

    private static final Mode LOCAL = new Mode(
            LocalMode.NAME,
            new Text(
                    "everybody on this machine may call and counts as the one operator; the port cannot be reached from other machines",
                    "本机上的任何人均可调用，视为唯一操作员；其他计算机无法访问该端口"));
    private static final Mode NOT_RECORDED = new Mode(
            "none",
            new Text("determinations are given but not recorded; ?record has no effect", "给出判定但不作记录；参数 record 不起作用"));
    private static final Mode NO_STORE = new Mode("none", new Text("nothing is kept on disk", "不在磁盘上保存任何内容"));

    private final ActiveRuleset rulesets;
    private final DecisionMetrics metrics;
    private final String version;

    StatusResource(
            ActiveRuleset rulesets,
            DecisionMetrics metrics,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.rulesets = rulesets;
        this.metrics = metrics;
        this.version = version;
    }

    @GET
    public RestResponse<byte[]> status(HttpServerRequest request) {
        Query.check(request, Map.of());
        Edition edition = rulesets.edition();
        return edition.answer(CanonicalJson.write(new Status(
                "Guanka",
                version,
                new RulesetStatus(
                        edition.version(),
                        edition.ruleset().digest(),
                        edition.loadedAt().toString(),
                        edition.origin()),
                LOCAL,
                NOT_RECORDED,
                NO_STORE,
                new Queues(metrics.running(), 0))));
    }
}
