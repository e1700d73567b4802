package guanka.workbench.replay;

import guanka.facts.Text;
import java.util.Map;

/**
 * Where an answer is not what a case expects.
 *
 * @param what     the part of the answer, for example {@code jurisdictions.CN.outcome} or a provision
 * @param expected what the case says
 * @param got      what the ruleset answers
 * @param row      workbook, sheet and row behind the answer, or null
 */
public record Difference(String what, String expected, String got, String row) {

    private static final Map<String, String> CHINESE = Map.of(
            "outcome", "结论",
            "reviewPolicy", "审查方式",
            "atLeast", "最宽结论",
            "atMost", "最严结论",
            "findings", "认定",
            "holds", "拦截",
            "missing", "所缺事实",
            "obligations", "义务",
            "readings", "解读",
            "status", "状态");

    /** The same as a sentence for people. */
    public Text told(CodesInChinese codes) {
        String part = what.substring(what.lastIndexOf('.') + 1);
        String of = what.startsWith("jurisdictions.") || what.startsWith("lines.")
                ? what.substring(what.indexOf('.') + 1, what.lastIndexOf('.')) + " "
                : "";
        return new Text(
                this.toString(),
                of + CHINESE.getOrDefault(part, what) + "应为 " + codes.of(expected) + "，实为 " + codes.of(got)
                        + (row == null ? "" : "（" + row + "）"));
    }

    @Override
    public String toString() {
        return what + ": expected " + expected + ", got " + got + (row == null ? "" : " (" + row + ")");
    }
}
