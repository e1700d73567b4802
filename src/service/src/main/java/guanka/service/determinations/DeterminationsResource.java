package guanka.service.determinations;

import guanka.records.AppendResult;
import guanka.records.StoredDetermination;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Body;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jboss.resteasy.reactive.RestResponse;

/** Decides shipments; a determination is recorded before it is answered. */
@Path(DeterminationsResource.PATH)
public class DeterminationsResource {

    static final String PATH = "/v1/determinations";
    static final String KEY = "Idempotency-Key";

    private static final Map<String, Set<String>> PARAMETERS =
            Map.of("ruleset", Set.of(), "record", Set.of("true", "false"), "explain", Set.of("full"));
    private static final int SMALL_BYTES_MAX = 4 << 10;

    private final ActiveRuleset rulesets;
    private final Decider decider;
    private final Records records;
    private final Caller caller;

    DeterminationsResource(ActiveRuleset rulesets, Decider decider, Records records, Caller caller) {
        this.rulesets = rulesets;
        this.decider = decider;
        this.records = records;
        this.caller = caller;
    }

    /**
     * Small shipments, which are nearly all, are decided on the thread where they arrived: handing them to another would cost as
     * much as deciding them. Those that arrive together are all read first and then decided one after the other, which keeps the
     * code of each step in the processor's caches. Large ones, and those that need the store first, may take long and must not
     * keep others waiting.
     */
    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<byte[]>> decide(HttpServerRequest request) {
        Query.check(request, PARAMETERS);
        Asked asked = new Asked(
                request.getParam("ruleset"),
                request.getParam("explain") != null,
                !"false".equals(request.getParam("record")),
                IdempotencyKey.of(request),
                caller.name());
        Context context = Vertx.currentContext();
        Executor afterArrivals = task -> context.runOnContext(ignored -> task.run());
        return Body.json(request).emitOn(afterArrivals).flatMap(json -> {
            Uni<RestResponse<byte[]>> answer = Uni.createFrom().deferred(() -> answer(asked, json, context));
            return json.length <= SMALL_BYTES_MAX && asked.needsNoStore()
                    ? answer
                    : answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        });
    }

    /** The parameters of a request. */
    private record Asked(String version, boolean explained, boolean recorded, String key, String actor) {

        boolean needsNoStore() {
            return version == null && key == null;
        }
    }

    private Uni<RestResponse<byte[]>> answer(Asked asked, byte[] json, Context context) {
        if (asked.recorded && asked.key != null) {
            Optional<StoredDetermination> earlier = records.log().findByKey(asked.actor, asked.key);
            if (earlier.isPresent() && Arrays.equals(earlier.get().facts(), json)) {
                return Uni.createFrom().item(again(earlier.get()));
            }
        }
        Edition edition = asked.recorded ? rulesets.released(asked.version) : rulesets.edition(asked.version);
        UnrecordedDetermination decided = decider.decide(edition, json, asked.explained);
        if (!asked.recorded) {
            return Uni.createFrom().item(edition.answer(decided.answer()));
        }
        return Uni.createFrom()
                .completionStage(records.log().append(decided.by(asked.actor, asked.key)))
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .map(appended -> answer(decided, appended));
    }

    private static RestResponse<byte[]> answer(UnrecordedDetermination decided, AppendResult appended) {
        if (appended instanceof AppendResult.Known known) {
            return again(known.earlier());
        }
        if (appended instanceof AppendResult.OtherFacts other) {
            throw new Refusal(Problem.keyUsed(other.earlier()));
        }
        return recorded(decided.id().toString(), decided.edition().version(), decided.answer())
                .build();
    }

    private static RestResponse<byte[]> again(StoredDetermination earlier) {
        return recorded(earlier.id().toString(), earlier.rulesetVersion(), earlier.answer())
                .header("Idempotency-Replayed", "true")
                .build();
    }

    private static RestResponse.ResponseBuilder<byte[]> recorded(String id, String version, byte[] answer) {
        return RestResponse.ResponseBuilder.ok(answer, MediaType.APPLICATION_JSON_TYPE)
                .header(ActiveRuleset.HEADER, version)
                .header(HttpHeaders.CONTENT_LOCATION, PATH + "/" + id);
    }
}
