package guanka.service.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.facts.Text;
import guanka.records.Job;
import guanka.records.JobKind;
import guanka.records.PartResult;
import guanka.records.WrongState;
import guanka.service.determinations.IdempotencyKey;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Conditional;
import guanka.service.requests.Lines;
import guanka.service.requests.Query;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** Millions of shipments at once: handed in, decided in the background, fetched in parts. */
@Path(JobsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public class JobsResource {

    static final String PATH = "/v1/jobs";

    private static final int LISTED_MAX = 100;

    private final Records records;
    private final ActiveRuleset rulesets;
    private final JobIntake intake;
    private final Caller caller;
    private final Trail trail;

    JobsResource(Records records, ActiveRuleset rulesets, JobIntake intake, Caller caller, Trail trail) {
        this.records = records;
        this.rulesets = rulesets;
        this.intake = intake;
        this.caller = caller;
        this.trail = trail;
    }

    /** @param next cursor of the following page, absent at the end */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Jobs(List<JobAnswer> jobs, String next) {}

    @RolesAllowed(Roles.CALLER)
    @POST
    @Consumes(Lines.NDJSON)
    public RestResponse<byte[]> submit(HttpServerRequest request) {
        Query.check(request, Map.of("ruleset", Set.of(), "record", Set.of("true", "false")));
        String version = request.getParam("ruleset");
        return intake.take(
                new Submission.Asked(
                        JobKind.DETERMINATIONS,
                        caller.name(),
                        IdempotencyKey.of(request),
                        version,
                        rulesets.released(version).version(),
                        null,
                        !"false".equals(request.getParam("record"))),
                request);
    }

    @RolesAllowed(Roles.CALLER)
    @GET
    public byte[] list(HttpServerRequest request) {
        Query.check(request, Map.of("cursor", Set.of()));
        String cursor = request.getParam("cursor");
        List<Job> found = records.jobs().list(caller.name(), cursor == null ? null : cursor(cursor), LISTED_MAX + 1);
        List<Job> page = found.subList(0, Math.min(found.size(), LISTED_MAX));
        return CanonicalJson.write(new Jobs(
                page.stream().map(job -> JobAnswer.of(job, null)).toList(),
                found.size() > LISTED_MAX ? page.get(LISTED_MAX - 1).id().toString() : null));
    }

    @RolesAllowed(Roles.CALLER)
    @GET
    @Path("{id}")
    public byte[] show(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        return CanonicalJson.write(intake.answer(find(id)));
    }

    @RolesAllowed(Roles.CALLER)
    @POST
    @Path("{id}/cancellation")
    public byte[] cancel(String id, HttpServerRequest request) {
        Query.check(request, Map.of());
        Job job = find(id);
        try {
            return CanonicalJson.write(intake.answer(records.jobs().cancel(job.id(), Instant.now())));
        } catch (WrongState ended) {
            return CanonicalJson.write(intake.answer(find(id)));
        }
    }

    @RolesAllowed(Roles.CALLER)
    @GET
    @Path("{id}/parts/{part}")
    @Produces(Lines.NDJSON)
    public Response part(String id, String part, HttpServerRequest request) {
        Query.check(request, Map.of());
        Job job = find(id);
        PartResult result = part.matches("[1-9][0-9]{0,8}")
                ? records.jobs().result(job.id(), Integer.parseInt(part)).orElse(null)
                : null;
        if (result == null) {
            throw new Refusal(Problem.of(
                    Kind.NOT_FOUND, "job " + id + " has no part `" + Problem.shown(part) + "` that is finished"));
        }
        if (Conditional.isHeld(request, result.sha256())) {
            return Response.notModified()
                    .header(HttpHeaders.ETAG, Conditional.quoted(request, result.sha256()))
                    .build();
        }
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean packed = accepted != null && accepted.contains("gzip");
        // unpacked while it is sent: answers take some twenty times as much as when they are packed
        StreamingOutput lines = out -> {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(result.gzip()), 64 << 10)) {
                in.transferTo(out);
            }
        };
        Response.ResponseBuilder answer = Response.ok(packed ? result.gzip() : lines, Lines.NDJSON)
                .header(HttpHeaders.ETAG, Conditional.quoted(request, result.sha256()))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return (packed ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer).build();
    }

    /** The job after which the list goes on. */
    private Job cursor(String given) {
        Optional<Job> job;
        try {
            job = records.jobs().find(UUID.fromString(given));
        } catch (IllegalArgumentException notAnId) {
            job = Optional.empty();
        }
        return job.filter(one -> one.actor().equals(caller.name()))
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.INVALID_PARAMETERS,
                        "1 mistake",
                        List.of(Problem.Error.inParameter(
                                "cursor",
                                "unknown-value",
                                new Text(
                                        "`" + Problem.shown(given) + "` is not the cursor of a page",
                                        "`" + Problem.shown(given) + "` 不是任何一页的游标"))))));
    }

    private Job find(String id) {
        try {
            Job job = records.jobs().find(UUID.fromString(id)).orElseThrow(() -> unknown(id));
            if (!job.actor().equals(caller.name())) {
                trail.refused(caller.name(), "GET", PATH + "/" + id, 404);
                throw unknown(id);
            }
            return job;
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static Refusal unknown(String id) {
        return new Refusal(Problem.of(Kind.NOT_FOUND, "there is no job `" + Problem.shown(id) + "`"));
    }
}
