package guanka.service.page.records;

import guanka.engine.ruleset.RefusedRuleset;
import guanka.records.ArchivedRuleset;
import guanka.service.determinations.RecordedResource;
import guanka.service.determinations.RecordedResource.Replayed;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Refusal;
import guanka.service.records.Records;
import guanka.service.security.Roles;
import guanka.workbench.replay.Difference;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Decides recorded facts again and shows what moved; the new answer is not recorded. */
@RolesAllowed({Roles.CALLER, Roles.ANALYST, Roles.AUDITOR})
@Path("/determinations/{id}/replay")
@Produces(MediaType.TEXT_HTML)
public class ReplayPage {

    /** @param versions that can decide again */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Replay(
            Frame f,
            String id,
            boolean same,
            String recordedBy,
            String replayedBy,
            String recordedAt,
            List<Difference> moved,
            List<Choice> versions)
            implements TemplateInstance {}

    private final Visits visits;
    private final RecordedResource recorded;
    private final Records records;

    ReplayPage(Visits visits, RecordedResource recorded, Records records) {
        this.visits = visits;
        this.recorded = recorded;
        this.records = records;
    }

    @GET
    public RestResponse<String> replay(String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        String version = visit.parameter("ruleset");
        try {
            Replayed replayed = recorded.replayed(id, version == null || version.isBlank() ? null : version);
            return visit.page(new Replay(
                    visit.frame("records", visit.words().of("replay.title")),
                    id,
                    replayed.same(),
                    replayed.recordedBy().version(),
                    replayed.replayedBy().version(),
                    replayed.recordedAt(),
                    replayed.moved(),
                    versions(replayed.replayedBy().version())));
        } catch (Refusal refusal) {
            return visit.page(
                    refusal.problem().status(),
                    Note.of(
                            visit,
                            visit.words().of("refused.title"),
                            visit.language().of(refusal.problem().told())));
        } catch (RefusedRuleset refused) {
            return visit.page(
                    409,
                    Note.of(
                            visit,
                            visit.words().of("refused.title"),
                            visit.words().of("noRuleset", "version", version == null ? "" : version)));
        }
    }

    private List<Choice> versions(String chosen) {
        return records.rulesets().list().stream()
                .map(ArchivedRuleset::version)
                .map(v -> new Choice(v, v, v.equals(chosen)))
                .toList();
    }
}
