package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.service.page.Visit;
import guanka.service.page.facts.Codes;
import java.util.ArrayList;
import java.util.List;

/**
 * The check report of a draft, for people.
 *
 * @param broken   ids of cases that do not hold
 * @param coverage which rows some case reaches, sheet by sheet
 */
public record CheckView(
        int errors,
        int warnings,
        int notes,
        int cases,
        List<String> broken,
        List<CheckFinding> findings,
        int notListed,
        List<Limit> boundaries,
        List<Reached> coverage) {

    /** @param severity {@code ERROR}, {@code WARNING} or {@code NOTE} */
    public record CheckFinding(
            String severity, String said, String code, String place, String sentence, String brokenCase) {}

    /** What happens just under, at and just over a changed limit. */
    public record Limit(
            String place,
            String limit,
            String position,
            String value,
            String base,
            String draft,
            boolean differs,
            String shipment) {}

    public record Reached(String sheet, int rows, int reached, int percent, List<String> missed) {}

    static CheckView of(Visit visit, byte[] report) {
        JsonNode json = Reports.tree(report);
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        List<String> broken = new ArrayList<>();
        json.at("/cases/broken").forEach(id -> broken.add(id.asText()));
        return new CheckView(
                json.at("/counts/errors").asInt(),
                json.at("/counts/warnings").asInt(),
                json.at("/counts/notes").asInt(),
                json.at("/cases/run").asInt(),
                broken,
                Reports.each(json.path("findings"), f -> found(visit, f)),
                json.path("notListed").asInt(),
                Reports.each(json.path("boundaries"), b -> limit(visit, codes, b)),
                Reports.each(json.path("coverage"), CheckView::reached));
    }

    private static CheckFinding found(Visit visit, JsonNode finding) {
        String severity = finding.path("severity").asText();
        return new CheckFinding(
                severity,
                visit.words().of("severity." + severity),
                finding.path("code").asText(),
                Reports.place(finding.path("place")),
                finding.at("/message/" + visit.language().code()).asText(),
                finding.at("/brokenCase/title").asText());
    }

    private static Limit limit(Visit visit, Codes codes, JsonNode boundary) {
        return new Limit(
                Reports.place(boundary.path("place")),
                boundary.path("limit").asText(),
                visit.words().of("position." + boundary.path("position").asText()),
                boundary.path("value").asText(),
                Reports.side(codes, boundary.path("base"), visit.words()),
                Reports.side(codes, boundary.path("draft"), visit.words()),
                boundary.path("differs").asBoolean(),
                boundary.path("caseId").asText());
    }

    private static Reached reached(JsonNode sheet) {
        int rows = sheet.path("rows").asInt();
        int reached = sheet.path("reached").asInt();
        List<String> missed = new ArrayList<>();
        sheet.path("missed").forEach(key -> missed.add(key.asText()));
        return new Reached(
                sheet.path("workbook").asText() + ", " + sheet.path("sheet").asText(),
                rows,
                reached,
                rows == 0 ? 100 : reached * 100 / rows,
                missed);
    }
}
