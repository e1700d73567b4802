package guanka.service.watches;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What is asked of watched orders.
 *
 * @param owner  whose orders, null: those of all
 * @param cursor the last that was shown, null: from the first
 * @param since  place of the last event that was read, 0: from the first
 * @param ahead  how far to look, null: not at all
 */
record WatchQuery(String owner, UUID cursor, long since, Duration ahead, int limit) {

    static final int AHEAD_DAYS_MAX = 366;

    /** @throws Refusal with every mistake, or where the orders are another's */
    static WatchQuery of(HttpServerRequest request, Caller caller) {
        return of(request::getParam, caller);
    }

    /** @param values gives the value of a parameter, or null where it is not given */
    static WatchQuery of(UnaryOperator<String> values, Caller caller) {
        List<Problem.Error> errors = new ArrayList<>();
        boolean all = caller.has(Roles.ANALYST) || caller.has(Roles.AUDITOR);
        String owner = values.apply(WatchesResource.OWNER);
        if (owner != null && !caller.maySee(owner)) {
            throw new Refusal(
                    Problem.of(Kind.FORBIDDEN, "the orders of others are shown to analysts and auditors alone"));
        }
        UUID cursor = null;
        String given = values.apply("cursor");
        if (given != null) {
            try {
                cursor = UUID.fromString(given);
            } catch (IllegalArgumentException none) {
                errors.add(noCursor("cursor"));
            }
        }
        String since = values.apply("since");
        if (since != null && !since.matches("[0-9]{1,18}")) {
            errors.add(noCursor("since"));
        }
        Duration ahead = ahead(values.apply("ahead"), errors);
        int limit = WatchesResource.LIMIT;
        String count = values.apply("limit");
        if (count != null) {
            if (count.matches("[1-9][0-9]{0,8}") && Integer.parseInt(count) <= WatchesResource.LIMIT_MAX) {
                limit = Integer.parseInt(count);
            } else {
                errors.add(Problem.Error.inParameter(
                        "limit",
                        "out-of-range",
                        new Text(
                                "a whole number from 1 to " + WatchesResource.LIMIT_MAX + " was expected",
                                "应为 1 至 " + WatchesResource.LIMIT_MAX + " 的整数")));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
        return new WatchQuery(
                owner == null && !all ? caller.name() : owner,
                cursor,
                since == null ? 0 : Long.parseLong(since),
                ahead,
                limit);
    }

    /** The same of so many at most. */
    WatchQuery limited(int most) {
        return new WatchQuery(owner, cursor, since, ahead, most);
    }

    /** The same, of what will change within some time. */
    WatchQuery within(Duration time) {
        return new WatchQuery(owner, cursor, since, time, limit);
    }

    private static Problem.Error noCursor(String parameter) {
        return Problem.Error.inParameter(
                parameter, "unknown-cursor", new Text("this is no `next` of an earlier page", "这不是先前某页的 `next`"));
    }

    private static Duration ahead(String text, List<Problem.Error> errors) {
        if (text == null) {
            return null;
        }
        try {
            Duration ahead = text.contains("T")
                    ? Duration.parse(text)
                    : Duration.ofDays(Period.parse(text).toTotalMonths() * 31
                            + Period.parse(text).getDays());
            if (!ahead.isNegative() && !ahead.isZero() && ahead.toDays() <= AHEAD_DAYS_MAX) {
                return ahead;
            }
        } catch (DateTimeException | ArithmeticException none) {
            // said below
        }
        errors.add(Problem.Error.inParameter(
                "ahead",
                "out-of-range",
                new Text(
                        "a period of ISO 8601 of at most " + AHEAD_DAYS_MAX + " days was expected, such as P30D",
                        "应为不超过 " + AHEAD_DAYS_MAX + " 天的 ISO 8601 时段，例如 P30D")));
        return null;
    }
}
