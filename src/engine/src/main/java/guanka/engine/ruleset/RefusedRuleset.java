package guanka.engine.ruleset;

import guanka.tables.CellMistake;
import guanka.tables.RefusedWorkbooks;
import java.util.List;

/** A kjar that is not loaded, with every reason. */
public final class RefusedRuleset extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;
    private final transient List<CellMistake> mistakes;
    private final int beyond;

    /** For reasons that lie outside the workbooks. */
    public RefusedRuleset(List<String> reasons) {
        this(reasons, List.of(), 0);
    }

    /** For workbooks that hold mistakes. */
    public RefusedRuleset(RefusedWorkbooks refused) {
        this(refused.mistakes(), refused.beyond());
    }

    /** For mistakes of workbooks, and how many there are beyond them. */
    public RefusedRuleset(List<CellMistake> mistakes, int beyond) {
        this(mistakes.stream().map(CellMistake::toString).toList(), mistakes, beyond);
    }

    private RefusedRuleset(List<String> reasons, List<CellMistake> mistakes, int beyond) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
        this.mistakes = List.copyOf(mistakes);
        this.beyond = beyond;
    }

    public List<String> reasons() {
        return reasons;
    }

    /** The same reasons by cell, in their order, where they are mistakes of workbooks; else empty. */
    public List<CellMistake> mistakes() {
        return mistakes;
    }

    /** How many mistakes there are beyond {@link #mistakes()}. */
    public int beyond() {
        return beyond;
    }
}
