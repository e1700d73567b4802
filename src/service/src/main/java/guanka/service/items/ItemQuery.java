package guanka.service.items;

import guanka.engine.items.ControlCodes;
import guanka.facts.Text;
import guanka.service.items.Items.Filter;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Query;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The filter, cursor and limit of a search for control codes. */
record ItemQuery(Filter filter, String cursor, int limit) {

    private static final int LIMIT = 50;
    private static final int LIMIT_MAX = 500;
    private static final int LENGTH_MAX = 200;
    private static final Map<String, Set<String>> PARAMETERS = Map.of(
            "jurisdiction",
            Set.of(),
            "code",
            Set.of(),
            "hs",
            Set.of(),
            "text",
            Set.of(),
            "cursor",
            Set.of(),
            "limit",
            Set.of());

    /**
     * Reads the parameters.
     *
     * @param jurisdictions that have item lists
     * @throws Refusal with every mistake in them
     */
    static ItemQuery of(HttpServerRequest request, Set<String> jurisdictions) {
        Query.check(request, PARAMETERS);
        List<Problem.Error> errors = new ArrayList<>();
        PARAMETERS.keySet().stream().sorted().forEach(name -> {
            String value = request.getParam(name);
            if (value != null && value.length() > LENGTH_MAX) {
                errors.add(mistake(
                        name, "too-long", "at most " + LENGTH_MAX + " characters", "最多 " + LENGTH_MAX + " 个字符"));
            }
        });
        String jurisdiction = given(request, "jurisdiction");
        if (jurisdiction != null && !jurisdictions.contains(jurisdiction)) {
            errors.add(mistake(
                    "jurisdiction",
                    "unknown-value",
                    "write " + String.join(" or ", jurisdictions),
                    "可用值：" + String.join("、", jurisdictions)));
        }
        String code = given(request, "code");
        if (code != null && !code.matches("[0-9][A-Za-z]?[0-9]{0,3}|[0-9][A-Za-z][0-9]{3}[.A-Za-z0-9]*")) {
            errors.add(mistake(
                    "code",
                    "wrong-shape",
                    "a control code or its beginning such as `1C905` or `1C905.a`",
                    "应为管制编码或其开头部分，例如 `1C905` 或 `1C905.a`"));
        }
        String hs = given(request, "hs");
        if (hs != null && !hs.replace(".", "").matches("[0-9]{2,13}")) {
            errors.add(mistake(
                    "hs",
                    "wrong-shape",
                    "2 to 13 digits of a customs code such as `850511`",
                    "应为海关商品编号的2至13位数字，例如 `850511`"));
        }
        int limit = limit(given(request, "limit"), errors);
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
        return new ItemQuery(
                new Filter(
                        jurisdiction,
                        code == null ? null : family(code),
                        hs == null ? null : hs.replace(".", ""),
                        given(request, "text")),
                given(request, "cursor"),
                limit);
    }

    private static String family(String code) {
        String spelled = ControlCodes.spelled(code);
        return spelled == null ? code.toUpperCase(Locale.ROOT) : spelled;
    }

    private static String given(HttpServerRequest request, String name) {
        String value = request.getParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static int limit(String given, List<Problem.Error> errors) {
        if (given == null) {
            return LIMIT;
        }
        if (given.matches("[0-9]{1,4}") && Integer.parseInt(given) >= 1 && Integer.parseInt(given) <= LIMIT_MAX) {
            return Integer.parseInt(given);
        }
        errors.add(mistake("limit", "out-of-bounds", "a number from 1 to " + LIMIT_MAX, "应为1至" + LIMIT_MAX + "的整数"));
        return LIMIT;
    }

    static Problem.Error mistake(String parameter, String code, String en, String zh) {
        return Problem.Error.inParameter(parameter, code, new Text(en, zh));
    }
}
