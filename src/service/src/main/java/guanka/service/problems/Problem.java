package guanka.service.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.FactMistake;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.facts.Text;
import java.util.List;

/**
 * A problem document (RFC 9457).
 *
 * @param type     address of the page that explains this kind of problem
 * @param detail   what happened this time, in one sentence
 * @param incident under which id the log tells more, or null
 * @param errors   everything that is wrong, as far as it can be pointed at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String incident, List<Error> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** One thing that is wrong, at a fact of the body or in a parameter of the query. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Error(String pointer, String parameter, String code, Text message) {

        public static Error of(FactMistake mistake) {
            return new Error(mistake.pointer(), null, mistake.code(), mistake.message());
        }

        public static Error inParameter(String parameter, String code, Text message) {
            return new Error(null, parameter, code, message);
        }
    }

    public static Problem of(Kind kind, String detail, List<Error> errors) {
        return new Problem(kind.page(), kind.title().en(), kind.status(), detail, null, List.copyOf(errors));
    }

    public static Problem of(Kind kind, String detail) {
        return of(kind, detail, List.of());
    }

    static Problem failed(String incident) {
        return new Problem(
                Kind.FAILED.page(),
                Kind.FAILED.title().en(),
                Kind.FAILED.status(),
                "incident " + incident,
                incident,
                List.of());
    }

    public static Problem of(RefusedShipment refused) {
        int all = refused.mistakes().size() + refused.beyond();
        String detail = (all == 1 ? "1 mistake" : all + " mistakes")
                + (refused.beyond() > 0
                        ? ", of which the first " + refused.mistakes().size() + " are listed"
                        : "");
        return of(
                Kind.INVALID_FACTS,
                detail,
                refused.mistakes().stream().map(Error::of).toList());
    }

    public static Problem of(NotJson refused) {
        String place = refused.line() == 0 ? "" : " (line " + refused.line() + ", column " + refused.column() + ")";
        String placeZh = refused.line() == 0 ? "" : "（第 " + refused.line() + " 行，第 " + refused.column() + " 列）";
        Text message = new Text(refused.text().en() + place, refused.text().zh() + placeZh);
        return of(Kind.NOT_JSON, message.en(), List.of(new Error("", null, Kind.NOT_JSON.id(), message)));
    }

    public byte[] json() {
        return CanonicalJson.write(this);
    }
}
