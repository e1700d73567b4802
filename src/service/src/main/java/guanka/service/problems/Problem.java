package guanka.service.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.decision.OverBudget;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.FactMistake;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Text;
import guanka.records.QueueFull;
import guanka.tables.CellMistake;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A problem document (RFC 9457).
 *
 * @param type     address of the page that explains this kind of problem
 * @param detail   what happened this time, in one sentence
 * @param incident id of the entry in the log that has the details, or null
 * @param line     number of the line in a body of many, or null
 * @param reference of the shipment or case in that line, or null where none can be read
 * @param errors   everything that is wrong, as far as it can be pointed at
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String incident,
        Long line,
        String reference,
        List<Error> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String RETRY_AFTER_S = "2";

    /** Jobs take longer. */
    private static final String RETRY_JOBS_AFTER_S = "60";

    /** One thing that is wrong, at a fact of the body, in a parameter of the query or in a cell of a workbook. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Error(
            String pointer, String parameter, String workbook, String sheet, String cell, String code, Text message) {

        public static Error of(FactMistake mistake) {
            return inBody(mistake.pointer(), mistake.code(), mistake.message());
        }

        public static Error of(CellMistake mistake) {
            return new Error(
                    null, null, mistake.workbook(), mistake.sheet(), mistake.cell(), mistake.code(), mistake.message());
        }

        /** @param pointer JSON Pointer into the body */
        public static Error inBody(String pointer, String code, Text message) {
            return new Error(pointer, null, null, null, null, code, message);
        }

        public static Error inParameter(String parameter, String code, Text message) {
            return new Error(null, parameter, null, null, null, code, message);
        }

        /** A file of an upload as a whole. */
        public static Error inWorkbook(String workbook, String code, Text message) {
            return new Error(null, null, workbook, null, null, code, message);
        }
    }

    public static Problem of(Kind kind, String detail, List<Error> errors) {
        return new Problem(
                kind.page(), kind.title().en(), kind.status(), detail, null, null, null, List.copyOf(errors));
    }

    public static Problem of(Kind kind, String detail) {
        return of(kind, detail, List.of());
    }

    /** What a person is told: the detail, which is in English, and in Chinese what its kind means. */
    public Text told() {
        return Kind.named(type)
                .map(kind -> new Text(
                        detail, kind.title().zh() + "。" + kind.meaning().zh()))
                .orElseGet(() -> new Text(detail, detail));
    }

    /** The store did not take a determination. */
    public static Problem notRecorded(Throwable why) {
        return of(
                Kind.NOT_RECORDED,
                why instanceof QueueFull
                        ? "more determinations wait for the disk than may"
                        : "the record store does not take writes");
    }

    /** Work was ended because it cost more than it may. */
    public static Problem of(OverBudget over) {
        return of(over.what() == OverBudget.What.FACTS ? Kind.TOO_COSTLY : Kind.TOOK_TOO_LONG, over.getMessage());
    }

    /** An idempotency key was used for another request. */
    public static Problem keyUsed(UUID earlier) {
        return of(
                Kind.KEY_USED,
                "the key was used for other facts, or for another ruleset or explain, by determination " + earlier);
    }

    public boolean is(Kind kind) {
        return type.equals(kind.page());
    }

    /**
     * The same problem, of one line of a body of many.
     *
     * @param of what the caller calls that line, or null
     */
    public Problem inLine(long number, String of) {
        return new Problem(
                type, title, status, "line " + number + " of the body: " + detail, incident, number, of, errors);
    }

    /**
     * The same problem, of one message of a topic.
     *
     * @param message which it is
     * @param of      what the sender calls its shipment, or null
     */
    public Problem ofMessage(String message, String of) {
        return new Problem(type, title, status, message + ": " + detail, incident, null, of, errors);
    }

    /** The same problem without what it points at, for a place that takes no more. */
    public Problem withoutErrors() {
        return new Problem(type, title, status, detail, incident, line, reference, List.of());
    }

    static Problem failed(String incident) {
        return new Problem(
                Kind.FAILED.page(),
                Kind.FAILED.title().en(),
                Kind.FAILED.status(),
                "incident " + incident,
                incident,
                null,
                null,
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

    /** Workbooks or a kjar that are not taken. */
    public static Problem of(RefusedRuleset refused) {
        int all = refused.reasons().size() + refused.beyond();
        return of(
                Kind.INVALID_WORKBOOKS,
                all == 1 ? "1 mistake" : all + " mistakes",
                refused.mistakes().isEmpty()
                        ? reasons(refused)
                        : refused.mistakes().stream().map(Error::of).toList());
    }

    /** A kept ruleset that may not decide. */
    public static Problem refusedToServe(RefusedRuleset refused) {
        return of(Kind.REFUSED_RULESET, refused.reasons().size() + " reasons", reasons(refused));
    }

    private static List<Error> reasons(RefusedRuleset refused) {
        return refused.reasons().stream()
                .map(reason -> new Error(null, null, null, null, null, "refused", new Text(reason, reason)))
                .toList();
    }

    public static Problem of(NotJson refused) {
        String place = refused.line() == 0 ? "" : " (line " + refused.line() + ", column " + refused.column() + ")";
        String placeZh = refused.line() == 0 ? "" : "（第 " + refused.line() + " 行，第 " + refused.column() + " 列）";
        Text message = new Text(refused.text().en() + place, refused.text().zh() + placeZh);
        return of(Kind.NOT_JSON, message.en(), List.of(Error.inBody("", Kind.NOT_JSON.id(), message)));
    }

    /** Text of a caller, cut to what a message can bear. */
    public static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    /** Headers that go with it: when to try again, or how a body may be packed. */
    Map<String, String> headers() {
        return status == Kind.UNAVAILABLE.status() || status == Kind.TOO_MANY_JOBS.status()
                ? Map.of("Retry-After", status == Kind.UNAVAILABLE.status() ? RETRY_AFTER_S : RETRY_JOBS_AFTER_S)
                : status == Kind.UNSUPPORTED_MEDIA_TYPE.status()
                        ? Map.of("Accept-Encoding", "gzip, identity")
                        : Map.of();
    }

    public byte[] json() {
        return CanonicalJson.write(this);
    }
}
