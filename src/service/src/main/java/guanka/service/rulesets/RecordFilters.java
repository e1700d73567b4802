package guanka.service.rulesets;

import guanka.facts.Text;
import guanka.facts.rows.Provision;
import guanka.records.DeterminationLog;
import guanka.records.Search;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Filters of records that name nothing: an empty answer to a slip would look like "there are no such decisions". */
public final class RecordFilters {

    private RecordFilters() {}

    /**
     * Looks at a filter that found nothing.
     *
     * @throws Refusal where it names a version that is not kept, or a provision that no ruleset here and no record knows
     */
    public static void mustNameSomething(Search filter, ActiveRuleset rulesets, DeterminationLog log) {
        List<Problem.Error> errors = new ArrayList<>();
        String version = filter.ruleset();
        if (version != null && !rulesets.isKept(version)) {
            errors.add(error("ruleset", version, "is not kept here", "本服务没有保存规则集"));
        }
        String provision = filter.provision();
        if (provision != null
                && rulesets.edition().ruleset().rows(Provision.class).stream()
                        .noneMatch(known -> known.key().equals(provision))
                && log.search(new Search(null, null, provision, null, null, null, null), null, 1)
                        .records()
                        .isEmpty()) {
            errors.add(error("provision", provision, "is not a provision", "没有此规定"));
        }
        if (!errors.isEmpty()) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS, errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes", errors));
        }
    }

    private static Problem.Error error(String parameter, String value, String en, String zh) {
        String shown = "`" + Problem.shown(value) + "`";
        return Problem.Error.inParameter(parameter, "unknown-value", new Text(shown + " " + en, zh + " " + shown));
    }
}
