package guanka.service.rulesets;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.records.ArchivedRuleset;
import guanka.records.StoredDetermination;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.KeptImpact;
import guanka.service.records.Records;
import guanka.service.records.Trail;
import guanka.service.requests.Lines;
import guanka.service.requests.Query;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.service.workers.Background;
import guanka.workbench.impact.Explained;
import guanka.workbench.impact.Flip;
import guanka.workbench.impact.Impact;
import guanka.workbench.impact.ImpactReport;
import guanka.workbench.impact.Past;
import guanka.workbench.impact.Progress;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reports which past decisions a version would flip. */
@Path(RulesetsResource.PATH + "/{version}/impact")
public class ImpactResource {

    private final ActiveRuleset rulesets;
    private final Drafts drafts;
    private final Records records;
    private final Trail trail;
    private final Caller caller;

    ImpactResource(ActiveRuleset rulesets, Drafts drafts, Records records, Trail trail, Caller caller) {
        this.rulesets = rulesets;
        this.drafts = drafts;
        this.records = records;
        this.trail = trail;
        this.caller = caller;
    }

    /** One line of the stream; exactly one of its parts is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Told(Progress progress, Flip flip, ImpactReport report) {}

    /** Runs until the end, or until the caller hangs up; the report of a whole run is kept with the version. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    @POST
    @Produces(Lines.NDJSON)
    public Response run(String version, HttpServerRequest request) {
        PastDecisions.Scope scope = PastDecisions.scope(request);
        if (records.log().search(scope.search(), null, 1).records().isEmpty()) {
            RecordFilters.mustNameSomething(scope.search(), rulesets, records.log());
        }
        ArchivedRuleset kept = rulesets.find(version);
        Edition draft = rulesets.of(kept);
        Edition base = scope.base() == null ? drafts.baseOf(kept) : rulesets.edition(scope.base());
        StreamingOutput told = out -> stream(kept, draft, base, scope, out);
        return Response.ok(told, Lines.NDJSON)
                .header(ActiveRuleset.HEADER, version)
                .build();
    }

    private void stream(ArchivedRuleset kept, Edition draft, Edition base, PastDecisions.Scope scope, OutputStream out)
            throws IOException {
        try {
            ImpactReport report = report(kept, draft, base, scope, new Impact.Listener() {
                @Override
                public void progress(Progress progress) {
                    write(new Told(progress, null, null), out);
                }

                @Override
                public void flip(Flip flip) {
                    write(new Told(null, flip, null), out);
                }
            });
            write(new Told(null, null, report), out);
        } catch (UncheckedIOException callerHasGone) {
            throw callerHasGone.getCause();
        }
    }

    private ImpactReport report(
            ArchivedRuleset kept, Edition draft, Edition base, PastDecisions.Scope scope, Impact.Listener listener) {
        PastDecisions past = new PastDecisions(records.log(), scope, draft);
        ImpactReport report = Background.done(
                () -> new Impact(draft.decisions(), base.decisions()).run(past, past.total(), listener, () -> false));
        if (scope.isWhole()) {
            records.rulesets()
                    .attach(kept.version(), KeptImpact.NAME, KeptImpact.nameless(CanonicalJson.write(report)));
        }
        return report;
    }

    /** Runs a version over all records and cases against the version that it comes from, and keeps the report. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    public void runOverEverything(String version) {
        ArchivedRuleset kept = rulesets.find(version);
        report(kept, rulesets.of(kept), drafts.baseOf(kept), PastDecisions.Scope.EVERYTHING, new Impact.Listener() {
            @Override
            public void progress(Progress progress) {}

            @Override
            public void flip(Flip flip) {}
        });
    }

    private static void write(Told told, OutputStream out) {
        try {
            out.write(CanonicalJson.write(told));
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The report that is kept, if it is about what the version holds now. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] kept(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        ArchivedRuleset kept = rulesets.find(version);
        return shown(kept)
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.NOT_FOUND,
                        "the impact of " + version + " as it is now has not been run over everything")));
    }

    /** The same, with the names of parties that the records still have. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
    public Optional<byte[]> shown(ArchivedRuleset version) {
        return drafts.impact(version).map(report -> KeptImpact.shown(report, records.log()));
    }

    /** Both answers to one record, with every condition. */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] explain(String version, String id, HttpServerRequest request) {
        return CanonicalJson.write(
                explained(version, PastDecisions.scope(request).base(), id));
    }

    /**
     * Both answers to one record or case.
     *
     * @param base version to compare with, or null for the one that the version comes from
     * @throws Refusal where there is no such version, record or case
     */
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    public Explained explained(String version, String base, String id) {
        ArchivedRuleset kept = rulesets.find(version);
        Edition draft = rulesets.of(kept);
        Edition against = base == null ? drafts.baseOf(kept) : rulesets.edition(base);
        return new Impact(draft.decisions(), against.decisions()).explain(find(id, draft));
    }

    private Past find(String id, Edition draft) {
        if (id.matches("[0-9a-f-]{36}")) {
            StoredDetermination stored = records.log().find(UUID.fromString(id)).orElse(null);
            if (stored != null && stored.facts() != null) {
                trail.read(caller.name(), id, "impact");
                return new Past(id, Past.RECORD, stored.facts());
            }
        }
        return PastDecisions.ofCase(id, draft)
                .orElseThrow(() -> new Refusal(Problem.of(
                        Kind.NOT_FOUND, "`" + Problem.shown(id) + "` is neither a record with facts nor a case")));
    }
}
