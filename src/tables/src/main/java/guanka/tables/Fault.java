package guanka.tables;

import guanka.facts.Text;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A kind of mistake, put into words. Every sentence says what was found, what is allowed and how to correct it.
 *
 * @param code    stable, in kebab-case
 * @param message for the person who edits the workbook
 */
record Fault(String code, Text message) {

    /** How a day is written, where none can be guessed. */
    private static final String A_DAY = "YYYY-MM-DD";

    private static final int WORDS_LISTED = 12;
    private static final int SHOWN = 60;

    private static Fault of(String code, String en, String zh) {
        return new Fault(code, new Text(en, zh));
    }

    /** Input of somebody else, in backticks, short and visible. */
    static String shown(String input) {
        var visible = new StringBuilder("`");
        int letters = 0;
        for (int i = 0; i < input.length(); ) {
            int letter = input.codePointAt(i);
            i += Character.charCount(letter);
            if (++letters > SHOWN) {
                visible.append("...");
                break;
            }
            if (letter == '`') {
                visible.append('\'');
            } else if (isSeen(letter)) {
                visible.appendCodePoint(letter);
            } else {
                visible.append(point(letter));
            }
        }
        return visible.append('`').toString();
    }

    private static boolean isSeen(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> letter == ' ';
            default -> true;
        };
    }

    private static String point(int letter) {
        return String.format("U+%04X", letter);
    }

    private static String named(int letter) {
        String name = Character.getName(letter);
        return point(letter) + (name == null ? "" : " " + name);
    }

    private static String list(Collection<String> words) {
        String listed = words.stream().limit(WORDS_LISTED).map(Fault::shown).collect(Collectors.joining(", "));
        return words.size() > WORDS_LISTED ? listed + ", ..." : listed;
    }

    private static String meant(String nearest) {
        return nearest == null ? "" : "; did you mean " + shown(nearest) + "?";
    }

    private static String meantZh(String nearest) {
        return nearest == null ? "" : "；您是否想写 " + shown(nearest) + "？";
    }

    // the file

    static Fault missingWorkbook() {
        return of(
                "missing-workbook",
                "this workbook is missing; hand it in together with the others",
                "缺少此工作簿；请与其他工作簿一并提交");
    }

    static Fault unknownWorkbook(String file, Collection<String> allowed, String nearest) {
        return of(
                "unknown-workbook",
                "no workbook is called " + shown(file) + ", allowed are " + list(allowed) + meant(nearest),
                "没有名为 " + shown(file) + " 的工作簿，允许的是 " + list(allowed) + meantZh(nearest));
    }

    static Fault fileTooLarge(long bytes) {
        return of(
                "file-too-large",
                "the file has " + bytes + " bytes, allowed are " + Limits.FILE_BYTES
                        + "; remove pictures and unused formatting",
                "文件大小为 " + bytes + " 字节，上限为 " + Limits.FILE_BYTES + "；请删除图片和无用的格式");
    }

    static Fault empty() {
        return of(
                "not-a-workbook",
                "the file is empty; save it again as an Excel workbook (.xlsx)",
                "文件为空；请重新另存为 Excel 工作簿（.xlsx）");
    }

    static Fault notAWorkbook() {
        return of(
                "not-a-workbook",
                "this is no Excel workbook; save it from Excel as .xlsx",
                "这不是 Excel 工作簿；请在 Excel 中另存为 .xlsx");
    }

    static Fault plainText() {
        return of(
                "plain-text",
                "this is a text file such as CSV, where codes and dates lose their form; save it from Excel as .xlsx",
                "这是文本文件（例如 CSV），编码和日期会在其中失真；请在 Excel 中另存为 .xlsx");
    }

    static Fault encrypted() {
        return of("encrypted", "the workbook is protected by a password; save it without one", "工作簿设有密码；请取消密码后再保存");
    }

    static Fault oldFormat() {
        return of(
                "old-format",
                "this is a workbook of the old format (.xls); save it as .xlsx",
                "这是旧格式（.xls）的工作簿；请另存为 .xlsx");
    }

    static Fault otherFormat(Text format) {
        return of(
                "other-format",
                "this is " + format.en() + "; save it as an Excel workbook (.xlsx)",
                "这是" + format.zh() + "；请另存为 Excel 工作簿（.xlsx）");
    }

    static Fault tooManyEntries() {
        return of(
                "too-many-entries",
                "the file is packed from more than " + Limits.ENTRIES + " parts; copy the tables into a new workbook",
                "文件由超过 " + Limits.ENTRIES + " 个部分组成；请将各表复制到新的工作簿中");
    }

    static Fault inflatesTooMuch(String entry) {
        return of(
                "inflates-too-much",
                "unpacked, " + shown(entry) + " makes the workbook larger than is allowed ("
                        + Limits.INFLATED_BYTES / 1024 / 1024 + " MB, or " + Limits.RATIO
                        + " times the packed size); copy the tables into a new workbook",
                "解压后 " + shown(entry) + " 使工作簿超过上限（" + Limits.INFLATED_BYTES / 1024 / 1024 + " MB，或压缩大小的 "
                        + Limits.RATIO + " 倍）；请将各表复制到新的工作簿中");
    }

    static Fault duplicateEntry(String entry) {
        return of(
                "duplicate-entry",
                "the part " + shown(entry)
                        + " is in the file twice, so that two readers could see two workbooks; save it again from Excel",
                "部分 " + shown(entry) + " 在文件中出现两次，不同程序可能读到不同内容；请在 Excel 中重新保存");
    }

    static Fault unsafeEntry(String entry) {
        return of(
                "unsafe-entry-name",
                "the part " + shown(entry)
                        + " has a name that leads out of the file; save the workbook again from Excel",
                "部分 " + shown(entry) + " 的名称指向文件之外；请在 Excel 中重新保存工作簿");
    }

    static Fault twoFaces() {
        return of(
                "two-faced-file",
                "the contents of the file differ from its own list of contents; save the workbook again from Excel",
                "文件的实际内容与其目录不一致；请在 Excel 中重新保存工作簿");
    }

    static Fault unreadable() {
        return of(
                "unreadable-workbook",
                "the workbook is damaged and cannot be read; save it again from Excel",
                "工作簿已损坏，无法读取；请在 Excel 中重新保存");
    }

    static Fault unreadableSheet() {
        return of(
                "unreadable-sheet",
                "the sheet is damaged and cannot be read; copy it into a new workbook",
                "工作表已损坏，无法读取；请将其复制到新的工作簿中");
    }

    static Fault strictFormat() {
        return of(
                "other-format",
                "this is a Strict Open XML workbook; save it as an ordinary Excel workbook (.xlsx)",
                "这是 Strict Open XML 工作簿；请另存为普通的 Excel 工作簿（.xlsx）");
    }

    static Fault macros() {
        return of(
                "macros",
                "the workbook holds macros, which are not allowed; save it as .xlsx without them",
                "工作簿含有宏，不允许使用；请另存为不含宏的 .xlsx");
    }

    static Fault externalLink(String target) {
        return of(
                "external-link",
                "the workbook takes something from elsewhere (" + shown(target)
                        + "), allowed are only web addresses to click; break the link in Excel",
                "工作簿引用了外部内容（" + shown(target) + "），仅允许可点击的网址；请在 Excel 中断开链接");
    }

    static Fault embedded(String part) {
        return of(
                "embedded-object",
                "the workbook holds an embedded object (" + shown(part)
                        + "), allowed are only cells and comments; delete it",
                "工作簿含有嵌入对象（" + shown(part) + "），仅允许单元格和批注；请将其删除");
    }

    static Fault foreignPart(String part, Text what) {
        return of(
                "foreign-part",
                "the workbook holds " + shown(part) + ", allowed are only cells and comments; it is " + what.en(),
                "工作簿含有 " + shown(part) + "，仅允许单元格和批注；这是" + what.zh());
    }

    static Fault tooManySheets() {
        return of(
                "too-many-sheets",
                "the workbook has more than " + Limits.SHEETS + " sheets; delete those that are not declared",
                "工作簿的工作表超过 " + Limits.SHEETS + " 个；请删除未声明的工作表");
    }

    static Fault tooManyTexts() {
        return of(
                "too-many-texts",
                "the workbook holds more than " + Limits.SHARED_TEXTS + " texts; split it or delete what is not used",
                "工作簿中的文本超过 " + Limits.SHARED_TEXTS + " 条；请拆分工作簿或删除无用内容");
    }

    static Fault tooManyCells() {
        return of(
                "too-many-cells",
                "the workbook has more than " + Limits.CELLS + " filled cells; split it or delete what is not used",
                "工作簿中已填写的单元格超过 " + Limits.CELLS + " 个；请拆分工作簿或删除无用内容");
    }

    // sheets

    static Fault missingSheet(Collection<String> wanted, String nearest) {
        return of(
                "missing-sheet",
                "this sheet is missing, the workbook's sheets are " + list(wanted)
                        + (nearest == null ? "; add it" : "; rename " + shown(nearest) + " if it is meant"),
                "缺少此工作表，该工作簿的工作表为 " + list(wanted)
                        + (nearest == null ? "；请补上" : "；如果指的是 " + shown(nearest) + "，请将其改名"));
    }

    static Fault unknownSheet(String sheet, Collection<String> allowed, String nearest) {
        return of(
                "unknown-sheet",
                "no sheet is called " + shown(sheet) + ", allowed are " + list(allowed)
                        + (nearest == null ? "; delete it" : meant(nearest)),
                "没有名为 " + shown(sheet) + " 的工作表，允许的是 " + list(allowed)
                        + (nearest == null ? "；请将其删除" : meantZh(nearest)));
    }

    static Fault sheetOutOfOrder(String sheet, Collection<String> order) {
        return of(
                "sheet-out-of-order",
                "the sheet " + shown(sheet) + " is not in its place, the order is " + list(order) + "; move it",
                "工作表 " + shown(sheet) + " 的位置不对，顺序应为 " + list(order) + "；请移动");
    }

    static Fault notATable(String sheet) {
        return of(
                "foreign-sheet",
                shown(sheet) + " is a chart, dialog or macro sheet, allowed are only tables; delete it",
                shown(sheet) + " 是图表、对话框或宏工作表，仅允许表格；请将其删除");
    }

    static Fault hiddenSheet(boolean very) {
        return of(
                "hidden-sheet",
                very
                        ? "the sheet is hidden so that Excel's menu cannot show it; set its visibility in the Visual Basic window, or copy it into a new sheet"
                        : "the sheet is hidden, so nobody sees what it decides; unhide it",
                very ? "工作表被深度隐藏，Excel 菜单无法显示；请在 Visual Basic 窗口中修改其可见性，或复制到新的工作表" : "工作表被隐藏，他人看不到其内容；请取消隐藏");
    }

    static Fault tooManyRows() {
        return of(
                "too-many-rows",
                "the sheet has more than " + Limits.ROWS + " rows; delete the unused ones or split the table",
                "工作表超过 " + Limits.ROWS + " 行；请删除无用的行或拆分表格");
    }

    static Fault tooManyColumns() {
        return of(
                "too-many-columns",
                "the row has cells beyond column " + Grid.letters(Limits.COLUMNS)
                        + "; delete the columns to the right of the table",
                "该行有单元格超出第 " + Grid.letters(Limits.COLUMNS) + " 列；请删除表格右侧的列");
    }

    static Fault merged(String range) {
        return of(
                "merged-cells",
                "the cells " + shown(range) + " are merged; unmerge them and fill each",
                "单元格 " + shown(range) + " 已合并；请取消合并并逐一填写");
    }

    static Fault tooManyMerged() {
        return of(
                "merged-cells",
                "the sheet has more than " + Limits.MERGED_RANGES + " merged ranges; unmerge all cells",
                "工作表的合并区域超过 " + Limits.MERGED_RANGES + " 个；请取消所有合并");
    }

    static Fault hiddenRow(int row) {
        return of("hidden-row", "row " + row + " is hidden; unhide it", "第 " + row + " 行被隐藏；请取消隐藏");
    }

    static Fault hiddenColumn(String column) {
        return of("hidden-column", "column " + column + " is hidden; unhide it", "第 " + column + " 列被隐藏；请取消隐藏");
    }

    static Fault rowsHiddenByDefault() {
        return of(
                "hidden-row",
                "the sheet hides every row that it does not mention; unhide all rows",
                "工作表默认隐藏所有未列出的行；请取消隐藏所有行");
    }

    // headers

    static Fault missingHeader(String header, String nearest) {
        return of(
                "missing-header",
                "the column " + shown(header) + " is missing; "
                        + (nearest == null ? "insert it here" : "rename " + shown(nearest) + " if it is meant"),
                "缺少列 " + shown(header) + "；" + (nearest == null ? "请在此处插入" : "如果指的是 " + shown(nearest) + "，请将其改名"));
    }

    static Fault unknownHeader(String header, String nearest) {
        return of(
                "unknown-header",
                "no column is called " + shown(header)
                        + (nearest == null ? " here; delete the column" : " here" + meant(nearest)),
                "此处没有名为 " + shown(header) + " 的列" + (nearest == null ? "；请删除该列" : meantZh(nearest)));
    }

    static Fault headerOutOfOrder(String header, String wanted) {
        return of(
                "header-out-of-order",
                "the column " + shown(header) + " stands where " + shown(wanted) + " belongs; move it",
                "列 " + shown(header) + " 占用了 " + shown(wanted) + " 的位置；请移动");
    }

    static Fault repeatedHeader(String header, String first) {
        return of(
                "repeated-header",
                "the header " + shown(header) + " stands in " + first + " already; delete one of them",
                "标题 " + shown(header) + " 已出现在 " + first + "；请删除其一");
    }

    static Fault noExplanation() {
        return of(
                "explanation-missing",
                "row 2 is not read as data, it must explain each column in a sentence; insert the explaining row again above the data",
                "第 2 行不作为数据读取，必须逐列用一句话说明；请在数据上方重新插入说明行");
    }

    static Fault explanationSorted(int row) {
        return of(
                "explanation-missing",
                "the sheet was sorted together with the explanations, which stand in row " + row
                        + " now; undo the sort, or cut row " + row + " and insert it above row 2",
                "排序时把说明行也排了进去，说明现在位于第 " + row + " 行；请撤销排序，或剪切第 " + row + " 行并插入到第 2 行之上");
    }

    static Fault blankRow(int row) {
        return of(
                "blank-row",
                "row " + row + " is blank and splits the table; delete the row",
                "第 " + row + " 行为空，将表格隔断；请删除该行");
    }

    static Fault beyondColumns(String found, String last) {
        return of(
                "beyond-columns",
                shown(found) + " stands to the right of the last column " + shown(last)
                        + " and would not be read; delete it or use a note column",
                shown(found) + " 位于最后一列 " + shown(last) + " 的右侧，不会被读取；请删除或移入备注列");
    }

    static Fault underNoHeader(String found) {
        return of(
                "beyond-columns",
                shown(found) + " stands in a column without a header and would not be read; delete the column",
                shown(found) + " 所在的列没有标题，不会被读取；请删除该列");
    }

    // cells

    static Fault blank(String header, Text allowed) {
        return of(
                "blank",
                "the cell is blank, which " + shown(header) + " may not be; allowed is " + allowed.en(),
                "单元格为空，而 " + shown(header) + " 不得为空；允许填写" + allowed.zh());
    }

    /** How a cell is made to hold text, in the programs that people use. */
    private static final Text AS_TEXT = new Text(
            "format the cell as text first (Excel, WPS: Home, number format; LibreOffice: Format, Cells)",
            "请先将单元格设为文本格式（Excel、WPS：开始－数字格式；LibreOffice：格式－单元格），再");

    static Fault number(String found) {
        return of(
                "not-text",
                "the number " + shown(found)
                        + " stands where a code or text is wanted, and programs make numbers of codes such as 5E002 or 0101; "
                        + AS_TEXT.en() + ", then type what is meant again",
                "此处应为编码或文本，却是数字 " + shown(found) + "（表格软件会把 5E002、0101 之类的编码变成数字）；" + AS_TEXT.zh() + "重新输入原来的内容");
    }

    static Fault dateCell(String found) {
        return of(
                "not-text",
                "a date cell (" + shown(found)
                        + ") stands where no date is wanted, and programs make dates of texts such as 1-2; "
                        + AS_TEXT.en()
                        + ", then type what is meant again",
                "此处不应为日期，却是日期单元格（" + shown(found) + "），表格软件会把 1-2 之类的文本变成日期；" + AS_TEXT.zh() + "重新输入原来的内容");
    }

    static Fault dayAsNumber(String found, String day) {
        return of(
                "not-text",
                "the number " + shown(found) + " stands where a date is wanted"
                        + (day == null ? "" : ", programs count " + shown(day) + " so")
                        + "; type the date again as " + shown(day == null ? A_DAY : day),
                "此处应为日期，却是数字 " + shown(found) + (day == null ? "" : "，表格软件用它表示 " + shown(day)) + "；请重新输入日期，写作 "
                        + shown(day == null ? A_DAY : day));
    }

    static Fault partOfDate(String found, String shown) {
        return of(
                "not-a-date",
                "the cell shows " + shown(shown == null ? found : shown)
                        + " without year or day, and the program has added the rest of " + shown(found)
                        + " by itself; type the whole date, such as " + shown(found),
                "单元格显示为 " + shown(shown == null ? found : shown) + "，没有写明年或日，" + shown(found)
                        + " 的其余部分是软件自行补上的；请输入完整日期，例如 " + shown(found));
    }

    static Fault moment(String found) {
        String day = found.length() > 10 ? found.substring(0, 10) : found;
        return of(
                "not-a-date",
                "the cell holds the moment " + shown(found) + ", wanted is a day; type it again as " + shown(day),
                "单元格含有时刻 " + shown(found) + "，此处只需日期；请重新输入 " + shown(day));
    }

    static Fault percentCell(String found) {
        return of(
                "not-a-decimal",
                shown(found + "%")
                        + " is a percentage, and this column holds none; type the number in the unit of the header",
                shown(found + "%") + " 是百分数，而此列不填百分数；请按标题中的单位输入数字");
    }

    static Fault shownOtherwise(String held, String shown, boolean percent) {
        String sign = percent ? "%" : "";
        return of(
                "not-a-decimal",
                "the cell shows " + shown(shown) + " and holds " + shown(held + sign)
                        + ", so that nobody can tell which is meant; type the number again with the number format General",
                "单元格显示 " + shown(shown) + "，实际为 " + shown(held + sign) + "，无法判断以哪个为准；请将数字格式设为“常规”后重新输入");
    }

    static Fault otherWording(String found, String word) {
        return of(
                "not-allowed",
                shown(found) + " is written " + shown(word) + " in these tables; write " + shown(word),
                shown(found) + " 在各表中写作 " + shown(word) + "；请改为 " + shown(word));
    }

    static Fault eitherDay(String found, String monthFirst, String dayFirst) {
        String either = monthFirst == null || dayFirst == null || monthFirst.equals(dayFirst)
                ? shown(monthFirst == null ? dayFirst == null ? A_DAY : dayFirst : monthFirst)
                : null;
        return of(
                "not-a-date",
                shown(found) + " is no date, allowed is year-month-day; write "
                        + (either == null
                                ? shown(monthFirst) + " or " + shown(dayFirst) + ", whichever is meant"
                                : either),
                shown(found) + " 不是规范的日期，应写作 年-月-日；请写 "
                        + (either == null ? shown(monthFirst) + " 或 " + shown(dayFirst) + "（以原意为准）" : either));
    }

    static Fault bool(String found) {
        return of(
                "not-text",
                "the truth value " + shown(found) + " stands where text is wanted; " + AS_TEXT.en()
                        + ", then type it again",
                "此处应为文本，却是逻辑值 " + shown(found) + "；" + AS_TEXT.zh() + "重新输入");
    }

    static Fault error(String found) {
        return of(
                "not-text",
                "the error " + shown(found) + " stands where text is wanted; type the text that is meant",
                "此处应为文本，却是错误值 " + shown(found) + "；请输入所需的文本");
    }

    static Fault formula(String found) {
        return of(
                "formula",
                "the formula " + shown(found) + " is not allowed; copy the cell and paste it as a value",
                "不允许使用公式 " + shown(found) + "；请复制该单元格并粘贴为数值");
    }

    static Fault twoContents(String found) {
        return of(
                "two-contents",
                "the cell holds " + shown(found)
                        + " and something else beside it, so that two programs could show two texts; clear the cell and type it again",
                "单元格中除 " + shown(found) + " 外还有另一内容，不同程序可能显示不同文本；请清空单元格后重新输入");
    }

    static Fault formulaLike(String found) {
        return of(
                "formula-like",
                shown(found) + " would run as a formula in a spreadsheet program; begin with a letter or a digit",
                shown(found) + " 在电子表格程序中会被当作公式执行；请以文字或数字开头");
    }

    static Fault control(int letter) {
        return of(
                "control-character",
                "the cell holds the control character " + named(letter) + "; delete it",
                "单元格含有控制字符 " + named(letter) + "；请删除");
    }

    static Fault bidi(int letter) {
        return of(
                "bidi-character",
                "the cell holds " + named(letter) + ", which shows text in another order than it is read; delete it",
                "单元格含有 " + named(letter) + "，它会使显示顺序与读取顺序不同；请删除");
    }

    static Fault invisible(int letter) {
        return of(
                "invisible-character",
                "the cell holds " + named(letter) + ", which cannot be seen; delete it",
                "单元格含有不可见字符 " + named(letter) + "；请删除");
    }

    static Fault meaningless(int letter) {
        return of(
                "meaningless-character",
                "the cell holds " + named(letter) + ", which has no agreed meaning; type the character that is meant",
                "单元格含有没有公认含义的字符 " + named(letter) + "；请输入正确的字符");
    }

    static Fault oddSpace(int letter) {
        return of(
                "odd-space",
                "the cell holds " + named(letter) + " where an ordinary space belongs; type the space again",
                "单元格含有特殊空格 " + named(letter) + "；请改为普通空格");
    }

    static Fault lineBreak() {
        return of("line-break", "the cell holds a line break; write it in one line", "单元格含有换行；请写成一行");
    }

    static Fault spaceAtEdge(String found) {
        return of(
                "space-at-edge",
                shown(found) + " begins or ends with a space or line break; delete it",
                shown(found) + " 的开头或结尾有空格或换行；请删除");
    }

    static Fault lookAlike(String found, int letter, String latin) {
        return of(
                "look-alike-letter",
                shown(found) + " holds " + shown(Character.toString(letter)) + " (" + named(letter)
                        + "), allowed are only unaccented Latin letters, digits and signs of the keyboard"
                        + (latin == null ? "; replace it" : "; type " + shown(latin) + " instead"),
                shown(found) + " 含有 " + shown(Character.toString(letter)) + "（" + named(letter) + "），仅允许半角拉丁字母、数字和键盘符号"
                        + (latin == null ? "；请替换" : "；请改为 " + shown(latin)));
    }

    static Fault mixedLetters(String found, String word, int letter) {
        return of(
                "look-alike-letter",
                "the word " + shown(word) + " mixes Latin and Cyrillic letters (" + named(letter)
                        + "), so it is not what it looks like; type the word again in one alphabet",
                "词语 " + shown(word) + " 混用拉丁字母和西里尔字母（" + named(letter) + "），看似相同实则不同；请用同一种字母重新输入");
    }

    static Fault tooLong(int length, int allowed) {
        return of(
                "too-long",
                "the text has " + length + " characters, allowed are " + allowed + "; shorten it",
                "文本有 " + length + " 个字符，上限为 " + allowed + "；请缩短");
    }

    static Fault notAKey(String found) {
        return of(
                "not-a-key",
                shown(found)
                        + " is no key, allowed are letters, digits and the signs . / _ : = * + # ( ) - without spaces; rename it",
                shown(found) + " 不是有效的键，只能使用字母、数字和符号 . / _ : = * + # ( ) -，不得含空格；请改名");
    }

    static Fault reservedWord(String found) {
        return of(
                "reserved-word",
                shown(found) + " has a meaning of its own in these tables and can name nothing; choose another name",
                shown(found) + " 在各表中有特定含义，不能用作名称；请另选名称");
    }

    static Fault wrongShape(String found, Text allowed) {
        return of(
                "wrong-shape",
                shown(found) + " has the wrong shape, allowed is " + allowed.en(),
                shown(found) + " 的格式不对，允许填写" + allowed.zh());
    }

    static Fault notADecimal(String found, String instead) {
        return of(
                "not-a-decimal",
                shown(found)
                        + " is no decimal, allowed are digits with a point, without sign of percent, thousands or exponent, such as `0.1`"
                        + (instead == null ? "" : "; write " + shown(instead)),
                shown(found) + " 不是小数，仅允许数字和小数点，不得使用百分号、千位分隔符或指数，例如 `0.1`"
                        + (instead == null ? "" : "；请写 " + shown(instead)));
    }

    static Fault notAnInteger(String found, String instead) {
        return of(
                "not-an-integer",
                shown(found) + " is no whole number, allowed are digits alone, such as `45`"
                        + (instead == null ? "" : "; write " + shown(instead)),
                shown(found) + " 不是整数，仅允许数字，例如 `45`" + (instead == null ? "" : "；请写 " + shown(instead)));
    }

    static Fault tooManyDigits(int digits) {
        return of(
                "too-many-digits",
                "the number has " + digits + " digits, allowed are " + Limits.DIGITS + "; round it as the source does",
                "该数字有 " + digits + " 位，上限为 " + Limits.DIGITS + " 位；请按来源取舍");
    }

    static Fault notADate(String found, String instead) {
        return of(
                "not-a-date",
                shown(found) + " is no date, allowed is year-month-day such as `2025-10-09`"
                        + (instead == null ? "" : "; write " + shown(instead)),
                shown(found) + " 不是日期，应写作 年-月-日，例如 `2025-10-09`" + (instead == null ? "" : "；请写 " + shown(instead)));
    }

    static Fault noSuchDay(String found, String lastDay) {
        return of(
                "no-such-day",
                "the day " + shown(found) + " does not exist"
                        + (lastDay == null
                                ? "; check month and day"
                                : ", the month ends on " + shown(lastDay) + "; check the day"),
                "日期 " + shown(found) + " 不存在"
                        + (lastDay == null ? "；请核对月和日" : "，该月最后一天为 " + shown(lastDay) + "；请核对日期"));
    }

    static Fault outOfBounds(String found, String min, String max) {
        return of(
                "out-of-bounds",
                shown(found) + " is out of bounds, allowed is " + shown(min) + " to " + shown(max)
                        + "; check the unit in the header",
                shown(found) + " 超出范围，允许 " + shown(min) + " 至 " + shown(max) + "；请核对标题中的单位");
    }

    static Fault notAllowed(String found, Collection<String> allowed, String nearest) {
        return of(
                "not-allowed",
                shown(found) + " is not allowed here, allowed are " + list(allowed) + meant(nearest),
                "此处不允许 " + shown(found) + "，允许的是 " + list(allowed) + meantZh(nearest));
    }

    static Fault notInVocabulary(String found, String vocabulary, Collection<String> allowed, String nearest) {
        return of(
                "not-in-vocabulary",
                shown(found) + " is not in the vocabulary " + shown(vocabulary) + ", which holds " + list(allowed)
                        + meant(nearest),
                shown(found) + " 不在词表 " + shown(vocabulary) + " 中，词表包括 " + list(allowed) + meantZh(nearest));
    }

    static Fault unknownReference(String found, String target, String nearest) {
        return of(
                "unknown-reference",
                shown(found) + " is not found in " + places(target, " or in ")
                        + (nearest == null ? "; add the row there or correct it here" : meant(nearest)),
                "在 " + places(target, " 或者 ") + " 中找不到 " + shown(found)
                        + (nearest == null ? "；请在该处添加，或在此更正" : meantZh(nearest)));
    }

    private static String places(String target, String or) {
        return "`" + target.replace("|", "`" + or + "`") + "`";
    }

    static Fault unknownCountry(String found, String nearest) {
        return of(
                "unknown-country",
                shown(found) + " is no country code, allowed are two capital letters of ISO 3166-1 such as `CN`"
                        + meant(nearest),
                shown(found) + " 不是国家代码，应为 ISO 3166-1 的两个大写字母，例如 `CN`" + meantZh(nearest));
    }

    static Fault unknownZone(String found, String nearest) {
        return of(
                "unknown-zone",
                shown(found) + " is no time zone, allowed are names such as `Asia/Shanghai`" + meant(nearest),
                shown(found) + " 不是时区，应写作例如 `Asia/Shanghai`" + meantZh(nearest));
    }

    static Fault malformedReading(String found) {
        return of(
                "malformed-reading",
                shown(found) + " is no reading, allowed is `ANY` or question=READING, several joined by `; `",
                shown(found) + " 不是有效的解读，应为 `ANY` 或 question=READING，多个之间用 `; ` 分隔");
    }

    static Fault unknownReading(String found, String target, String nearest) {
        return of(
                "unknown-reading",
                "the reading " + shown(found) + " is not found in " + shown(target)
                        + (nearest == null ? "; add the row there or write `ANY`" : meant(nearest)),
                "在 " + shown(target) + " 中找不到解读 " + shown(found)
                        + (nearest == null ? "；请在该处添加，或写 `ANY`" : meantZh(nearest)));
    }

    static Fault questionTwice(String question) {
        return of(
                "malformed-reading",
                "the question " + shown(question) + " is named twice, so the row could never hold; keep one reading",
                "问题 " + shown(question) + " 出现两次，该行永远不会成立；请只保留一种解读");
    }

    static Fault separator(String found, String instead) {
        return of(
                "list-separator",
                "the parts of " + shown(found) + " are joined by semicolon and one space; write " + shown(instead),
                shown(found) + " 的各部分应以分号加一个空格分隔；请写 " + shown(instead));
    }

    static Fault repeatedPart(String part) {
        return of(
                "repeated-in-list",
                shown(part) + " stands in the list twice; delete one of them",
                shown(part) + " 在列表中出现两次；请删除其一");
    }

    static Fault wordInList(String word) {
        return of(
                "word-in-list",
                shown(word) + " stands alone or not at all; delete it or the other parts of the list",
                shown(word) + " 只能单独使用；请删除它或列表的其他部分");
    }

    static Fault unknownHole(String hole, Collection<String> allowed, String nearest) {
        return of(
                "unknown-hole",
                "nothing fills " + shown("{" + hole + "}") + ", "
                        + (allowed.isEmpty()
                                ? "braces are not allowed here; delete them"
                                : "allowed are " + list(allowed) + " in braces" + meant(nearest)),
                "没有内容可填入 " + shown("{" + hole + "}") + "，"
                        + (allowed.isEmpty() ? "此处不允许使用花括号；请删除" : "花括号中允许的是 " + list(allowed) + meantZh(nearest)));
    }

    static Fault duplicateKey(String key, String first) {
        return of(
                "duplicate-key",
                "the key " + shown(key) + " stands in " + first + " already; give this row a key of its own",
                "键 " + shown(key) + " 已出现在 " + first + "；请为此行指定不同的键");
    }

    // rows among each other

    static Fault duplicateRow(Collection<String> headers, int row) {
        return of(
                "duplicate-row",
                "row " + row + " says the same in " + list(headers) + "; delete one of the two",
                "第 " + row + " 行在 " + list(headers) + " 中的内容相同；请删除其一");
    }

    static Fault keyMismatch(String found, String wanted) {
        return of(
                "key-mismatch",
                "the key " + shown(found) + " does not fit its row; write " + shown(wanted),
                "键 " + shown(found) + " 与该行内容不符；请写 " + shown(wanted));
    }

    static Fault notFound(String wanted, String target, String nearest) {
        return of(
                "not-found",
                "this row needs " + shown(wanted) + " in " + shown(target) + ", which is not there"
                        + (nearest == null ? "; add it there or correct it here" : meant(nearest)),
                "该行要求 " + shown(target) + " 中有 " + shown(wanted) + "，但未找到"
                        + (nearest == null ? "；请在该处添加，或在此更正" : meantZh(nearest)));
    }

    static Fault twoRowsHold(String subject, String reading, int first) {
        return of(
                "two-rows-hold",
                "for " + subject + under(reading) + " row " + first
                        + " holds already; delete one of the rows or name the readings that tell them apart",
                subject + underZh(reading) + "已有第 " + first + " 行成立；请删除其一，或写明区分两行的解读");
    }

    static Fault mustBeSaid(String found, String because) {
        return of(
                "must-be-said",
                shown(found) + " leaves open what " + shown(because) + " in this row needs; name a value",
                "本行的 " + shown(because) + " 需要在此写明具体值，不能写 " + shown(found));
    }

    static Fault doesNotAgree(String found, String because, Collection<String> allowed) {
        return of(
                "does-not-agree",
                shown(found) + " does not agree with " + shown(because) + " in this row, allowed beside it is "
                        + list(allowed) + "; correct one of them",
                shown(found) + " 与本行的 " + shown(because) + " 不符，此时允许的是 " + list(allowed) + "；请更正其一");
    }

    static Fault fromAfterTo(String from, String to, String toCell) {
        return of(
                "from-after-to",
                "the first day " + shown(from) + " is after the last day " + shown(to) + " in " + toCell
                        + "; correct one of them",
                "起始日 " + shown(from) + " 晚于 " + toCell + " 中的截止日 " + shown(to) + "；请更正其一");
    }

    static Fault calendarGap(
            String subject, String reading, String last, String lastCell, String first, String firstCell) {
        return of(
                "calendar-gap",
                "the days of " + subject + under(reading) + " have a gap between " + shown(last) + " in " + lastCell
                        + " and " + shown(first) + " in " + firstCell + "; let this row begin on the day after",
                subject + " 的日期" + underZh(reading) + "在 " + lastCell + " 的 " + shown(last) + " 与 " + firstCell + " 的 "
                        + shown(first) + " 之间有空缺；请让本行从次日开始");
    }

    static Fault calendarOverlap(
            String subject, String reading, String last, String lastCell, String first, String firstCell) {
        return of(
                "calendar-overlap",
                "the days of " + subject + under(reading) + " overlap, as " + shown(first) + " in " + firstCell
                        + " is not after " + shown(last) + " in " + lastCell
                        + "; end the earlier row on the day before or name the readings that tell the rows apart",
                subject + " 的日期" + underZh(reading) + "重叠，" + firstCell + " 的 " + shown(first) + " 不晚于 " + lastCell
                        + " 的 " + shown(last) + "；请让前一行在前一天结束，或写明区分各行的解读");
    }

    static Fault calendarEnds(String subject, String reading, String last) {
        return of(
                "calendar-ends",
                "the days of " + subject + under(reading) + " end with " + shown(last)
                        + " and nothing says what holds after; end with a row that is open",
                subject + " 的日期" + underZh(reading) + "止于 " + shown(last) + "，此后没有规定；请以未定截止日的一行结束");
    }

    static Fault noRowHolds(String subject, String reading) {
        return of(
                "no-row-holds",
                "no row holds for " + subject + under(reading) + "; add one or write `ANY`",
                subject + underZh(reading) + "没有任何一行成立；请添加一行或写 `ANY`");
    }

    static Fault tooManyReadings(String subject, Collection<String> questions) {
        return of(
                "too-many-readings",
                "the rows of " + subject + " name more questions than can be combined (" + list(questions)
                        + "); name fewer",
                subject + " 的各行涉及的问题过多，无法组合（" + list(questions) + "）；请减少");
    }

    private static String under(String reading) {
        return reading.isEmpty() ? "" : " under " + shown(reading);
    }

    private static String underZh(String reading) {
        return reading.isEmpty() ? "" : "在 " + shown(reading) + " 下";
    }
}
