package guanka.service.determinations;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Lines;
import guanka.service.requests.NdjsonBody;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.settings.Settings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/** Decides and records many shipments in one request, a line each, streamed both ways in order. */
@Path(DeterminationsResource.PATH + "/batch")
public class BatchResource {

    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "ruleset",
            Set.of(),
            "record",
            Set.of("true", "false"),
            "explain",
            Set.of("full"),
            ShortForm.VIEW,
            ShortForm.VIEWS);

    private final ActiveRuleset rulesets;
    private final BatchPipeline pipeline;
    private final Caller caller;
    private final Semaphore running;

    BatchResource(ActiveRuleset rulesets, BatchPipeline pipeline, Caller caller, Settings settings) {
        this.rulesets = rulesets;
        this.pipeline = pipeline;
        this.caller = caller;
        running = new Semaphore(settings.batchesMax());
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(Lines.NDJSON)
    @Produces(Lines.NDJSON)
    public Response decide(HttpServerRequest request) {
        return decide(request, request.getParam(ShortForm.VIEW) != null);
    }

    /** The type is that of each line. */
    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(Lines.NDJSON)
    @Produces(ShortForm.MEDIA_TYPE)
    public Response decideInShort(HttpServerRequest request) {
        return decide(request, true);
    }

    private Response decide(HttpServerRequest request, boolean brief) {
        Query.check(request, PARAMETERS);
        boolean recorded = !"false".equals(request.getParam("record"));
        String version = request.getParam("ruleset");
        Edition edition = recorded ? rulesets.released(version) : rulesets.forTrial(version, caller);
        String key = IdempotencyKey.of(request);
        Lines lines = NdjsonBody.of(request);
        boolean explained = request.getParam("explain") != null;
        BatchPipeline.Options options = new BatchPipeline.Options(
                edition,
                explained,
                recorded,
                caller.name(),
                BatchPipeline.Options.keys(key == null ? null : key + "/"),
                DeterminationsResource.asked(version, explained),
                BatchPipeline.ALL);
        if (!running.tryAcquire()) {
            throw new Refusal(Problem.of(Kind.UNAVAILABLE, "as many batches as may run at once are running"));
        }
        StreamingOutput answers = out -> {
            try {
                pipeline.stream(lines, options, brief ? BatchResource::brief : UnaryOperator.identity(), out);
            } finally {
                running.release();
            }
        };
        return Response.ok(answers, Lines.NDJSON)
                .header(ActiveRuleset.HEADER, edition.version())
                .build();
    }

    private static byte[] brief(byte[] answer) {
        try {
            return ShortForm.of(answer);
        } catch (Refusal recordedBefore) {
            return recordedBefore.problem().json();
        }
    }
}
