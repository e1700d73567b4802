package guanka.service.determinations;

import guanka.engine.json.CanonicalJson;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** Decides shipments. */
@Path("/v1/determinations")
public class DeterminationsResource {

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Map<String, Set<String>> PARAMETERS =
            Map.of("ruleset", Set.of(), "record", Set.of("true", "false"), "explain", Set.of("full"));
    private static final int SMALL_BYTES_MAX = 4 << 10;

    private final ActiveRuleset rulesets;
    private final TimeOrderedIds ids;
    private final DecisionMetrics metrics;

    DeterminationsResource(ActiveRuleset rulesets, TimeOrderedIds ids, DecisionMetrics metrics) {
        this.rulesets = rulesets;
        this.ids = ids;
        this.metrics = metrics;
    }

    /**
     * Small shipments, which are nearly all, are decided where their last byte arrived: handing them to another thread would
     * cost as much as deciding them. Large ones may take long and must not keep others waiting.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> decide(HttpServerRequest request) {
        Edition edition = rulesets.edition();
        Query.check(request, PARAMETERS);
        mustBeActive(request.getParam("ruleset"), edition);
        boolean explained = request.getParam("explain") != null;
        return Body.json(request).flatMap(json -> {
            Uni<RestResponse<byte[]>> answer = Uni.createFrom().item(() -> answer(edition, json, explained));
            return json.length <= SMALL_BYTES_MAX
                    ? answer
                    : answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        });
    }

    private RestResponse<byte[]> answer(Edition edition, byte[] json, boolean explained) {
        long begin = metrics.begin();
        try {
            Shipment shipment = edition.reader().read(json);
            Instant now = Instant.now();
            Determination decided = explained
                    ? edition.decisions().explain(shipment)
                    : edition.decisions().decide(shipment);
            Determination answer = decided.identified(ids.next(now), INSTANT.format(now));
            metrics.count(answer);
            return edition.answer(CanonicalJson.write(answer));
        } finally {
            metrics.end(begin);
        }
    }

    private static void mustBeActive(String version, Edition edition) {
        if (version != null && !version.equals(edition.version())) {
            throw new Refusal(Problem.of(
                    Kind.UNKNOWN_RULESET,
                    "the active ruleset is `" + edition.version() + "`, and no other is held here"));
        }
    }
}
