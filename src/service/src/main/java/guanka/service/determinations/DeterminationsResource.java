package guanka.service.determinations;

import guanka.engine.decision.Cost;
import guanka.facts.Shipment;
import guanka.records.AppendResult;
import guanka.records.StoredDetermination;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Body;
import guanka.service.requests.LargeReads;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.CostlyWork;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** Decides shipments; a determination is recorded before it is answered. */
@Path(DeterminationsResource.PATH)
public class DeterminationsResource {

    public static final String PATH = "/v1/determinations";
    static final String KEY = "Idempotency-Key";

    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "ruleset",
            Set.of(),
            "record",
            Set.of("true", "false"),
            "explain",
            Set.of("full"),
            ShortForm.VIEW,
            ShortForm.VIEWS);
    private static final int SMALL_BYTES_MAX = 4 << 10;

    /** Reading a larger body alone takes long. */
    private static final int LARGE_BYTES = 256 << 10;

    /** What is read of a body takes thirty times its bytes, so only as many are read and decided at once as processors can. */
    private final Semaphore larger = new Semaphore(2 * Runtime.getRuntime().availableProcessors(), true);

    private final ActiveRuleset rulesets;
    private final Decider decider;
    private final Records records;
    private final Caller caller;
    private final CostlyWork costly;

    DeterminationsResource(ActiveRuleset rulesets, Decider decider, Records records, Caller caller, CostlyWork costly) {
        this.costly = costly;
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
        return decide(request, request.getParam(ShortForm.VIEW) != null);
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(ShortForm.MEDIA_TYPE)
    public Uni<RestResponse<byte[]>> decideInShort(HttpServerRequest request) {
        return decide(request, true);
    }

    private Uni<RestResponse<byte[]>> decide(HttpServerRequest request, boolean brief) {
        Query.check(request, PARAMETERS);
        Asked asked = new Asked(
                request.getParam("ruleset"),
                request.getParam("explain") != null,
                !"false".equals(request.getParam("record")),
                brief,
                IdempotencyKey.of(request),
                caller.name());
        Context context = Vertx.currentContext();
        Executor afterArrivals = task -> context.runOnContext(ignored -> task.run());
        return Body.json(request).emitOn(afterArrivals).flatMap(json -> {
            boolean small = json.length <= SMALL_BYTES_MAX;
            if (small && asked.needsNoStore()) {
                return read(asked, json, context, request);
            }
            Uni<RestResponse<byte[]>> answer = Uni.createFrom()
                    .deferred(() ->
                            small ? read(asked, json, context, request) : readLarger(asked, json, context, request));
            return answer.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        });
    }

    private Uni<RestResponse<byte[]>> readLarger(Asked asked, byte[] json, Context context, HttpServerRequest request) {
        if (json.length >= LargeReads.BYTES) {
            return LargeReads.inTurn(json.length, () -> read(asked, json, context, request));
        }
        larger.acquireUninterruptibly();
        try {
            return read(asked, json, context, request);
        } finally {
            larger.release();
        }
    }

    /** Decides here what is cheap by its facts; what is dear waits for its turn. */
    private Uni<RestResponse<byte[]>> read(Asked asked, byte[] json, Context context, HttpServerRequest request) {
        if (asked.recorded && asked.key != null) {
            Optional<StoredDetermination> earlier = records.log().findByKey(asked.actor, asked.key);
            if (earlier.isPresent() && earlier.get().isOf(json)) {
                if (!earlier.get().isAnswerTo(asked.otherwise())) {
                    throw new Refusal(Problem.keyUsed(earlier.get().id()));
                }
                return Uni.createFrom().item(again(asked, earlier.get()));
            }
        }
        Edition edition = asked.recorded ? rulesets.released(asked.version) : rulesets.forTrial(asked.version, caller);
        BooleanSupplier gone = () -> request.response().closed();
        if (json.length > LARGE_BYTES) {
            return later(
                    asked,
                    json.length,
                    context,
                    gone,
                    () -> decide(edition, json, edition.reader().read(json), asked, gone));
        }
        Shipment shipment = edition.reader().read(json);
        return costly.isDear(Cost.micros(shipment))
                ? later(asked, json.length, context, gone, () -> decide(edition, json, shipment, asked, gone))
                : answer(asked, decide(edition, json, shipment, asked, gone), context);
    }

    private UnrecordedDetermination decide(
            Edition edition, byte[] json, Shipment shipment, Asked asked, BooleanSupplier gone) {
        return decider.decide(edition, json, shipment, asked.explained, gone);
    }

    private Uni<RestResponse<byte[]>> later(
            Asked asked, long bytes, Context context, BooleanSupplier gone, Supplier<UnrecordedDetermination> work) {
        return Uni.createFrom()
                .completionStage(costly.submit(asked.actor, bytes, gone, work))
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .flatMap(decided -> answer(asked, decided, context));
    }

    /** The parameters of a request. */
    private record Asked(String version, boolean explained, boolean recorded, boolean brief, String key, String actor) {

        /** What a key stands for beside the facts. */
        String otherwise() {
            return asked(version, explained);
        }

        boolean needsNoStore() {
            return version == null && key == null;
        }
    }

    /** The parameters that an answer depends on, as they were given. */
    static String asked(String version, boolean explained) {
        return "ruleset=" + (version == null ? "" : version) + "&explain=" + (explained ? "full" : "");
    }

    private Uni<RestResponse<byte[]>> answer(Asked asked, UnrecordedDetermination decided, Context context) {
        if (!asked.recorded) {
            return Uni.createFrom()
                    .item(answer(asked, decided.edition().version(), decided.answer())
                            .build());
        }
        return Uni.createFrom()
                .completionStage(records.log().append(decided.by(asked.actor, asked.key, asked.otherwise())))
                .emitOn(task -> context.runOnContext(ignored -> task.run()))
                .map(appended -> answer(asked, decided, appended));
    }

    private static RestResponse<byte[]> answer(Asked asked, UnrecordedDetermination decided, AppendResult appended) {
        if (appended instanceof AppendResult.Known known) {
            return again(asked, known.earlier());
        }
        if (appended instanceof AppendResult.OtherFacts other) {
            throw new Refusal(Problem.keyUsed(other.earlier()));
        }
        return recorded(asked, decided.id().toString(), decided.edition().version(), decided.answer())
                .build();
    }

    private static RestResponse<byte[]> again(Asked asked, StoredDetermination earlier) {
        return recorded(asked, earlier.id().toString(), earlier.rulesetVersion(), earlier.answer())
                .header("Idempotency-Replayed", "true")
                .build();
    }

    private static RestResponse.ResponseBuilder<byte[]> answer(Asked asked, String version, byte[] answer) {
        return RestResponse.ResponseBuilder.ok(
                        asked.brief ? ShortForm.of(answer) : answer,
                        asked.brief ? ShortForm.MEDIA_TYPE : MediaType.APPLICATION_JSON)
                .header(ActiveRuleset.HEADER, version);
    }

    private static RestResponse.ResponseBuilder<byte[]> recorded(
            Asked asked, String id, String version, byte[] answer) {
        return answer(asked, version, answer).header(HttpHeaders.CONTENT_LOCATION, PATH + "/" + id);
    }
}
