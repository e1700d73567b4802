package guanka.cli.cases;

import guanka.workbench.replay.RowCoverage;
import java.io.PrintWriter;
import java.util.List;

/** Prints the results of cases for people. */
final class TestReport {

    private static final int KEYS_NAMED = 10;

    private TestReport() {}

    /** The differences in a case: expected, actual, and the rows behind them. */
    static String text(CaseVerdict verdict) {
        var text = new StringBuilder();
        if (verdict.isMalformed()) {
            verdict.of()
                    .mistakes()
                    .forEach(mistake -> text.append("  ").append(mistake).append('\n'));
        } else if (verdict.fault() != null) {
            text.append("  was not decided: ").append(verdict.fault()).append('\n');
        }
        for (int i = 0; i < verdict.differences().size(); i++) {
            text.append("  ").append(verdict.differences().get(i)).append('\n');
            verdict.because()
                    .get(i)
                    .forEach(finding ->
                            text.append("    because ").append(finding).append('\n'));
        }
        return text.toString();
    }

    static void failures(List<CaseVerdict> verdicts, PrintWriter out) {
        for (CaseVerdict verdict : verdicts) {
            if (!verdict.holds()) {
                var of = verdict.of().content();
                out.println((verdict.isMalformed() ? "MALFORMED " : "FAILED ") + of.id()
                        + (of.title().isEmpty() ? "" : ": " + of.title())
                        + (of.source().isEmpty() ? "" : " [" + of.source() + "]") + ", "
                        + verdict.of().place());
                out.print(text(verdict));
            }
        }
    }

    static void coverage(RowCoverage coverage, boolean allRows, PrintWriter out) {
        int rows = 0;
        int reached = 0;
        out.println("Rows that no case reaches:");
        for (RowCoverage.SheetCoverage sheet : coverage.sheets()) {
            rows += sheet.rows();
            reached += sheet.reached();
            out.println("  " + sheet.workbook() + "!" + sheet.sheet() + ": "
                    + sheet.missed().size() + " of " + sheet.rows());
            names(sheet.missed(), allRows, out);
        }
        out.println("  in all " + (rows - reached) + " of " + rows + " rows that can decide");
        List<String> silent = coverage.silentRules();
        out.println("Rules that no case fires: " + silent.size() + " of "
                + coverage.rules().size());
        names(silent, allRows, out);
    }

    private static void names(List<String> names, boolean all, PrintWriter out) {
        names.stream().limit(all ? names.size() : KEYS_NAMED).forEach(name -> out.println("    " + name));
        if (!all && names.size() > KEYS_NAMED) {
            out.println("    and " + (names.size() - KEYS_NAMED) + " more (--all-rows names them)");
        }
    }
}
