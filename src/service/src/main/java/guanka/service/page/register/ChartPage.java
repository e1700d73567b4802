package guanka.service.page.register;

import guanka.facts.Source;
import guanka.facts.rows.ControlRow;
import guanka.facts.rows.MarkRow;
import guanka.service.page.Frame;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.facts.Codes;
import guanka.service.page.facts.Countries;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jboss.resteasy.reactive.RestResponse;

/** The charts of countries, looked up by country, and the reasons for which an entry is controlled, held against it. */
@Authenticated
@Path("/chart")
public class ChartPage {

    /** Rows shown at most of one chart or one search. */
    private static final int ROWS = 300;

    /**
     * The page.
     *
     * @param reasons of the entry that is looked up
     */
    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Chart(
            Frame f,
            String country,
            String entry,
            boolean asked,
            List<ReasonView> reasons,
            List<ChartView> charts,
            List<Countries.Country> countries)
            implements TemplateInstance {}

    /** A chart with the rows that were looked for. */
    public record ChartView(String name, List<String> columns, List<CountryView> rows) {}

    /** A country of a chart; {@code marks} says for each column whether it is marked. */
    public record CountryView(
            String name, String code, String readsAs, List<Boolean> marks, String address, String row) {}

    /** @param marked whether it is marked for the country that is looked up; empty where none is */
    public record ReasonView(
            String entry,
            String reason,
            String paragraphs,
            String places,
            String marked,
            boolean isMarked,
            String address,
            String row) {}

    private final Visits visits;

    ChartPage(Visits visits) {
        this.visits = visits;
    }

    @Authenticated
    @GET
    public RestResponse<String> chart(HttpServerRequest request) {
        Visit visit = visits.of(request);
        String country = Countries.code(text(visit.parameter("country")));
        String entry = text(visit.parameter("entry")).toUpperCase(Locale.ROOT);
        List<MarkRow> marks = visit.edition().ruleset().rows(MarkRow.class).stream()
                .filter(row -> row.to() == null)
                .toList();
        return visit.page(
                200,
                new Chart(
                        visit.frame("chart", visit.words().of("chart.title")),
                        Countries.name(country, visit.language()),
                        entry,
                        !entry.isEmpty(),
                        reasons(visit, entry, country, marks),
                        charts(visit, country, marks),
                        Countries.in(visit.language())));
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    private static List<ChartView> charts(Visit visit, String country, List<MarkRow> marks) {
        Map<String, List<MarkRow>> sheets = new LinkedHashMap<>();
        marks.forEach(row -> sheets.computeIfAbsent(row.source().sheet(), x -> new ArrayList<>())
                .add(row));
        return sheets.entrySet().stream()
                .map(sheet -> {
                    Set<String> columns = new LinkedHashSet<>(columns(visit, sheet.getKey()));
                    return new ChartView(
                            sheet.getKey(),
                            List.copyOf(columns),
                            sheet.getValue().stream()
                                    .filter(row ->
                                            country.isEmpty() || row.country().equals(country))
                                    .limit(ROWS)
                                    .map(row -> view(visit, row, sheet.getValue(), columns))
                                    .toList());
                })
                .toList();
    }

    /** The columns of a chart in the order in which its sheet prints them. */
    private static List<String> columns(Visit visit, String sheet) {
        Set<String> marked = new LinkedHashSet<>();
        visit.edition().ruleset().rows(MarkRow.class).stream()
                .filter(row -> row.source().sheet().equals(sheet))
                .forEach(row -> marked.addAll(row.marks()));
        return visit.edition().ruleset().tables().sheets().stream()
                .filter(view -> view.sheet().equals(sheet))
                .flatMap(view -> view.headers().stream())
                .filter(marked::contains)
                .toList();
    }

    private static CountryView view(Visit visit, MarkRow row, List<MarkRow> sheet, Set<String> columns) {
        List<String> marks = read(row, sheet).marks();
        return new CountryView(
                Countries.name(row.country(), visit.language()),
                row.country(),
                row.readsAs() == null
                        ? ""
                        : row.readsAs().equals(MarkRow.NOT_SETTLED)
                                ? visit.words().of("chart.notSettled")
                                : Countries.name(row.readsAs(), visit.language()),
                columns.stream().map(marks::contains).toList(),
                address(visit, row.source()),
                place(row.source()));
    }

    /** The row whose marks count for a country. */
    private static MarkRow read(MarkRow row, List<MarkRow> sheet) {
        return row.readsAs() == null
                ? row
                : sheet.stream()
                        .filter(other -> other.country().equals(row.readsAs()))
                        .findFirst()
                        .orElse(row);
    }

    private static List<ReasonView> reasons(Visit visit, String entry, String country, List<MarkRow> marks) {
        if (entry.isEmpty()) {
            return List.of();
        }
        int dot = entry.indexOf('.');
        String heading = dot < 0 ? entry : entry.substring(0, dot);
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Set<String> marked = new LinkedHashSet<>();
        Map<String, List<MarkRow>> sheets = new LinkedHashMap<>();
        marks.forEach(row -> sheets.computeIfAbsent(row.source().sheet(), x -> new ArrayList<>())
                .add(row));
        sheets.values()
                .forEach(sheet -> sheet.stream()
                        .filter(row -> row.country().equals(country))
                        .forEach(row -> marked.addAll(read(row, sheet).marks())));
        Set<String> columns = new LinkedHashSet<>();
        marks.forEach(row -> columns.addAll(row.marks()));
        return visit.edition().ruleset().rows(ControlRow.class).stream()
                .filter(row -> row.entry().startsWith(heading))
                .limit(ROWS)
                .map(row -> reason(visit, codes, row, country, marked, columns))
                .toList();
    }

    private static ReasonView reason(
            Visit visit, Codes codes, ControlRow row, String country, Set<String> marked, Set<String> columns) {
        boolean byChart = !row.places().isEmpty() && columns.containsAll(row.places());
        boolean is = byChart && row.places().stream().anyMatch(marked::contains);
        return new ReasonView(
                row.entry(),
                row.reason() + ": " + codes.meaning("reasons", row.reason()),
                paragraphs(visit, row),
                row.places().isEmpty() ? visit.words().of("chart.everywhere") : String.join(", ", row.places()),
                country.isEmpty() || !byChart ? "" : visit.words().of(is ? "chart.marked" : "chart.notMarked"),
                is,
                address(visit, row.source()),
                place(row.source()));
    }

    private static String paragraphs(Visit visit, ControlRow row) {
        String of = row.paragraphs().isEmpty() ? visit.words().of("chart.entire") : String.join(", ", row.paragraphs());
        String but = row.exceptParagraphs().isEmpty()
                ? ""
                : " " + visit.words().of("chart.except") + " " + String.join(", ", row.exceptParagraphs());
        return of + but + (row.settledByCode() ? "" : " (" + visit.words().of("chart.words") + ")");
    }

    private static String address(Visit visit, Source row) {
        return visit.rowAddress(row.workbook(), row.sheet(), row.row());
    }

    private static String place(Source row) {
        return row.sheet() + " " + row.row();
    }
}
