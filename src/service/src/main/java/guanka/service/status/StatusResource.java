package guanka.service.status;

import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.records.StoreState;
import guanka.service.determinations.DecisionMetrics;
import guanka.service.records.Records;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.settings.SecurityMode;
import guanka.service.settings.Settings;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestResponse;

/** What runs here: product, ruleset, who may call, what is kept. */
@Authenticated
@Path("/v1/status")
@Produces(MediaType.APPLICATION_JSON)
public class StatusResource {

    record Status(
            String product,
            String version,
            RulesetStatus ruleset,
            Mode security,
            Mode recording,
            Store store,
            Queues queues) {}

    record RulesetStatus(String version, String digest, String loadedAt) {}

    /** @param records how many records the log holds, events of rulesets included */
    record Store(String mode, boolean takesWrites, Text meaning, long records) {}

    record Mode(String mode, Text meaning) {}

    record Queues(int decisionsRunning, int recordsWaiting) {}

    private static final Mode RECORDED = new Mode(
            "before-answer",
            new Text(
                    "every determination is on disk before it is answered, but for ?record=false",
                    "除 ?record=false 外，每份判定均先落盘再答复"));
    private static final Text TAKES_WRITES = new Text("the store takes writes", "存储可以写入");

    private final ActiveRuleset rulesets;
    private final DecisionMetrics metrics;
    private final Records records;
    private final String version;
    private final Mode security;

    StatusResource(
            ActiveRuleset rulesets,
            DecisionMetrics metrics,
            Records records,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Settings settings) {
        this.rulesets = rulesets;
        this.metrics = metrics;
        this.records = records;
        this.version = version;
        SecurityMode mode = settings.security();
        security = new Mode(mode.id(), mode.meaning());
    }

    @GET
    public RestResponse<byte[]> status(HttpServerRequest request) {
        Query.check(request, Map.of());
        Edition edition = rulesets.edition();
        return edition.answer(CanonicalJson.write(of(edition)));
    }

    /** What runs here, as this edition has it. */
    public Object of(Edition edition) {
        StoreState store = records.state();
        return new Status(
                "Guanka",
                version,
                new RulesetStatus(
                        edition.version(),
                        edition.ruleset().digest(),
                        edition.loadedAt().toString()),
                security,
                RECORDED,
                new Store(
                        store.kind(),
                        store.takesWrites(),
                        store.takesWrites()
                                ? TAKES_WRITES
                                : new Text("the store takes no writes: " + store.reason(), "存储无法写入：" + store.reason()),
                        store.records()),
                new Queues(metrics.running(), store.waiting()));
    }
}
