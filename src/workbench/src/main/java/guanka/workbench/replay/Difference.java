package guanka.workbench.replay;

/**
 * Where an answer is not what a case expects.
 *
 * @param what     the part of the answer, for example {@code jurisdictions.CN.outcome} or a provision
 * @param expected what the case says
 * @param got      what the ruleset answers
 * @param row      workbook, sheet and row behind the answer, or null
 */
public record Difference(String what, String expected, String got, String row) {

    @Override
    public String toString() {
        return what + ": expected " + expected + ", got " + got + (row == null ? "" : " (" + row + ")");
    }
}
