package guanka.service.records;

import guanka.facts.Outcome;
import guanka.facts.Text;
import guanka.records.Search;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Query;
import io.vertx.core.http.HttpServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The filter, cursor and limit of a search for records. */
public record RecordQuery(Search search, String cursor, int limit) {

    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1_000;
    private static final int LENGTH_MAX = 600;
    private static final List<String> FILTER =
            List.of("reference", "outcome", "provision", "party", "from", "to", "ruleset");
    private static final Map<String, Set<String>> PARAMETERS = filterAnd("cursor", "limit");
    private static final Map<String, Set<String>> IMPACT_PARAMETERS = filterAnd("base", "sample");
    private static final int SAMPLE_MAX = 100_000_000;

    /** Sorted, so that every process lists mistakes in the same order. */
    private static Map<String, Set<String>> filterAnd(String... others) {
        Map<String, Set<String>> parameters = new TreeMap<>();
        FILTER.forEach(name -> parameters.put(name, Set.of()));
        for (String name : others) {
            parameters.put(name, Set.of());
        }
        return parameters;
    }

    /** @throws Refusal with every mistake in the parameters */
    public static RecordQuery of(HttpServerRequest request) {
        Query.check(request, PARAMETERS);
        return of(request::getParam);
    }

    /**
     * The records of which an impact is wanted: the same filter, and {@code sample} for how many at most, 0 for all.
     *
     * @throws Refusal with every mistake in the parameters
     */
    public static RecordQuery ofImpact(HttpServerRequest request) {
        Query.check(request, IMPACT_PARAMETERS);
        return of(request::getParam, IMPACT_PARAMETERS, "sample", 0, SAMPLE_MAX);
    }

    /**
     * Reads what is asked for from named values.
     *
     * @param values gives the value of a parameter, or null where it is not given
     * @throws Refusal with every mistake in them
     */
    public static RecordQuery of(UnaryOperator<String> values) {
        return of(values, PARAMETERS, "limit", LIMIT, LIMIT_MAX);
    }

    private static RecordQuery of(
            UnaryOperator<String> values, Map<String, Set<String>> parameters, String count, int usual, int most) {
        List<Problem.Error> errors = new ArrayList<>();
        for (String name : parameters.keySet()) {
            String value = values.apply(name);
            if (value != null && value.length() > LENGTH_MAX) {
                errors.add(Problem.Error.inParameter(
                        name,
                        "too-long",
                        new Text("at most " + LENGTH_MAX + " characters", "最多 " + LENGTH_MAX + " 个字符")));
            }
        }
        String outcome = values.apply("outcome");
        if (outcome != null
                && outcome.length() <= LENGTH_MAX
                && Stream.of(Outcome.values()).noneMatch(known -> known.name().equals(outcome))) {
            String all = Stream.of(Outcome.values()).map(Enum::name).collect(Collectors.joining(", "));
            errors.add(Problem.Error.inParameter(
                    "outcome", "unknown-value", new Text("an outcome was expected: " + all, "应为判定结果：" + all)));
        }
        Instant from = instant(values, "from", false, errors);
        Instant to = instant(values, "to", true, errors);
        int limit = count(values, count, usual, most, errors);
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
        return new RecordQuery(
                new Search(
                        values.apply("reference"),
                        values.apply("outcome"),
                        values.apply("provision"),
                        values.apply("party"),
                        from,
                        to,
                        values.apply("ruleset")),
                values.apply("cursor"),
                limit);
    }

    /** A day means the whole day in UTC, so the last day is included. */
    private static Instant instant(UnaryOperator<String> values, String name, boolean end, List<Problem.Error> errors) {
        String text = values.apply(name);
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                return (end ? day.plusDays(1) : day)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            Instant instant = OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            return end ? instant.plusNanos(1) : instant;
        } catch (DateTimeException e) {
            errors.add(Problem.Error.inParameter(
                    name,
                    "not-a-date",
                    new Text(
                            "a day such as 2026-01-31 or an instant such as 2026-01-31T08:00:00Z was expected",
                            "应为日期（如 2026-01-31）或者时刻（如 2026-01-31T08:00:00Z）")));
            return null;
        }
    }

    private static int count(
            UnaryOperator<String> values, String name, int usual, int most, List<Problem.Error> errors) {
        String text = values.apply(name);
        if (text == null) {
            return usual;
        }
        if (text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        errors.add(Problem.Error.inParameter(
                name,
                "out-of-range",
                new Text("a whole number from 1 to " + most + " was expected", "应为 1 至 " + most + " 的整数")));
        return usual;
    }
}
