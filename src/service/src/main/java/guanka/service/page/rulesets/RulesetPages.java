package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import guanka.engine.json.CanonicalJson;
import guanka.records.ArchivedRuleset;
import guanka.records.PlannedActivation;
import guanka.records.RulesetState;
import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.requests.Body;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Drafts;
import guanka.service.rulesets.DraftsResource;
import guanka.service.rulesets.ReleasesResource;
import guanka.service.rulesets.RulesetAnswers;
import guanka.service.rulesets.RulesetAnswers.RulesetAnswer;
import guanka.service.security.Roles;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Versions of the law: which there are, what each is, and the steps from an uploaded workbook to a ruleset that decides. */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@SameOrigin
@Path("/rulesets")
@Produces(MediaType.TEXT_HTML)
public class RulesetPages {

    /** @param mistakes of an upload that was refused */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Rulesets(
            Frame f, List<Version> versions, List<Choice> bases, String note, List<Mistake> mistakes, String refused)
            implements TemplateInstance {}

    /** @param plan when it is to be activated, or an empty text */
    public record Version(RulesetAnswer is, Mark state, String plan) {}

    public record Mistake(String workbook, String sheet, String cell, String sentence) {}

    /**
     * One version.
     *
     * @param checked its check report, or null where it never was a draft here
     * @param report  digest of that report, or an empty text
     * @param authors everybody who had a hand in its content
     * @param impact  whether its impact on everything was run
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record OneRuleset(
            Frame f,
            Version version,
            String active,
            CheckView checked,
            String report,
            String authors,
            boolean impact,
            boolean draft,
            boolean approved,
            boolean retired)
            implements TemplateInstance {}

    private final Visits visits;
    private final Records records;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;
    private final Drafts drafts;
    private final DraftsResource making;
    private final ReleasesResource releasing;

    RulesetPages(
            Visits visits,
            Records records,
            ActiveRuleset rulesets,
            RulesetAnswers answers,
            Drafts drafts,
            DraftsResource making,
            ReleasesResource releasing) {
        this.visits = visits;
        this.records = records;
        this.rulesets = rulesets;
        this.answers = answers;
        this.drafts = drafts;
        this.making = making;
        this.releasing = releasing;
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<String> all(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return visit.page(list(visit, null, "", null));
    }

    private Rulesets list(Visit visit, String base, String note, Problem refused) {
        List<PlannedActivation> plans = records.rulesets().scheduled();
        List<Version> versions = records.rulesets().list().stream()
                .map(kept -> version(visit, answers.brief(kept, plans)))
                .toList();
        String chosen = base == null ? visit.edition().version() : base;
        return new Rulesets(
                visit.frame("rulesets", visit.words().of("rulesets.title")),
                versions,
                versions.stream()
                        .map(v -> new Choice(
                                v.is().version(),
                                v.is().version(),
                                v.is().version().equals(chosen)))
                        .toList(),
                note == null ? "" : note,
                refused == null
                        ? List.of()
                        : refused.errors().stream().map(e -> mistake(visit, e)).toList(),
                refused == null ? "" : refused.detail());
    }

    private static Version version(Visit visit, RulesetAnswer kept) {
        return new Version(
                kept,
                Mark.of(kept.state(), visit.words().of("ruleset." + kept.state())),
                kept.scheduled() == null ? "" : kept.scheduled().effective());
    }

    private static Mistake mistake(Visit visit, Problem.Error error) {
        return new Mistake(
                error.workbook() == null ? "" : error.workbook(),
                error.sheet() == null ? "" : error.sheet(),
                error.cell() == null ? "" : error.cell(),
                visit.language().of(error.message()));
    }

    /** Makes a draft of uploaded workbooks, or shows every mistake in them by its cell. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Roles.ANALYST)
    @Operation(hidden = true)
    public RestResponse<String> upload(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String base,
            @RestForm String note,
            HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            try {
                List<FileUpload> given =
                        files.stream().filter(f -> !f.fileName().isBlank()).toList();
                var made = making.make(given, base, note, request);
                String location = made.getHeaderString(HttpHeaders.LOCATION);
                return visit.seeOther(location.substring(location.indexOf("/rulesets/")));
            } catch (Refusal refusal) {
                return visit.page(refusal.problem().status(), list(visit, base, note, refusal.problem()));
            }
        });
    }

    @GET
    @Path("{version}")
    @Operation(hidden = true)
    public RestResponse<String> one(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            ArchivedRuleset kept = rulesets.find(version);
            return visit.page(new OneRuleset(
                    visit.frame("rulesets", version),
                    version(visit, answers.whole(kept)),
                    visit.edition().version(),
                    drafts.report(kept)
                            .map(report -> CheckView.of(visit, report))
                            .orElse(null),
                    drafts.report(kept).map(Drafts::reportDigest).orElse(""),
                    String.join(visit.words().of("comma"), kept.authors()),
                    drafts.impact(kept).isPresent(),
                    kept.state() == RulesetState.DRAFT,
                    kept.state() == RulesetState.APPROVED,
                    kept.state() == RulesetState.RETIRED));
        });
    }

    @POST
    @Path("{version}/approval")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.APPROVER)
    @Operation(hidden = true)
    public RestResponse<String> approve(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            ObjectNode step = step(form, "note");
            form.getOrDefault("report", List.of()).stream().findFirst().ifPresent(report -> step.put("report", report));
            step.put("acceptErrors", form.containsKey("acceptErrors"));
            releasing.approve(version, CanonicalJson.write(step), request);
            return visit.seeOther(address(version));
        });
    }

    @POST
    @Path("{version}/activation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.APPROVER)
    @Operation(hidden = true)
    public RestResponse<String> activate(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            releasing.activate(version, CanonicalJson.write(step(Body.fields(body), "reason")), request);
            return visit.seeOther(address(version));
        });
    }

    /** What was looked at, and what was said about it. */
    private static ObjectNode step(Map<String, List<String>> form, String said) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("digest", form.getOrDefault("digest", List.of("")).get(0));
        String text = form.getOrDefault(said, List.of("")).get(0);
        if (!text.isBlank()) {
            step.put(said, text);
        }
        return step;
    }

    private static String address(String version) {
        return "/rulesets/" + Visit.encoded(version);
    }
}
