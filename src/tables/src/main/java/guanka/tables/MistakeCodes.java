package guanka.tables;

import guanka.facts.Text;
import java.util.List;

/**
 * Codes of mistakes that are about the same kind of thing. Each mistake says itself what was found and what is allowed; the codes are for
 * those who look for more of the kind.
 */
public record MistakeCodes(Text about, List<String> codes) {

    private static MistakeCodes of(String en, String zh, String codes) {
        return new MistakeCodes(new Text(en, zh), List.of(codes.split(" ")));
    }

    /** All of them. */
    public static List<MistakeCodes> all() {
        return List.of(
                of(
                        "the file",
                        "文件",
                        "missing-workbook unknown-workbook file-too-large not-a-workbook plain-text encrypted old-format "
                                + "other-format too-many-entries inflates-too-much duplicate-entry unsafe-entry-name "
                                + "two-faced-file unreadable-workbook macros external-link embedded-object foreign-part "
                                + "too-many-sheets too-many-texts too-many-cells"),
                of(
                        "a sheet",
                        "工作表",
                        "missing-sheet unknown-sheet sheet-out-of-order foreign-sheet hidden-sheet unreadable-sheet "
                                + "too-many-rows too-many-columns merged-cells hidden-row hidden-column"),
                of(
                        "headers and frame",
                        "列名与表格框架",
                        "missing-header unknown-header header-out-of-order repeated-header explanation-missing blank-row "
                                + "beyond-columns"),
                of(
                        "letters",
                        "字符",
                        "control-character bidi-character invisible-character meaningless-character odd-space line-break "
                                + "space-at-edge look-alike-letter too-long formula-like"),
                of(
                        "a cell",
                        "单元格",
                        "blank not-text formula two-contents not-a-key wrong-shape not-a-decimal not-an-integer "
                                + "too-many-digits not-a-date no-such-day out-of-bounds not-allowed not-in-vocabulary "
                                + "unknown-reference unknown-country unknown-zone malformed-reading unknown-reading unknown-hole "
                                + "reserved-word"),
                of("lists", "列表", "list-separator repeated-in-list word-in-list"),
                of(
                        "rows",
                        "行",
                        "duplicate-key duplicate-row key-mismatch not-found from-after-to calendar-gap calendar-overlap "
                                + "calendar-ends no-row-holds two-rows-hold does-not-agree must-be-said too-many-readings"));
    }
}
