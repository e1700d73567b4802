package guanka.service.timelines;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Query;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The days of which a caller asks, both inclusive. */
record Window(LocalDate from, LocalDate to) {

    static final int YEARS_MAX = 10;

    private static final String FROM = "from";
    private static final String TO = "to";

    /**
     * Reads the window from the query.
     *
     * @throws Refusal with every mistake of the query
     */
    static Window of(HttpServerRequest request) {
        Set<Problem.Error> errors = new LinkedHashSet<>();
        try {
            Query.check(request, Map.of(FROM, Set.of(), TO, Set.of()));
        } catch (Refusal refusal) {
            errors.addAll(refusal.problem().errors());
        }
        LocalDate from = day(request, FROM, errors);
        LocalDate to = day(request, TO, errors);
        if (from != null && to != null) {
            if (to.isBefore(from)) {
                errors.add(Problem.Error.inParameter(
                        TO,
                        "dates-crossed",
                        new Text(
                                "the last day `" + to + "` lies before the first day `" + from + "`",
                                "最后一日 `" + to + "` 早于第一日 `" + from + "`")));
            } else if (to.isAfter(from.plusYears(YEARS_MAX))) {
                errors.add(Problem.Error.inParameter(
                        TO,
                        "too-long",
                        new Text(
                                "`" + to + "` lies more than " + YEARS_MAX + " years after `" + from + "`; ask for "
                                        + YEARS_MAX + " years at most",
                                "`" + to + "` 距 `" + from + "` 超过 " + YEARS_MAX + " 年；最多可查询 " + YEARS_MAX + " 年")));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes",
                    new ArrayList<>(errors)));
        }
        return new Window(from, to);
    }

    private static LocalDate day(HttpServerRequest request, String name, Set<Problem.Error> errors) {
        List<String> given = request.params().getAll(name);
        if (given.isEmpty()) {
            errors.add(Problem.Error.inParameter(
                    name,
                    "missing-parameter",
                    new Text("`" + name + "` must be given, as year-month-day", "必须提供参数 `" + name + "`，格式为“年-月-日”")));
            return null;
        }
        String text = given.get(0);
        try {
            if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // said below, as for any other text that is no day
        }
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        errors.add(Problem.Error.inParameter(
                name,
                "bad-date",
                new Text(
                        "`" + shown + "` is not a day of the calendar; write year-month-day",
                        "`" + shown + "` 不是日历上的日期；请按“年-月-日”书写")));
        return null;
    }
}
