package guanka.tables;

import java.util.List;
import java.util.stream.Collectors;

/** Workbooks that hold mistakes, with all of them in the order of workbook, sheet, row and column. */
public final class RefusedWorkbooks extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<CellMistake> mistakes;
    private final int beyond;

    RefusedWorkbooks(List<CellMistake> mistakes, int beyond) {
        super(mistakes.stream().limit(5).map(CellMistake::toString).collect(Collectors.joining("\n"))
                + (mistakes.size() + beyond > 5 ? "\nand " + (mistakes.size() + beyond - 5) + " more" : ""));
        this.mistakes = List.copyOf(mistakes);
        this.beyond = beyond;
    }

    /** The first 1,000 mistakes at most. */
    public List<CellMistake> mistakes() {
        return mistakes;
    }

    /** How many mistakes there are beyond {@link #mistakes()}. */
    public int beyond() {
        return beyond;
    }
}
