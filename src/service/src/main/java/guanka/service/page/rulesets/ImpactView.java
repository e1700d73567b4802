package guanka.service.page.rulesets;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.service.page.Visit;
import guanka.service.page.Words;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a version flips, for people.
 *
 * @param outcomes heads of the matrix, mildest first
 * @param matrix   a row for each outcome under the base
 * @param shown    the flips that are listed here
 */
public record ImpactView(
        String base,
        long records,
        long cases,
        long selected,
        long flipped,
        long milder,
        long stricter,
        long reviewOnly,
        long findingsOnly,
        List<Mark> outcomes,
        List<MatrixRow> matrix,
        List<Ranked> byRow,
        List<Ranked> byProvision,
        List<Ranked> byParty,
        List<FlipView> shown,
        long notListed) {

    public record MatrixRow(Mark from, List<Cell> cells) {}

    /** @param direction class of the style sheet; empty where nothing flips */
    public record Cell(String from, String to, long count, String direction, String said) {}

    public record Ranked(String name, long count, long milder) {}

    /** @param record whether it is a recorded shipment; else a case */
    public record FlipView(
            String id,
            boolean record,
            String direction,
            String said,
            String from,
            String to,
            String provisions,
            String rows,
            String parties) {}

    /** @param from and to: the cell of the matrix whose flips are asked for, or null for all */
    static ImpactView of(Visit visit, byte[] report, String from, String to) {
        JsonNode json = Reports.tree(report);
        Words words = visit.words();
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        JsonNode totals = json.path("totals");
        List<String> outcomes =
                List.of("NO_LICENSE_REQUIRED", "EXEMPT", "UNDETERMINED", "LICENSE_REQUIRED", "PROHIBITED");
        return new ImpactView(
                json.at("/base/version").asText(),
                totals.path("records").asLong(),
                totals.path("cases").asLong(),
                totals.path("selected").asLong(),
                totals.path("flipped").asLong(),
                totals.path("milder").asLong(),
                totals.path("stricter").asLong(),
                totals.path("reviewOnly").asLong(),
                totals.path("findingsOnly").asLong(),
                outcomes.stream().map(o -> Mark.of(o, codes.outcome(o))).toList(),
                outcomes.stream()
                        .map(o -> new MatrixRow(
                                Mark.of(o, codes.outcome(o)),
                                outcomes.stream()
                                        .map(p -> cell(json.path("matrix"), o, p, words))
                                        .toList()))
                        .toList(),
                Reports.each(json.path("byRow"), r -> ranked(Reports.place(r.path("row")), r)),
                Reports.each(
                        json.path("byProvision"), r -> ranked(r.path("name").asText(), r)),
                Reports.each(json.path("byParty"), r -> ranked(r.path("name").asText(), r)),
                flips(json.path("flips"), from, to, codes, words),
                json.path("notListed").asLong());
    }

    private static Ranked ranked(String name, JsonNode count) {
        return new Ranked(
                name, count.path("count").asLong(), count.path("milder").asLong());
    }

    private static Cell cell(JsonNode matrix, String from, String to, Words words) {
        long count = 0;
        String direction = "";
        for (JsonNode cell : matrix) {
            if (cell.path("from").asText().equals(from)
                    && cell.path("to").asText().equals(to)) {
                count += cell.path("count").asLong();
                direction = cell.path("direction").asText();
            }
        }
        return new Cell(from, to, count, direction, direction.isEmpty() ? "" : words.of("direction." + direction));
    }

    private static List<FlipView> flips(JsonNode flips, String from, String to, Codes codes, Words words) {
        List<FlipView> shown = new ArrayList<>();
        for (JsonNode flip : flips) {
            if (from == null
                    || from.equals(flip.at("/from/outcome").asText())
                            && to.equals(flip.at("/to/outcome").asText())) {
                String direction = flip.path("direction").asText();
                shown.add(new FlipView(
                        flip.path("id").asText(),
                        flip.path("kind").asText().equals("RECORD"),
                        direction,
                        words.of("direction." + direction),
                        Reports.side(codes, flip.path("from"), words),
                        Reports.side(codes, flip.path("to"), words),
                        String.join(", ", Reports.each(flip.path("provisions"), JsonNode::asText)),
                        String.join("; ", Reports.each(flip.path("rows"), Reports::place)),
                        String.join(", ", Reports.each(flip.path("parties"), JsonNode::asText))));
            }
        }
        return shown;
    }
}
