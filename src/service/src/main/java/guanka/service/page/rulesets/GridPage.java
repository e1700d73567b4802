package guanka.service.page.rulesets;

import guanka.records.ArchivedRuleset;
import guanka.records.RulesetState;
import guanka.service.page.Frame;
import guanka.service.page.SameOrigin;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Field.Choice;
import guanka.service.problems.Refusal;
import guanka.service.requests.Body;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Drafts;
import guanka.service.rulesets.DraftsResource;
import guanka.service.security.Roles;
import guanka.tables.SheetView;
import guanka.tables.TableMerge;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * A sheet of a version with what differs from the version that it is compared with, some rows at a time, and a form for the cells of
 * one row. What is typed there goes into the draft by the door of an upload: the same checks, the same record.
 */
@RolesAllowed({Roles.ANALYST, Roles.APPROVER, Roles.AUDITOR})
@SameOrigin
@Path("/rulesets/{version}/grid")
@Produces(MediaType.TEXT_HTML)
public class GridPage {

    private static final int ON_A_PAGE = 25;
    private static final String CELL = "cell.";

    /**
     * @param chosen  the sheet that is shown, as {@code workbook!sheet}
     * @param find    what the rows must hold, or an empty text
     * @param only    whether changed rows alone are shown
     * @param row     the row whose cells can be typed, or null
     * @param mistakes why what was typed was refused
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Grid(
            Frame f,
            String version,
            String digest,
            boolean editable,
            List<Choice> sheets,
            String chosen,
            String find,
            boolean only,
            List<GridRow> rows,
            int found,
            String earlier,
            String later,
            GridRow row,
            List<String> mistakes)
            implements TemplateInstance {}

    /** @param mark {@code new}, {@code changed}, or an empty text */
    public record GridRow(String key, int number, String mark, List<GridCell> cells, String address) {}

    /** @param was text in the other version where that is another one, or null */
    public record GridCell(String header, String text, String was, boolean changed, int lines) {}

    private final Visits visits;
    private final ActiveRuleset rulesets;
    private final Drafts drafts;
    private final DraftsResource making;

    GridPage(Visits visits, ActiveRuleset rulesets, Drafts drafts, DraftsResource making) {
        this.visits = visits;
        this.rulesets = rulesets;
        this.drafts = drafts;
        this.making = making;
    }

    @GET
    public RestResponse<String> look(String version, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(
                visit,
                () -> visit.page(grid(
                        visit,
                        rulesets.find(version),
                        parameter(visit, "sheet"),
                        parameter(visit, "row"),
                        Map.of(),
                        List.of())));
    }

    /** Puts the cells of a row into the draft, adds them as a new row, or takes the row away. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Roles.ANALYST)
    public RestResponse<String> type(String version, byte[] body, HttpServerRequest request) {
        Visit visit = visits.of(request);
        return Steps.taken(visit, () -> {
            Map<String, List<String>> form = Body.fields(body);
            ArchivedRuleset draft = rulesets.find(version);
            String chosen = one(form, "sheet");
            SheetView sheet = sheet(draft, chosen);
            Map<String, String> typed = new LinkedHashMap<>();
            if (sheet != null) {
                for (int i = 0; i < sheet.headers().size(); i++) {
                    typed.put(sheet.headers().get(i), one(form, CELL + i).replace("\r\n", "\n"));
                }
            }
            String key = one(form, "key");
            SheetView.Row row = row(sheet, key);
            if (row == null) {
                return visit.page(404, grid(visit, draft, chosen, null, Map.of(), List.of()));
            }
            String what = one(form, "what");
            TableMerge.Edit edit = what.equals("remove")
                    ? new TableMerge.Edit(sheet.sheet(), row.number(), null)
                    : new TableMerge.Edit(sheet.sheet(), what.equals("add") ? 0 : row.number(), typed);
            try {
                making.change(version, one(form, "digest"), sheet.workbook(), List.of(edit));
            } catch (Refusal refusal) {
                if (refusal.problem().errors().isEmpty()) {
                    throw refusal;
                }
                List<String> mistakes = refusal.problem().errors().stream()
                        .map(error -> (error.sheet() == null ? "" : error.sheet() + " ")
                                + (error.cell() == null ? "" : error.cell() + ": ")
                                + visit.language().of(error.message()))
                        .toList();
                return visit.page(refusal.problem().status(), grid(visit, draft, chosen, key, typed, mistakes));
            }
            return visit.seeOther(address(version, chosen, ""));
        });
    }

    private Grid grid(
            Visit visit,
            ArchivedRuleset kept,
            String chosen,
            String key,
            Map<String, String> typed,
            List<String> mistakes) {
        List<SheetView> all = rulesets.of(kept).ruleset().tables().sheets();
        SheetView sheet = sheet(kept, chosen) == null ? all.get(0) : sheet(kept, chosen);
        String name = name(sheet);
        Map<String, SheetView.Row> before = before(kept, sheet);
        String find = parameter(visit, "find");
        boolean only = !parameter(visit, "only").isEmpty();
        List<GridRow> rows = new ArrayList<>();
        for (SheetView.Row row : sheet.rows()) {
            GridRow shown = gridRow(kept, sheet, row, before, Map.of());
            if ((!only || !shown.mark().isEmpty()) && holds(row, find)) {
                rows.add(shown);
            }
        }
        int pages = Math.max(1, (rows.size() + ON_A_PAGE - 1) / ON_A_PAGE);
        String asked = parameter(visit, "page");
        int page = Math.min(pages, asked.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(asked) : 1);
        String query = (find.isEmpty() ? "" : "&find=" + Visit.encoded(find)) + (only ? "&only=on" : "");
        SheetView.Row row = row(sheet, key);
        return new Grid(
                visit.frame("rulesets", visit.words().of("grid.title")),
                kept.version(),
                kept.digest(),
                kept.state() == RulesetState.DRAFT || kept.state() == RulesetState.APPROVED,
                all.stream()
                        .map(one -> new Choice(
                                name(one),
                                one.workbook() + ", " + one.sheet(),
                                name(one).equals(name)))
                        .toList(),
                name,
                find,
                only,
                rows.stream().skip((page - 1L) * ON_A_PAGE).limit(ON_A_PAGE).toList(),
                rows.size(),
                page > 1 ? address(kept.version(), name, query + "&page=" + (page - 1)) : "",
                page < pages ? address(kept.version(), name, query + "&page=" + (page + 1)) : "",
                row == null ? null : gridRow(kept, sheet, row, before, typed),
                mistakes);
    }

    private static boolean holds(SheetView.Row row, String find) {
        String wanted = find.toLowerCase(Locale.ROOT);
        return wanted.isEmpty()
                || row.cells().stream()
                        .anyMatch(cell -> cell.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private Map<String, SheetView.Row> before(ArchivedRuleset kept, SheetView sheet) {
        Map<String, SheetView.Row> before = new HashMap<>();
        drafts.baseOf(kept).ruleset().tables().sheets().stream()
                .filter(other ->
                        name(other).equals(name(sheet)) && other.headers().equals(sheet.headers()))
                .flatMap(other -> other.rows().stream())
                .forEach(row -> before.put(row.key(), row));
        return before;
    }

    private static GridRow gridRow(
            ArchivedRuleset kept,
            SheetView sheet,
            SheetView.Row row,
            Map<String, SheetView.Row> before,
            Map<String, String> typed) {
        SheetView.Row old = before.get(row.key());
        List<GridCell> cells = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < row.cells().size(); i++) {
            String header = sheet.headers().get(i);
            String text = typed.getOrDefault(header, row.cells().get(i));
            String was = old == null ? null : old.cells().get(i);
            boolean differs = was != null && !was.equals(row.cells().get(i));
            changed |= differs;
            cells.add(new GridCell(header, text, differs ? was : null, differs, Math.min(8, 1 + text.length() / 60)));
        }
        return new GridRow(
                row.key(),
                row.number(),
                old == null ? "new" : changed ? "changed" : "",
                cells,
                address(kept.version(), name(sheet), "&row=" + Visit.encoded(row.key()) + "#row"));
    }

    private SheetView sheet(ArchivedRuleset kept, String chosen) {
        return rulesets.of(kept).ruleset().tables().sheets().stream()
                .filter(sheet -> name(sheet).equals(chosen))
                .findFirst()
                .orElse(null);
    }

    private static SheetView.Row row(SheetView sheet, String key) {
        return sheet == null
                ? null
                : sheet.rows().stream()
                        .filter(row -> row.key().equals(key))
                        .findFirst()
                        .orElse(null);
    }

    private static String name(SheetView sheet) {
        return sheet.workbook() + "!" + sheet.sheet();
    }

    private static String parameter(Visit visit, String name) {
        String given = visit.parameter(name);
        return given == null ? "" : given;
    }

    private static String one(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    private static String address(String version, String sheet, String query) {
        return "/rulesets/" + Visit.encoded(version) + "/grid?sheet=" + Visit.encoded(sheet) + query;
    }
}
