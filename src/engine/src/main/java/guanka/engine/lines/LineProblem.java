package guanka.engine.lines;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.FactMistake;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Text;
import java.util.List;

/**
 * Why a line was not decided, in the form of the service (RFC 9457).
 *
 * @param line number of the line in the input, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineProblem(String type, String title, int status, String detail, long line, List<FactMistake> errors) {

    /** A line whose facts break the contract. */
    public static LineProblem of(long line, RefusedShipment refused) {
        int all = refused.mistakes().size() + refused.beyond();
        String detail = (all == 1 ? "1 mistake" : all + " mistakes")
                + (refused.beyond() > 0
                        ? ", of which the first " + refused.mistakes().size() + " are listed"
                        : "");
        return new LineProblem(
                "/problems/invalid-facts",
                "The shipment does not follow the contract",
                422,
                detail,
                line,
                refused.mistakes());
    }

    /** A line that is no JSON. */
    public static LineProblem of(long line, NotJson refused) {
        String place = refused.column() == 0 ? "" : " (column " + refused.column() + ")";
        String placeZh = refused.column() == 0 ? "" : "（第 " + refused.column() + " 列）";
        Text message = new Text(refused.text().en() + place, refused.text().zh() + placeZh);
        return new LineProblem(
                "/problems/not-json",
                "The body is not JSON",
                400,
                message.en(),
                line,
                List.of(new FactMistake("", "not-json", message)));
    }

    /** A line of more bytes than are taken. */
    public static LineProblem tooLong(long line, int most) {
        Text message = new Text("the line is longer than " + most + " bytes", "该行超过 " + most + " 字节");
        return new LineProblem(
                "/problems/too-large",
                "The body is too large",
                413,
                message.en(),
                line,
                List.of(new FactMistake("", "too-large", message)));
    }

    /** A line at which the engine failed. */
    public static LineProblem fault(long line, Throwable fault) {
        return new LineProblem(
                "/problems/failed", "The command failed", 500, "a fault of the engine: " + fault, line, List.of());
    }

    /** The same mistakes in a part of the facts that was read alone: pointers begin there. */
    public LineProblem within(String place) {
        return new LineProblem(
                type,
                title,
                status,
                detail,
                line,
                errors.stream()
                        .map(mistake -> mistake.pointer().startsWith(place)
                                ? new FactMistake(
                                        mistake.pointer().substring(place.length()), mistake.code(), mistake.message())
                                : mistake)
                        .toList());
    }
}
