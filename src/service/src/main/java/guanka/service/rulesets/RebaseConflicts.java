package guanka.service.rulesets;

import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.tables.SheetView;
import guanka.tables.TableMerge;
import guanka.tables.TableMerge.Conflict;
import guanka.tables.Tables;

/** What two people have changed to different texts, told by workbook, sheet, row and column with all three texts. */
final class RebaseConflicts {

    static final Text UPLOAD = new Text("the upload", "上传的工作簿");

    private static final Text BLANK = new Text("blank", "空白");
    private static final Text NO_ROW = new Text("no row", "没有该行");

    private RebaseConflicts() {}

    /**
     * @param whose what one side is called
     * @param other the version that is the other side
     * @param own   the tables of the one side, in which the cells are named
     */
    static Problem of(Text whose, String other, TableMerge merge, Tables own) {
        return Problem.of(
                Kind.REBASE_CONFLICTS,
                whose.en() + " and " + other + " change the same places: "
                        + merge.conflicts().size(),
                merge.conflicts().stream()
                        .map(conflict -> new Problem.Error(
                                null,
                                null,
                                conflict.workbook(),
                                conflict.sheet(),
                                cell(conflict, own),
                                "changed-twice",
                                sentence(conflict, whose, other)))
                        .toList());
    }

    private static Text sentence(Conflict conflict, Text whose, String version) {
        Text was = shown(conflict.base());
        Text own = shown(conflict.draft());
        Text now = shown(conflict.current());
        String key = Problem.shown(conflict.key());
        return new Text(
                "row `" + key + "`" + (conflict.header() == null ? "" : ", column `" + conflict.header() + "`")
                        + ": it was " + was.en() + ", " + whose.en() + " has " + own.en() + ", " + version + " has "
                        + now.en(),
                "行 `" + key + "`" + (conflict.header() == null ? "" : "，列 `" + conflict.header() + "`") + "：原为"
                        + was.zh() + "，" + whose.zh() + "为" + own.zh() + "，" + version + " 为" + now.zh());
    }

    private static Text shown(String text) {
        if (text == null) {
            return NO_ROW;
        }
        String quoted = "`" + Problem.shown(text) + "`";
        return text.isEmpty() ? BLANK : new Text(quoted, quoted);
    }

    /** Where the place stands in the draft; null where the draft does not have it. */
    private static String cell(Conflict conflict, Tables own) {
        for (SheetView sheet : own.sheets()) {
            if (sheet.workbook().equals(conflict.workbook()) && sheet.sheet().equals(conflict.sheet())) {
                for (SheetView.Row row : sheet.rows()) {
                    if (row.key().equals(conflict.key())) {
                        String header = conflict.header();
                        return sheet.address(
                                row.number(), header == null ? sheet.headers().get(0) : header);
                    }
                }
            }
        }
        return null;
    }
}
