package guanka.service.requests;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The parameters of a request, each of which must be understood: what is ignored could have changed the answer. */
public final class Query {

    private Query() {}

    /**
     * Checks the parameters.
     *
     * @param allowed names of parameters to their values; an empty set allows any value
     * @throws Refusal with every mistake
     */
    public static void check(HttpServerRequest request, Map<String, Set<String>> allowed) {
        String query = request.query();
        if (query == null || query.isEmpty()) {
            return;
        }
        List<Problem.Error> errors = new ArrayList<>();
        for (String name : request.params().names()) {
            List<String> given = request.params().getAll(name);
            Set<String> values = allowed.get(name);
            if (values == null) {
                Set<String> known = new TreeSet<>(allowed.keySet());
                String names = known.isEmpty() ? "" : "; known: " + String.join(", ", known);
                String namesZh = known.isEmpty() ? "" : "；可用参数：" + String.join("、", known);
                errors.add(Problem.Error.inParameter(
                        shown(name),
                        "unknown-parameter",
                        new Text(
                                "`" + shown(name) + "` is not a parameter here" + names,
                                "此处没有参数 `" + shown(name) + "`" + namesZh)));
            } else if (given.size() > 1) {
                errors.add(Problem.Error.inParameter(
                        name,
                        "given-twice",
                        new Text(
                                "`" + name + "` is given " + given.size() + " times; give it once",
                                "参数 `" + name + "` 出现 " + given.size() + " 次；请只写一次")));
            } else if (!values.isEmpty() && !values.contains(given.get(0))) {
                errors.add(Problem.Error.inParameter(
                        name,
                        "unknown-value",
                        new Text(
                                "`" + shown(given.get(0)) + "` is not a value of `" + name + "`; write "
                                        + String.join(" or ", new TreeSet<>(values)),
                                "`" + shown(given.get(0)) + "` 不是参数 `" + name + "` 的值；可用值："
                                        + String.join("、", new TreeSet<>(values)))));
            }
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
