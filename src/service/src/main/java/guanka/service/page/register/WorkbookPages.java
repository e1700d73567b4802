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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/** The workbooks of the ruleset, sheet by sheet, so that an answer leads to the very row that it rests on. */
@Authenticated
@Path("/workbooks")
@Produces(MediaType.TEXT_HTML)
public class WorkbookPages {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Workbooks(Frame f, List<Book> books) implements TemplateInstance {}

    public record Book(String file, List<SheetLink> sheets) {}

    public record SheetLink(String name, int rows, String address) {}

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Sheet(Frame f, SheetView sheet, List<Part> parts) implements TemplateInstance {}

    /** A stretch of a long sheet: its first and last row, and its address, or null for the one that is shown. */
    public record Part(int first, int last, String address) {}

    private final Visits visits;
    private final ActiveRuleset rulesets;
    private final Caller caller;

    WorkbookPages(Visits visits, ActiveRuleset rulesets, Caller caller) {
        this.visits = visits;
        this.rulesets = rulesets;
        this.caller = caller;
    }

    private static Sheet page(Visit visit, SheetView sheet) {
        String asked = visit.parameter("row");
        int row = asked == null || !asked.matches("[1-9][0-9]{0,6}") ? 1 : Integer.parseInt(asked);
        int last = sheet.rows().isEmpty()
                ? 1
                : sheet.rows().get(sheet.rows().size() - 1).number();
        int shown = (Math.min(row, last) - 1) / Visit.ROWS_OF_A_PAGE;
        List<Part> parts = new ArrayList<>();
        for (int part = 0; part * Visit.ROWS_OF_A_PAGE < last; part++) {
            int first = part * Visit.ROWS_OF_A_PAGE + 1;
            parts.add(new Part(
                    first,
                    Math.min(last, first + Visit.ROWS_OF_A_PAGE - 1),
                    part == shown ? null : visit.pageOfRow(sheet.workbook(), sheet.sheet(), first)));
        }
        return new Sheet(
                visit.frame("register", sheet.sheet()),
                new SheetView(
                        sheet.workbook(),
                        sheet.sheet(),
                        sheet.headers(),
                        sheet.rows().stream()
                                .filter(r -> (r.number() - 1) / Visit.ROWS_OF_A_PAGE == shown)
                                .toList()),
                parts.size() > 1 ? parts : List.of());
    }

    @Authenticated
    @GET
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
                            now.language().of(refusal.problem().told())));
        }
        return visit.edition().ruleset().tables().sheets().stream()
                .filter(s -> s.workbook().equals(file) && s.sheet().equals(sheet))
                .findFirst()
                .map(s -> visit.page(page(visit, s)))
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
