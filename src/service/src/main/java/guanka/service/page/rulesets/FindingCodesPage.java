package guanka.service.page.rulesets;

import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.security.Roles;
import guanka.tables.MistakeCodes;
import guanka.workbench.check.FindingKind;
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

/** What the codes of findings and mistakes mean, as the guide of analysts explains them; each code is an anchor. */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@Path(FindingCodesPage.ADDRESS)
@Produces(MediaType.TEXT_HTML)
public class FindingCodesPage {

    static final String ADDRESS = "/guide/codes";

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record FindingCodes(Frame f, List<Kind> kinds, List<Group> groups) implements TemplateInstance {}

    /** @param said severity in the language of the page */
    public record Kind(String code, String severity, String said, String meaning) {}

    /** Codes of mistakes that are about the same. */
    public record Group(String about, List<String> codes) {}

    private final Visits visits;

    FindingCodesPage(Visits visits) {
        this.visits = visits;
    }

    @GET
    public RestResponse<String> codes(HttpServerRequest request) {
        Visit visit = visits.of(request);
        return visit.page(new FindingCodes(
                visit.frame("rulesets", visit.words().of("meanings.title")),
                FindingKind.all().stream()
                        .map(kind -> new Kind(
                                kind.code(),
                                kind.severity().name(),
                                visit.words().of("severity." + kind.severity()),
                                visit.language().of(kind.meaning())))
                        .toList(),
                MistakeCodes.all().stream()
                        .map(group -> new Group(visit.language().of(group.about()), group.codes()))
                        .toList()));
    }
}
