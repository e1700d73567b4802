package guanka.workbench.check;

import guanka.facts.Text;
import java.util.Locale;

/** Every kind of thing that the check tells, with its weight and its sentence; names in braces are filled in. */
enum Flaw {
    CASE_BROKEN(
            Severity.ERROR,
            "case `{case}` ({title}) is not decided as {source} says: {what}",
            "案例 `{case}`（{title}）的结论与 {source} 不符：{what}"),
    CASE_MOVED(
            Severity.WARNING,
            "the change breaks case `{case}` ({title}), which {source} settles: {what}. Approve only if the new law means this",
            "本次修改使案例 `{case}`（{title}）不再成立，其依据为 {source}：{what}。只有新规确有此意，才可批准"),
    CASE_BROKEN_BEFORE(
            Severity.NOTE,
            "case `{case}` ({title}) did not hold before the change either: {what}",
            "案例 `{case}`（{title}）在修改之前就不成立：{what}"),
    CASE_FAILED(
            Severity.ERROR,
            "case `{case}` ({title}) could not be decided: {what}",
            "案例 `{case}`（{title}）无法得出结论：{what}"),
    CALENDAR_GAP(
            Severity.ERROR,
            "`{provision}` has no state from {from} to {to}{readings}: close the gap before this row",
            "`{provision}` 自 {from} 至 {to} 没有状态{readings}：请填补本行之前的空档"),
    CALENDAR_OVERLAP(
            Severity.ERROR,
            "`{provision}` has two states from {from} to {to}{readings}: shorten this row or the other",
            "`{provision}` 自 {from} 至 {to} 有两种状态{readings}：请缩短本行或另一行"),
    CALENDAR_ENDS(
            Severity.WARNING,
            "the calendar of `{provision}` ends on {to}{readings}; from then on it applies to nothing",
            "`{provision}` 的日历于 {to} 结束{readings}；此后不再适用"),
    NO_CALENDAR(
            Severity.ERROR,
            "`{provision}` has no row in the calendar and follows no provision that has one, so it never applies",
            "`{provision}` 在日历中没有任何行，也未沿用有日历的规定，因此永不适用"),
    NEVER_IN_FORCE(
            Severity.WARNING,
            "`{provision}` is in force on no day under any reading, so this row can never apply",
            "无论采用何种解读，`{provision}` 从未生效，本行永不适用"),
    PAUSE_WITHOUT_END(
            Severity.NOTE,
            "this pause has no end: what it suspends comes back only by another change",
            "该暂停没有截止日：被暂停的内容只有再次修改才会恢复"),
    ENDS_BEFORE_IT_BEGINS(
            Severity.ERROR,
            "the last day {to} lies before the first day {from}, so this row can never apply",
            "最后一日 {to} 早于第一日 {from}，本行永不适用"),
    ALWAYS_PAUSED(
            Severity.WARNING,
            "every day of this entry lies within its pause `{pause}`, so it never applies",
            "该条目的每一天都处于暂停 `{pause}` 之内，因此永不适用"),
    UNUSED_PAUSE(Severity.NOTE, "no list entry has the pause `{pause}`", "没有任何名单条目使用暂停 `{pause}`"),
    OUT_OF_REACH(
            Severity.WARNING,
            "no share can be {comparison} {percent} percent, so this row can never apply",
            "任何比例都不可能{comparison} {percent}%，本行永不适用"),
    ALWAYS_REACHED(
            Severity.WARNING,
            "every share is {comparison} {percent} percent, so this threshold leaves nothing out",
            "任何比例都{comparison} {percent}%，该门槛不排除任何情形"),
    NO_CODE(
            Severity.NOTE,
            "this item has no control code, so no shipment can meet it by a code",
            "该物项没有管制编码，任何货物都不会因编码而与之相符"),
    NO_RULE(Severity.WARNING, "no rule names `{key}`, so this row can never apply", "没有任何规则提及 `{key}`，本行永不适用"),
    RULE_WITHOUT_ROW(
            Severity.ERROR,
            "the rule `{rule}` names `{key}`, which no row of `{sheet}` holds: the rule can never fire",
            "规则 `{rule}` 提及 `{key}`，但 `{sheet}` 中没有这一行：该规则永远不会触发"),
    UNUSED_QUESTION(
            Severity.NOTE,
            "no row depends on a reading of `{question}`, so its answer changes nothing",
            "没有任何行取决于 `{question}` 的解读，其答案不产生任何影响"),
    MASKED(
            Severity.WARNING,
            "row `{other}` always applies where this one does and is at least as strict, so this row changes no answer",
            "凡本行适用之处，`{other}` 行必然适用且至少同样严格，因此本行不会改变任何结论"),
    DUPLICATE(Severity.WARNING, "row `{other}` says the same; one of the two is enough", "`{other}` 行内容相同；保留其中一行即可"),
    DUPLICATE_OTHERWISE(
            Severity.WARNING,
            "row `{other}` speaks of the same and says otherwise ({what}); the stricter one wins",
            "`{other}` 行针对同一情形，内容却不同（{what}）；以较严者为准"),
    NO_CASE(
            Severity.NOTE,
            "no case reaches this row, so nothing shows that it does what it should",
            "没有任何案例涉及本行，因此无从证明其效果");

    private final Severity severity;
    private final Text sentence;

    Flaw(Severity severity, String en, String zh) {
        this.severity = severity;
        this.sentence = new Text(en, zh);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A finding about a place, with the names in its sentence filled in. */
    CheckFinding at(Place place, Object... namesAndValues) {
        return with(place, null, null, namesAndValues);
    }

    CheckFinding with(Place place, Place related, BrokenCase brokenCase, Object... namesAndValues) {
        return new CheckFinding(
                severity,
                code(),
                place,
                new Text(filled(sentence.en(), true, namesAndValues), filled(sentence.zh(), false, namesAndValues)),
                related,
                brokenCase);
    }

    /** One pass, so that braces in a cell stay what they are. */
    private static String filled(String template, boolean english, Object... namesAndValues) {
        StringBuilder text = new StringBuilder(template.length() + 40);
        int at = 0;
        for (int open; (open = template.indexOf('{', at)) >= 0; ) {
            int close = template.indexOf('}', open);
            text.append(template, at, open);
            String name = template.substring(open + 1, close);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                if (namesAndValues[i].equals(name)) {
                    Object value = namesAndValues[i + 1];
                    text.append(value instanceof Text both ? english ? both.en() : both.zh() : value);
                }
            }
            at = close + 1;
        }
        return text.append(template, at, template.length()).toString();
    }
}
