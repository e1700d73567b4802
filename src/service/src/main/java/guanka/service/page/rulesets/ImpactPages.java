package guanka.service.page.rulesets;

import guanka.records.ArchivedRuleset;
import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Answers;
import guanka.service.page.answer.FindingView;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Facts;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Drafts;
import guanka.service.rulesets.Edition;
import guanka.service.rulesets.ImpactResource;
import guanka.service.security.Roles;
import guanka.workbench.impact.Explained;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Which past decisions a version flips, from the matrix down to both explanations of one shipment. */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@SameOrigin
@Path("/rulesets/{version}/impact")
@Produces(MediaType.TEXT_HTML)
public class ImpactPages {

    /** @param impact null where none was run over what the version holds now */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record ImpactOfRuleset(Frame f, String version, ImpactView impact, String only) implements TemplateInstance {}

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record BothAnswers(Frame f, String version, String id, List<Side> sides, boolean alike)
            implements TemplateInstance {}

    /** @param outcome null where the facts are refused, for the reasons given */
    public record Side(String version, Mark outcome, String review, List<FindingView> findings, List<String> refused) {}

    private final Visits visits;
    private final ActiveRuleset rulesets;
    private final Drafts drafts;
    private final ImpactResource impacts;

    ImpactPages(Visits visits, ActiveRuleset rulesets, Drafts drafts, ImpactResource impacts) {
        this.visits = visits;
        this.rulesets = rulesets;
        this.drafts = drafts;
        this.impacts = impacts;
    }

    @GET
    public RestResponse<String> impact(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        String from = visit.parameter("from");
        String to = visit.parameter("to");
        boolean some = from != null && to != null;
        return Steps.taken(
                visit,
                () -> visit.page(new ImpactOfRuleset(
                        visit.frame("rulesets", visit.words().of("impact.title")),
                        version,
                        impacts.shown(rulesets.find(version))
                                .map(report -> ImpactView.of(visit, report, some ? from : null, some ? to : null))
                                .orElse(null),
                        some ? only(visit, from, to) : "")));
    }

    private static String only(Visit visit, String from, String to) {
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        return codes.outcome(from) + " → " + codes.outcome(to);
    }

    /** Runs over everything; the report is kept with the version, also if the browser does not wait for it. */
    @POST
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    public RestResponse<String> run(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            impacts.runOverEverything(version);
            return visit.seeOther("/rulesets/" + Visit.encoded(version) + "/impact");
        });
    }

    @GET
    @Path("{id:.+}")
    @RolesAllowed({Roles.ANALYST, Roles.APPROVER})
    public RestResponse<String> both(String version, String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            ArchivedRuleset kept = rulesets.find(version);
            Explained explained = impacts.explained(version, null, id);
            return visit.page(new BothAnswers(
                    visit.frame("rulesets", visit.words().of("both.title")),
                    version,
                    id,
                    List.of(
                            side(visit, drafts.baseOf(kept), explained.base()),
                            side(visit, rulesets.of(kept), explained.draft())),
                    explained.flip() == null));
        });
    }

    private static Side side(Visit visit, Edition edition, Explained.Reply reply) {
        if (reply.determination() == null) {
            return new Side(
                    edition.version(),
                    null,
                    "",
                    List.of(),
                    reply.mistakes().stream()
                            .map(m -> m.pointer()
                                    + visit.words().of("colon")
                                    + visit.language().of(m.message()))
                            .toList());
        }
        Codes codes = new Codes(edition.ruleset(), visit.language());
        var answer = reply.determination();
        return new Side(
                edition.version(),
                Mark.of(answer.outcome(), codes.outcome(answer.outcome())),
                answer.reviewPolicy() == null ? "" : codes.reviewPolicy(answer.reviewPolicy()),
                Answers.findings(visit.by(edition), answer, Facts.blank("")),
                List.of());
    }
}
