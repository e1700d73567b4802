package guanka.workbench.check;

import guanka.facts.Text;
import guanka.workbench.impact.Selection;
import java.util.Locale;

/** Every kind of thing that the check tells, with its weight and its sentence; names in braces are filled in. */
enum Flaw {
    CASE_BROKEN(
            Severity.ERROR,
            "case `{case}` ({title}) is not decided as {source} says: {what}",
            "案例 `{case}`（{title}）的结论与 {source} 不符：{what}",
            "a case does not hold, and nothing says that it ever did",
            "案例不成立，且没有依据表明它曾经成立"),
    CASE_MOVED(
            Severity.WARNING,
            "the change breaks case `{case}` ({title}), which {source} settles: {what}. Approve only if the new law means this, and end the case in sheet Retired cases of cases.xlsx",
            "本次修改使案例 `{case}`（{title}）不再成立，其依据为 {source}：{what}。只有新规确有此意，才可批准，并在 cases.xlsx 的 Retired cases 表中终止该案例",
            "a case that held before no longer does; it is named with what was expected, what comes out and the row",
            "此前成立的案例不再成立；列出预期、实际结论和相关行"),
    CASE_BROKEN_BEFORE(
            Severity.NOTE,
            "case `{case}` ({title}) did not hold before the change either: {what}",
            "案例 `{case}`（{title}）在修改之前就不成立：{what}",
            "a case that did not hold before the change either",
            "在修改之前就不成立的案例"),
    CASE_FAILED(
            Severity.ERROR,
            "case `{case}` ({title}) could not be decided: {what}",
            "案例 `{case}`（{title}）无法得出结论：{what}",
            "a case could not be decided at all",
            "案例无法得出任何结论"),
    PROMISE_BROKEN(
            Severity.ERROR,
            "case `{case}` ({title}) is not decided so on {day}: {what}. {remedy}",
            "案例 `{case}`（{title}）在 {day} 的结论不再如此：{what}。{remedy}",
            "a case of `cases.xlsx` is answered otherwise on a day on which it is promised; the first such day and the last good one are named",
            "`cases.xlsx` 中的案例在其承诺的某一日得出不同结论；列出首个不符之日和最后一个相符之日"),
    PROMISE_UNCLEAR(
            Severity.ERROR,
            "case `{case}` cannot be asked: `{pointer}`: {what}",
            "案例 `{case}` 无法核对：`{pointer}`：{what}",
            "a case names a fact, provision, line or party that does not exist; nothing of it is asked",
            "案例提及不存在的事实、规定、货物行或者当事方；该案例不予核对"),
    PROMISE_WITHDRAWN(
            Severity.ERROR,
            "case `{case}` ({title}) promises less than before or something else and gives no reason: write the reason into `reason`, or put the row back",
            "案例 `{case}`（{title}）的承诺有所减少或者改变，却未写明理由：请在 `reason` 中写明，或者恢复该行",
            "a case promises fewer days or something else than before, and `reason` holds `NONE`",
            "案例承诺的日期减少或者内容改变，而 `reason` 为 `NONE`"),
    PROMISE_ENDED(
            Severity.NOTE,
            "case `{case}` ({title}) was ended or changed: {reason}",
            "案例 `{case}`（{title}）已终止或者改动：{reason}",
            "a case that was ended or changed, with its reason",
            "已终止或者改动的案例及其理由"),
    PROMISE_REMOVED(
            Severity.WARNING,
            "case `{case}` ({title}) was removed: put the row back, and give it its last day and the reason",
            "案例 `{case}`（{title}）被删除：请恢复该行，并填写末日和理由",
            "a case that is gone instead of having a last day and a reason",
            "案例被删除，而不是填写末日和理由"),
    RETIRES_NOTHING(
            Severity.ERROR,
            "`{case}` is no case of the ruleset's files whose shipment leaves after {to}, so nothing is retired by this row",
            "规则集自带的案例中没有货物在 {to} 之后出口的 `{case}`，本行不终止任何案例",
            "a row of `Retired cases` that ends no case: there is none of that id, or its shipment leaves while the law still held",
            "`Retired cases` 中没有终止任何案例的行：没有该编号的案例，或者其货物出口时法规仍然适用"),
    CHANGES_THE_PAST(
            Severity.WARNING,
            "{change} changes what held {days}, so shipments of those days may be answered otherwise; {records}. Where the law has changed since, close the old row by a last day and add a new one from its first day; where the row was wrong, say so in the note",
            "{change}会改变{days}适用的内容，那些日期的货物结论可能随之改变；{records}。如系法规此后有变，请为原行填写末日，并自首日起另增新行；如系原行有误，请在说明中写明",
            "a row that is changed, new or gone, and by it the answers of days before the check; it says which days, and how many recorded shipments of these days meet it",
            "行被修改、新增或者删除，从而改变检查日之前的结论；写明哪些日期，以及有多少份那些日期的记录与之相关"),
    COPIED(
            Severity.NOTE,
            "this row looks copied from `{other}`, which belongs to another announcement: {columns} still say what that row says",
            "本行似乎复制自另一公告的 `{other}` 行：{columns} 仍是该行的内容",
            "a new row that still says what a row of another announcement says: source, address, calendar, notes, elements, customs codes",
            "新增的行仍保留另一公告某行的内容：来源、网址、日历、说明、元素、海关编码"),
    CODE_LISTED(
            Severity.NOTE,
            "the code `{code}` is listed already by row `{other}` under `{provision}`: check whether both announcements mean the same item",
            "编码 `{code}` 已由 `{provision}` 项下的 `{other}` 行列入：请核对两份公告所指是否同一物项",
            "a code of a new item that another provision of the list holds already, by itself, under a heading or below it",
            "新物项的编码已由清单中另一规定列入，或者属于其上级编码，或者其下级编码已被列入"),
    ENTRY_REMOVED(
            Severity.WARNING,
            "`{party}` was removed, not ended: shipments of the days on which it was listed are answered as if it had never been. Put the row back and give it a last day; where it never was listed, say so in the note",
            "`{party}` 是被删除而非终止：其列名期间的货物将按从未列名作出结论。请恢复该行并填写末日；如其从未列名，请在说明中写明",
            "a listed party that is gone instead of having a last day",
            "被列名的当事方被删除，而不是填写末日"),
    LIST_SHRANK(
            Severity.WARNING,
            "the list `{list}` shrank from {before} to {after} entries: see that the workbook was read to its end",
            "名单 `{list}` 由 {before} 条减为 {after} 条：请确认工作簿完整",
            "a list that lost several entries",
            "名单减少了多个条目"),
    KEY_USED_AGAIN(
            Severity.WARNING,
            "this row named `{before}` and names `{party}` now: a key is for life, end the old row and add a new one",
            "本行原为 `{before}`，现为 `{party}`：键终身有效，请终止原行并另增新行",
            "a row that names another party than before",
            "行所指的当事方已换成另一个"),
    NO_NAME(
            Severity.ERROR,
            "the entry has no name, so nobody is found by it, and it leaves every party of `{list}` open; type the name as printed into `name en` or `name zh`, or take the row out",
            "该条目没有名称，查不到任何人，并使所有主体是否列入 `{list}` 均不确定；请在 `name en` 或 `name zh` 填写公告所载名称，或者删去本行",
            "an entry without any name",
            "没有任何名称的条目"),
    WORD_AS_NAME(
            Severity.WARNING,
            "`{name}` stands where a name is wanted, so a party that is called so is taken for the listed one; type the name as printed, or `?` where it was not seen",
            "此处应填名称，却填了 `{name}`，如此称呼的主体将被当作列名主体；请填写公告所载名称，未见名称的写 `?`",
            "a word of the tables in the place of a name",
            "在名称处填了表中用词"),
    SEVERAL_NAMES(
            Severity.ERROR,
            "`{name}` is several names in one, of which none would be found: give each company its row, and write its other names into `aliases`, parted by a semicolon and a space",
            "`{name}` 是多个名称合写，将无法查到其中任何一个：请每家公司单列一行，同一公司的其他名称填入 `aliases`，以分号加空格分隔",
            "several names in one, none of which would be found",
            "多个名称合写在一起，其中任何一个都查不到"),
    PERHAPS_SEVERAL_NAMES(
            Severity.WARNING,
            "`{name}` looks like several names in one, of which none would be found: put a semicolon and a space between them if it is",
            "`{name}` 似为多个名称，合写将无法查到其中任何一个：若确为多个，请以分号加空格分隔",
            "a name with commas that may be several, none of which would be found",
            "带逗号的名称可能是多个名称合写，其中任何一个都查不到"),
    NOT_IN_CHINESE(
            Severity.WARNING,
            "`{column}` holds no Chinese: those who read only Chinese would meet this text",
            "`{column}` 中没有中文：只读中文的人会看到这段文字",
            "a text for readers of Chinese that is written in another language",
            "供中文读者阅读的文本以其他语言写成"),
    CALENDAR_GAP(
            Severity.ERROR,
            "`{provision}` has no state from {from} to {to}{readings}: close the gap before this row",
            "`{provision}` 自 {from} 至 {to} 没有状态{readings}：请填补本行之前的空档",
            "days without a state",
            "有些日期没有状态"),
    CALENDAR_OVERLAP(
            Severity.ERROR,
            "`{provision}` has two states from {from} to {to}{readings}: shorten this row or the other",
            "`{provision}` 自 {from} 至 {to} 有两种状态{readings}：请缩短本行或另一行",
            "days with two states",
            "有些日期有两种状态"),
    CALENDAR_ENDS(
            Severity.WARNING,
            "the calendar of `{provision}` ends on {to}{readings}; from then on it applies to nothing",
            "`{provision}` 的日历于 {to} 结束{readings}；此后不再适用",
            "after its last row a provision applies to nothing",
            "末行之后该规定不再适用"),
    NO_CALENDAR(
            Severity.ERROR,
            "`{provision}` has no row in the calendar and follows no provision that has one, so it never applies",
            "`{provision}` 在日历中没有任何行，也未沿用有日历的规定，因此永不适用",
            "a provision has no days",
            "规定没有适用日期"),
    NEVER_IN_FORCE(
            Severity.WARNING,
            "`{provision}` is in force on no day under any reading, so this row can never apply",
            "无论采用何种解读，`{provision}` 从未生效，本行永不适用",
            "a provision has days, and is in force on none of them",
            "规定有日期，但从未生效"),
    STARTS_OTHERWISE(
            Severity.WARNING,
            "`{provision}` starts on {starts}, and by its calendar {what}: correct `starts`, `calendar of` or the days of the calendar",
            "`{provision}` 的 `starts` 为 {starts}，而按其日历，{what}：请更正 `starts`、`calendar of` 或者日历中的日期",
            "a provision that its calendar knows as neither in force nor suspended on the day in `starts`, or has in force before it",
            "规定在 `starts` 之日按其日历既未生效也未暂停，或者在该日之前已经生效"),
    PAUSE_WITHOUT_END(
            Severity.NOTE,
            "this pause has no end: what it suspends comes back only by another change",
            "该暂停没有截止日：被暂停的内容只有再次修改才会恢复",
            "a pause that runs on until another change",
            "没有截止日的暂停"),
    ENDS_BEFORE_IT_BEGINS(
            Severity.ERROR,
            "the last day {to} lies before the first day {from}, so this row can never apply",
            "最后一日 {to} 早于第一日 {from}，本行永不适用",
            "a period that holds no day",
            "不含任何一天的期间"),
    ALWAYS_PAUSED(
            Severity.WARNING,
            "every day of this entry lies within its pause `{pause}`, so it never applies",
            "该条目的每一天都处于暂停 `{pause}` 之内，因此永不适用",
            "an entry that is paused on all its days",
            "条目的全部日期都被暂停"),
    UNUSED_PAUSE(
            Severity.NOTE,
            "no list entry has the pause `{pause}`",
            "没有任何名单条目使用暂停 `{pause}`",
            "a pause that nothing has",
            "没有条目使用的暂停"),
    OUT_OF_REACH(
            Severity.WARNING,
            "no share can be {comparison} {percent} percent, so this row can never apply",
            "任何比例都不可能{comparison} {percent}%，本行永不适用",
            "a share that nothing can reach",
            "任何比例都达不到的门槛"),
    ALWAYS_REACHED(
            Severity.WARNING,
            "every share is {comparison} {percent} percent, so this threshold leaves nothing out",
            "任何比例都{comparison} {percent}%，该门槛不排除任何情形",
            "a share that everything reaches",
            "任何比例都达到的门槛"),
    NO_CODE(
            Severity.NOTE,
            "this item has no control code, so no shipment can meet it by a code",
            "该物项没有管制编码，任何货物都不会因编码而与之相符",
            "an item without a control code",
            "没有管制编码的物项"),
    NO_RULE(
            Severity.ERROR,
            "no rule or row of this law reads `{key}` here, so this row can never apply; what it speaks of needs another row or a rule",
            "没有本法域的规则或者行在此读取 `{key}`，本行永不适用；须改用其他行或者由工程师编写规则",
            "nothing reads the row: no rule and no row of its law has to do with what it names",
            "没有任何规则或者行读取本行：所提及的内容与其法域无关"),
    NOT_CARRIED_OUT(
            Severity.ERROR,
            "no rule and no row carries `{provision}` out, so nothing is ever decided by its effect {effect}: add a row to Measures, items under it, or Coverage; until then what it could require stays open",
            "没有任何规则或者行落实 `{provision}`，其效果 {effect} 从不产生结论：请在 Measures 表增加一行、在其下列入物项，或者写入 Coverage；在此之前其可能要求的内容保持不确定",
            "a provision says that it does something, and no rule and no row does it",
            "规定写明了效果，却没有规则或者行予以落实"),
    ITEM_WITHOUT_EFFECT(
            Severity.ERROR,
            "`{provision}` has the effect {effect}, which requires nothing of an item by itself: name a provision that requires a license or prohibits; until then the codes of this row stay open",
            "`{provision}` 的效果为 {effect}，对物项本身不产生要求：请写明要求许可或者禁止的规定；在此之前本行编码保持不确定",
            "an item stands under a provision that requires nothing of an item",
            "物项所属的规定对物项没有要求"),
    NOT_OF_ITEMS(
            Severity.ERROR,
            "`{provision}` does not speak of the items of `{list}`: it is about the parties of a list, or standing on `{list}` is not what requires something; name the provision that requires it of these items, or the list that it speaks of; until then the codes of this row stay open",
            "`{provision}` 不针对 `{list}` 的物项：该规定针对名单上的主体，或者列入 `{list}` 本身不产生要求；请写明对此类物项作出要求的规定，或者改填该规定所指的清单；在此之前本行编码保持不确定",
            "an item stands under a provision that speaks of listed parties, or on a list that by itself requires nothing of it",
            "物项所属的规定针对名单主体，或者所列清单本身不产生要求"),
    OTHER_LAW(
            Severity.ERROR,
            "`{list}` is nothing to the law of `{provision}`: another law holds it, or no row does, so this row can never apply; what a measure, coverage or item could require stays open until it is corrected",
            "`{list}` 不属于 `{provision}` 所在法域（属于其他法域或者没有相应的行），本行永不适用；措施、覆盖范围或者物项可能要求的内容在改正之前保持不确定",
            "a row names a list, territory, end use or provision of another law",
            "行提及另一法域的清单、地域、用途或者规定"),
    NO_EFFECT(
            Severity.ERROR,
            "a row of this kind cannot say {effect} (as `{provision}` does or the cell says): a row that treats nothing requires a license, prohibits or warns; a row that treats other provisions names a review policy or EXEMPT",
            "此类行不能产生 {effect}（规定 `{provision}` 或者本格所写）：不处理其他规定的行只能要求许可、禁止或者提示；处理其他规定的行须写审查方式或者 EXEMPT",
            "a row of Measures names an effect that such a row cannot have",
            "Measures 表中的行写了此类行不可能有的效果"),
    EXEMPTS_ALL(
            Severity.WARNING,
            "this exemption asks for no end use, party or destination, so it lifts everything that it treats",
            "该豁免不问用途、当事方和目的地，会豁免其所处理的一切要求",
            "an exemption without end use, party or destination",
            "没有用途、当事方或者目的地条件的豁免"),
    NEVER_ARISES(
            Severity.ERROR,
            "none of the provisions can have one of these effects, so the duty never arises",
            "所列规定都不可能产生这些效果，该义务永不发生",
            "a duty after an effect that none of its provisions can have",
            "义务所依据的效果，其规定都不可能产生"),
    EXTENT_NOT_SAID(
            Severity.WARNING,
            "no row of Holdings says how far `{list}` is held, so whoever or whatever is not found on it stays open",
            "Holdings 表没有说明 `{list}` 的收录范围，未查到者一律保持不确定",
            "no row of Holdings says how far a list is held",
            "Holdings 表没有说明名单的收录范围"),
    RULE_WITHOUT_ROW(
            Severity.ERROR,
            "the rule `{rule}` names `{key}`, which no row of `{sheet}` holds: the rule can never fire",
            "规则 `{rule}` 提及 `{key}`，但 `{sheet}` 中没有这一行：该规则永远不会触发",
            "a rule names a key that no row holds any more: it can never fire",
            "规则提及的键已没有任何行：该规则永远不会触发"),
    UNUSED_QUESTION(
            Severity.NOTE,
            "no row depends on a reading of `{question}`, so its answer changes nothing",
            "没有任何行取决于 `{question}` 的解读，其答案不产生任何影响",
            "an open question on which no row depends",
            "没有任何行取决于该未决问题"),
    MASKED(
            Severity.WARNING,
            "row `{other}` always applies where this one does and is at least as strict, so this row changes no answer",
            "凡本行适用之处，`{other}` 行必然适用且至少同样严格，因此本行不会改变任何结论",
            "another row always applies as well and is at least as strict",
            "另一行必然同时适用且至少同样严格"),
    DUPLICATE(
            Severity.WARNING,
            "row `{other}` says the same; one of the two is enough",
            "`{other}` 行内容相同；保留其中一行即可",
            "two rows say the same",
            "两行内容相同"),
    DUPLICATE_OTHERWISE(
            Severity.WARNING,
            "row `{other}` speaks of the same and says otherwise ({what}); the stricter one wins",
            "`{other}` 行针对同一情形，内容却不同（{what}）；以较严者为准",
            "two rows speak of the same and say different things",
            "两行针对同一情形，内容却不同"),
    NO_CASE(
            Severity.NOTE,
            "no case reaches this row, so nothing shows that it does what it should",
            "没有任何案例涉及本行，因此无从证明其效果",
            "no case reaches the row",
            "没有任何案例涉及该行"),
    ROW_WITHOUT_CASE(
            Severity.WARNING,
            "no case reaches this row{others}. Proposed as case `{case}`: `{base}` with {facts} on {day} is answered {answer}. Take it over where the law means this, or write your own in cases.xlsx",
            "没有任何案例涉及本行{others}。建议案例 `{case}`：`{base}` 改为 {facts}，于 {day} 的结论为 {answer}。如法规确有此意请采纳，或者在 cases.xlsx 中自行编写",
            "no case reaches a new or changed row; the one that is proposed says what is answered now",
            "没有任何案例涉及新增或者改动的行；所建议的案例写明目前的结论"),
    ROW_NOT_REACHED(
            Severity.WARNING,
            "no case reaches this row, and none was found: neither a base case with its codes, places, parties, end uses, figures and days, nor a case that reaches a row much like it. See that it can apply, and write a case for it in cases.xlsx",
            "没有任何案例涉及本行，以其编码、地点、当事方、用途、数值和日期改动基础案例，或者借用涉及相近行的案例，均未能涉及：请确认本行可能适用，并在 cases.xlsx 中为其编写案例",
            "the same where no case was found that reaches the row: see that it can apply",
            "同上，且未能找到涉及该行的案例：请确认该行可能适用"),
    ROWS_WITHOUT_CASE(
            Severity.WARNING,
            "no case reaches this row nor the others of {n} changed rows: try some of them, and keep what you tried as cases",
            "没有任何案例涉及本行以及其他共 {n} 个改动的行：请抽查其中若干，并将其保留为案例",
            "the same for many rows at once, such as a list that was taken in",
            "同上，一次涉及许多行，例如导入的名单"),
    MOVES_NO_CASE(
            Severity.NOTE,
            "{change} changes the answer of no case, so nothing shows what it does: add a case that is answered otherwise since, and one beside it that is not",
            "{change}没有改变任何案例的结论，因此无从证明其效果：请补充一个结论因此改变的案例，以及一个结论不变的对照案例",
            "cases reach the changed row, and none is answered otherwise because of the change",
            "有案例涉及改动的行，但没有案例的结论因此改变");

    private static final Text ADDED = new Text("the new row", "新增本行");
    private static final Text REMOVED = new Text("the removal of this row", "删除本行");
    private static final Text CHANGED = new Text("the change of this row", "修改本行");

    private final Severity severity;
    private final Text sentence;
    private final Text meaning;

    Flaw(Severity severity, String en, String zh, String meaningEn, String meaningZh) {
        this.severity = severity;
        this.sentence = new Text(en, zh);
        this.meaning = new Text(meaningEn, meaningZh);
    }

    /** The kind as the guide of analysts explains it. */
    FindingKind kind() {
        return new FindingKind(code(), severity, meaning);
    }

    /** What was done to a row, to begin a sentence. */
    static Text change(Selection.Pair pair) {
        return pair.base() == null ? ADDED : pair.draft() == null ? REMOVED : CHANGED;
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
