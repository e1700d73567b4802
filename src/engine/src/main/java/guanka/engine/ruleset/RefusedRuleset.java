package guanka.engine.ruleset;

import java.util.List;

/** A kjar that is not loaded, with every reason. */
public final class RefusedRuleset extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private final transient List<String> reasons;

    public RefusedRuleset(List<String> reasons) {
        super(String.join("\n", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
