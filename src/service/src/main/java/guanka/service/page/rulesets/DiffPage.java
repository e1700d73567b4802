package guanka.service.page.rulesets;

import guanka.records.ArchivedRuleset;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Field.Choice;
import guanka.service.records.Records;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Drafts;
import guanka.service.rulesets.Edition;
import guanka.service.security.Roles;
import guanka.tables.TableDiff;
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

/** What differs between two versions of the tables, sheet by sheet and cell by cell. */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@Path("/rulesets/{version}/diff")
@Produces(MediaType.TEXT_HTML)
public class DiffPage {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record SheetDiffs(Frame f, String version, String base, List<Choice> bases, List<TableDiff.SheetDiff> sheets)
            implements TemplateInstance {}

    private final Visits visits;
    private final ActiveRuleset rulesets;
    private final Drafts drafts;
    private final Records records;

    DiffPage(Visits visits, ActiveRuleset rulesets, Drafts drafts, Records records) {
        this.visits = visits;
        this.rulesets = rulesets;
        this.drafts = drafts;
        this.records = records;
    }

    @GET
    public RestResponse<String> diff(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            ArchivedRuleset kept = rulesets.find(version);
            String asked = visit.parameter("base");
            Edition draft = rulesets.of(kept);
            Edition base = asked == null || asked.isBlank() ? drafts.baseOf(kept) : rulesets.edition(asked);
            return visit.page(new SheetDiffs(
                    visit.frame("rulesets", visit.words().of("diff.title")),
                    version,
                    base.version(),
                    records.rulesets().list().stream()
                            .map(ArchivedRuleset::version)
                            .filter(v -> !v.equals(version))
                            .map(v -> new Choice(v, v, v.equals(base.version())))
                            .toList(),
                    TableDiff.between(base.ruleset().tables(), draft.ruleset().tables())
                            .sheets()));
        });
    }
}
