package guanka.service.page.register;

import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.problems.Refusal;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.tables.SheetView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The workbooks of the ruleset, sheet by sheet, so that an answer leads to the very row that it rests on. */
@Authenticated
@Path("/workbooks")
public class WorkbookPages {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Workbooks(Frame f, List<Book> books) implements TemplateInstance {}

    public record Book(String file, List<SheetLink> sheets) {}

    public record SheetLink(String name, int rows, String address) {}

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Sheet(Frame f, SheetView sheet) implements TemplateInstance {}

    private final Visits visits;
    private final ActiveRuleset rulesets;
    private final Caller caller;

    WorkbookPages(Visits visits, ActiveRuleset rulesets, Caller caller) {
        this.visits = visits;
        this.rulesets = rulesets;
        this.caller = caller;
    }

    @Authenticated
    @GET
    @Operation(hidden = true)
    public RestResponse<String> all(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Map<String, List<SheetLink>> books = new LinkedHashMap<>();
        for (SheetView sheet : visit.edition().ruleset().tables().sheets()) {
            books.computeIfAbsent(sheet.workbook(), b -> new ArrayList<>())
                    .add(new SheetLink(
                            sheet.sheet(), sheet.rows().size(), visit.sheetAddress(sheet.workbook(), sheet.sheet())));
        }
        return visit.page(new Workbooks(
                visit.frame("register", visit.words().of("workbooks.title")),
                books.entrySet().stream()
                        .map(b -> new Book(b.getKey(), b.getValue()))
                        .toList()));
    }

    @Authenticated
    @GET
    @Path("{file}/{sheet}")
    @Operation(hidden = true)
    public RestResponse<String> one(String file, String sheet, HttpServerRequest request) {
        Visit now = visits.of(request);
        Visit visit;
        try {
            visit = now.by(edition(now.parameter("ruleset")));
        } catch (Refusal refusal) {
            return now.page(
                    refusal.problem().status(),
                    Note.of(
                            now,
                            now.words().of("refused.title"),
                            refusal.problem().detail()));
        }
        return visit.edition().ruleset().tables().sheets().stream()
                .filter(s -> s.workbook().equals(file) && s.sheet().equals(sheet))
                .findFirst()
                .map(s -> visit.page(new Sheet(visit.frame("register", s.sheet()), s)))
                .orElseGet(() -> visit.page(
                        404,
                        Note.of(
                                visit,
                                visit.words().of("notFound.title"),
                                visit.words().of("noSheet", "file", file, "sheet", sheet))));
    }

    /** Drafts are for those who work on them. */
    private Edition edition(String version) {
        boolean worksOnDrafts = caller.has(Roles.ANALYST) || caller.has(Roles.APPROVER) || caller.has(Roles.AUDITOR);
        return worksOnDrafts ? rulesets.edition(version) : rulesets.released(version);
    }
}
