package guanka.workbench.replay;

import guanka.engine.json.FactMistake;
import java.util.List;

/** A case that cannot be held against an answer, because part of it is not understood. */
public final class MalformedCase extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<FactMistake> mistakes;

    MalformedCase(List<FactMistake> mistakes) {
        super(mistakes.toString(), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** Everything that is not understood, by JSON Pointer into the case. */
    public List<FactMistake> mistakes() {
        return mistakes;
    }
}
