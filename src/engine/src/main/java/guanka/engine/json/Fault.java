package guanka.engine.json;

import guanka.facts.Text;
import java.util.Locale;

/** Every kind of mistake that the facts of a shipment can hold, with its sentence; what stands in braces is filled in. */
public enum Fault {
    MISSING_FACT("`{name}` must be given", "必须提供 `{name}`"),
    UNKNOWN_PROPERTY("`{found}` is not a property here{nearest}", "此处没有属性 `{found}`{nearest}"),
    WRONG_TYPE("{found} stands here, {wanted} was expected", "此处为{found}，应为{wanted}"),
    TOO_LONG("the text has {found} characters, {most} are allowed", "文本有 {found} 个字符，最多 {most} 个"),
    TOO_MANY("the list has {found} entries, {most} are allowed", "列表有 {found} 项，最多 {most} 项"),
    TOO_LARGE("it has {found} bytes as JSON, {most} are allowed", "其 JSON 有 {found} 字节，最多 {most} 字节"),
    TOO_FEW("the list is empty, at least one entry is needed", "列表为空，至少需要一项"),
    TOO_DEEP("the bill of materials goes deeper than {most} levels", "物料清单超过 {most} 层"),
    TOO_MANY_TOGETHER(
            "{found} parties that may take part and {lines} lines are too many together: their product may be {most} at most; split the shipment",
            "可能参与的 {found} 个主体与 {lines} 个行项合计过多：二者乘积最多 {most}；请拆分货物"),
    TOO_MANY_COMPONENTS("the bills of materials hold more than {most} components in all", "物料清单的组件总数超过 {most} 个"),
    CONTROL_CHARACTER(
            "`{found}` holds a control character; an id is made of visible characters", "`{found}` 含有控制字符；标识只能由可见字符组成"),
    BAD_COUNTRY(
            "`{found}` is not a country; write the two capital letters of ISO 3166-1{nearest}",
            "`{found}` 不是国家代码；请写 ISO 3166-1 的两位大写字母{nearest}"),
    BAD_CURRENCY(
            "`{found}` is not a currency; write the three capital letters of ISO 4217{nearest}",
            "`{found}` 不是货币代码；请写 ISO 4217 的三位大写字母{nearest}"),
    BAD_HS_CODE(
            "`{found}` is not an HS code; write 4 to 10 digits without points", "`{found}` 不是 HS 编码；请写 4 至 10 位数字，不加点"),
    BAD_DATE("`{found}` is not a day of the calendar; write year-month-day", "`{found}` 不是日历上的日期；请按“年-月-日”书写"),
    BAD_EXPORT_DATE(
            "`{found}` is neither a day (year-month-day) nor a date and time with offset",
            "`{found}` 既不是日期（年-月-日），也不是带时区偏移的日期时间"),
    NO_OFFSET(
            "`{found}` lacks its offset from UTC, so its legal day is open; add the offset or give the day alone",
            "`{found}` 缺少与 UTC 的偏移，无法确定法定日期；请补充偏移或者只写日期"),
    BAD_DECIMAL(
            "`{found}` is not a decimal; write digits and at most one point, without spaces, commas or signs of percent",
            "`{found}` 不是十进制数；请只写数字和至多一个小数点，不含空格、逗号和百分号"),
    TOO_MANY_DIGITS("`{found}` needs more than {most} digits", "`{found}` 超过 {most} 位数字"),
    OUT_OF_RANGE("`{found}` does not lie between {least} and {most}", "`{found}` 不在 {least} 与 {most} 之间"),
    BELOW_ZERO("`{found}` is below zero", "`{found}` 小于零"),
    UNKNOWN_CODE("`{found}` is not a code of `{vocabulary}`{nearest}", "`{found}` 不是词表 `{vocabulary}` 中的代码{nearest}"),
    UNKNOWN_CONTROL_CODE(
            "`{found}` is neither in the tables nor written like a control code such as those of category, group, number and paragraph{nearest}",
            "`{found}` 既不在表内，也不符合管制编码（类别、组、编号、段落）的写法{nearest}"),
    NOT_ASSERTABLE(
            "`{found}` is not a provision that this ruleset knows and does not model, so nothing can be asserted about it{nearest}",
            "`{found}` 不是本规则集已知但未建模的规定，不能就其作出声明{nearest}"),
    NOT_CLAIMABLE(
            "`{found}` is not a license exception of this ruleset, so it cannot be claimed{nearest}",
            "`{found}` 不是本规则集的许可例外，不能主张{nearest}"),
    UNKNOWN_PARTY("`{found}` is not a party of this shipment{nearest}", "`{found}` 不是本批货物的当事方{nearest}"),
    UNKNOWN_LINE("`{found}` is not a line of this shipment{nearest}", "`{found}` 不是本批货物的行{nearest}"),
    UNKNOWN_QUESTION("`{found}` is not an open question of this ruleset{nearest}", "`{found}` 不是本规则集中的未决问题{nearest}"),
    UNKNOWN_READING("`{found}` is not a reading of this question{nearest}", "`{found}` 不是该问题的一种解读{nearest}"),
    UNKNOWN_JURISDICTION("`{found}` is not a jurisdiction of this ruleset{nearest}", "`{found}` 不是本规则集中的法域{nearest}"),
    NO_REASON("a reason has at least {least} characters", "理由至少须有 {least} 个字符"),
    DUPLICATE_ID("`{found}` is already the id of `{first}`", "`{found}` 已是 `{first}` 的标识"),
    BRANCH_LOOP("`{found}` comes back to itself as a branch of its own branch", "`{found}` 最终成为自己分支机构的分支，形成循环"),
    PERCENT_AND_BAND("a percentage and a band are given; give one of them", "同时给出了百分比和区间；请只给其一"),
    TWO_ENDS(
            "`{name}` and `{other}` are the same end of the band; give one of them",
            "`{name}` 与 `{other}` 是区间的同一端；请只给其一"),
    EMPTY_BAND("no share lies between {least} and {most}", "{least} 与 {most} 之间没有任何份额"),
    BOUNDS_CROSSED("no figure lies between {least} and {most}", "{least} 与 {most} 之间没有任何数值"),
    DATES_CROSSED("the last day `{found}` lies before the first day `{first}`", "最后一日 `{found}` 早于第一日 `{first}`"),
    TWO_SHARES(
            "another share of `{owner}` in `{owned}` stands in `{first}` for the same days; give one of them",
            "`{first}` 已就相同日期给出 `{owner}` 在 `{owned}` 中的另一份额；请只给其一"),
    MORE_THAN_ALL(
            "with this, owners hold {found} percent of `{owned}` on the export date, more than there is",
            "至此，出口日股东共持有 `{owned}` 的 {found}%，超过全部份额"),
    MIXED_CURRENCY(
            "`{first}` is in `{wanted}` but this in `{found}`; give both in one currency",
            "`{first}` 以 `{wanted}` 计价，此处以 `{found}` 计价；请使用同一货币");

    private static final int SHOWN_CHARACTERS = 80;

    private final Text sentence;

    Fault(String en, String zh) {
        sentence = new Text(en, zh);
    }

    /** Stable name in kebab-case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The sentence before anything is filled in. */
    public Text sentence() {
        return sentence;
    }

    /** The sentence with each name in braces replaced by the value that follows it; a name without value goes. */
    Text with(Object... namesAndValues) {
        return new Text(filled(sentence.en(), true, namesAndValues), filled(sentence.zh(), false, namesAndValues));
    }

    /** One pass, so that braces in what a caller sent stay what they are. */
    private static String filled(String template, boolean english, Object... namesAndValues) {
        StringBuilder text = new StringBuilder(template.length() + 40);
        int at = 0;
        for (int open; (open = template.indexOf('{', at)) >= 0; ) {
            int close = template.indexOf('}', open);
            text.append(template, at, open)
                    .append(valueOf(template.substring(open + 1, close), english, namesAndValues));
            at = close + 1;
        }
        return text.append(template, at, template.length()).toString();
    }

    private static String valueOf(String name, boolean english, Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i].equals(name)) {
                Object value = namesAndValues[i + 1];
                if (value instanceof Text text) {
                    return english ? text.en() : text.zh();
                }
                String shown = shown(String.valueOf(value));
                if (name.equals("nearest")) {
                    return (english ? "; did you mean `" : "；是否为 `") + shown + (english ? "`?" : "`？");
                }
                return shown;
            }
        }
        return "";
    }

    /** What a caller sent, as far as a sentence can show it. */
    static String shown(String sent) {
        StringBuilder text = new StringBuilder();
        sent.codePoints()
                .limit(SHOWN_CHARACTERS)
                .forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
        return sent.codePointCount(0, sent.length()) > SHOWN_CHARACTERS
                ? text.append('…').toString()
                : text.toString();
    }
}
