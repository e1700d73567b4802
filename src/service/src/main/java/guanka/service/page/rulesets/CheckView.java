package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import guanka.service.page.Visit;
import guanka.service.page.facts.Codes;
import java.util.ArrayList;
import java.util.List;

/**
 * The check report of a draft, for people.
 *
 * @param broken   ids of cases that do not hold
 * @param past     how many recorded shipments changes of past days meet, or an empty text
 * @param promises cases of workbooks that are broken or ended
 * @param holding  how many others there are, all of which hold
 * @param overtaken ids of the broken cases of files, which a person may end
 * @param coverage which rows some case reaches, sheet by sheet
 */
public record CheckView(
        int errors,
        int warnings,
        int notes,
        int cases,
        List<String> broken,
        String past,
        List<CheckFinding> findings,
        int notListed,
        List<Limit> boundaries,
        List<Promise> promises,
        int holding,
        List<Proposal> proposals,
        List<String> overtaken,
        List<Reached> coverage) {

    /**
     * A case of a workbook that does not simply hold.
     *
     * @param state {@code BROKEN} or {@code RETIRED}
     * @param days  on which it is promised
     */
    public record Promise(String id, String state, String said, String title, String days, String reason, String row) {}

    /** A case that nobody has written yet. */
    public record Proposal(String key, String title, String base, List<String> facts, String days, String answer) {}

    /** @param severity {@code ERROR}, {@code WARNING} or {@code NOTE} */
    public record CheckFinding(String severity, String said, String code, String place, String sentence) {}

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
        List<Promise> promises = Reports.each(json.path("promises"), p -> promise(visit, p));
        List<Promise> told =
                promises.stream().filter(p -> !p.state().equals("HOLDS")).toList();
        List<String> overtaken = new ArrayList<>();
        json.path("findings").forEach(f -> {
            if (f.path("code").asText().startsWith("case-") && f.has("brokenCase")) {
                overtaken.add(f.at("/brokenCase/id").asText());
            }
        });
        return new CheckView(
                json.at("/counts/errors").asInt(),
                json.at("/counts/warnings").asInt(),
                json.at("/counts/notes").asInt(),
                json.at("/cases/run").asInt(),
                broken,
                past(visit, json.path("past")),
                Reports.each(json.path("findings"), f -> found(visit, f)),
                json.path("notListed").asInt(),
                Reports.each(json.path("boundaries"), b -> limit(visit, codes, b)),
                told,
                promises.size() - told.size(),
                Reports.each(json.path("proposals"), p -> proposal(visit, codes, p)),
                overtaken,
                Reports.each(json.path("coverage"), CheckView::reached));
    }

    private static String past(Visit visit, JsonNode past) {
        if (!past.isObject()) {
            return "";
        }
        int touched = past.path("touched").asInt();
        String said = visit.words()
                .of(
                        touched == 0 ? "check.pastNone" : touched == 1 ? "check.pastOne" : "check.past",
                        "n",
                        touched,
                        "first",
                        past.path("first").asText(),
                        "last",
                        past.path("last").asText());
        return past.path("all").asBoolean()
                ? said
                : said + " " + visit.words().of("check.pastLooked", "n", past.path("looked"));
    }

    private static Promise promise(Visit visit, JsonNode promise) {
        String state = promise.path("state").asText();
        return new Promise(
                promise.path("id").asText(),
                state,
                visit.words().of("promise." + state),
                promise.at("/title/" + visit.language().code()).asText(),
                days(visit, promise),
                promise.path("reason").asText(),
                Reports.place(promise.path("place")));
    }

    private static String days(Visit visit, JsonNode of) {
        String from = of.path("from").asText();
        String to = of.path("to").asText();
        return from
                + (from.isEmpty() ? "" : " – ")
                + (to.isEmpty() ? visit.words().of("promise.open") : to);
    }

    private static Proposal proposal(Visit visit, Codes codes, JsonNode proposal) {
        List<String> facts = new ArrayList<>();
        proposal.path("facts").forEach(fact -> facts.add(fact.asText()));
        String[] answer = proposal.path("answer").asText().split(" ");
        return new Proposal(
                proposal.path("key").asText(),
                proposal.at("/title/" + visit.language().code()).asText(),
                proposal.path("baseCase").asText(),
                facts,
                days(visit, proposal),
                Reports.side(
                        codes,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("outcome", answer[0])
                                .put("reviewPolicy", answer.length > 1 ? answer[1] : null),
                        visit.words()));
    }

    private static CheckFinding found(Visit visit, JsonNode finding) {
        String severity = finding.path("severity").asText();
        return new CheckFinding(
                severity,
                visit.words().of("severity." + severity),
                finding.path("code").asText(),
                Reports.place(finding.path("place")),
                finding.at("/message/" + visit.language().code()).asText());
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
