package guanka.facts;

/** What a finding says. The order within a kind does not matter: strictness is that of {@link Outcome} and {@link ReviewPolicy}. */
public enum Effect {
    LICENSE_REQUIRED(Kind.REQUIRES),
    PROHIBITED(Kind.REQUIRES),
    EXEMPT(Kind.EXEMPTS),
    PRESUMPTION_OF_APPROVAL(Kind.TREATS),
    ROUTINE(Kind.TREATS),
    CASE_BY_CASE(Kind.TREATS),
    STRICT_REVIEW(Kind.TREATS),
    PRESUMPTION_OF_DENIAL(Kind.TREATS),
    POLICY_OF_DENIAL(Kind.TREATS),
    RED_FLAG(Kind.INFORMS),
    NOT_CONTROLLED(Kind.INFORMS),
    LISTED_PARTY(Kind.INFORMS),
    OWNED_BY_LISTED_PARTY(Kind.INFORMS),
    POSSIBLE_MATCH(Kind.INFORMS),
    CLEARED_BY_CALLER(Kind.INFORMS),
    LIST_NOT_CURRENT(Kind.INFORMS),
    CONTRADICTION(Kind.INFORMS),
    BELOW_THRESHOLD(Kind.INFORMS),
    /** The text of the law requires it, and the authority has said that it does not enforce it. */
    NOT_ENFORCED(Kind.INFORMS),
    /** A license exception could be claimed; what is still to be shown stands in its conditions. */
    EXCEPTION_AVAILABLE(Kind.INFORMS),
    /** A license exception is claimed and some condition of it is not met. */
    EXCEPTION_REFUSED(Kind.INFORMS),
    /** A duty of its own; it stands among the obligations of an answer. */
    DUTY(Kind.INFORMS),
    /** A provision that the ruleset knows and does not model: what it could require stays open. */
    NOT_MODELLED(Kind.STANDING),
    UNKNOWN(Kind.STANDING),
    NEARLY(Kind.STANDING),
    NOT_IN_FORCE(Kind.STANDING),
    SUSPENDED(Kind.STANDING),
    /** The provision decides nothing by itself. */
    NONE(Kind.STANDING);

    /** What an effect does to the outcome. */
    public enum Kind {
        /** Sets an outcome of its own. */
        REQUIRES,
        /** Lifts what another finding requires. */
        EXEMPTS,
        /** Says how an application for what another finding requires is treated. */
        TREATS,
        /** Changes no outcome. */
        INFORMS,
        /** Says how far a finding of another effect holds; no rule gives it. */
        STANDING
    }

    private final Kind kind;

    Effect(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public boolean isRequirement() {
        return kind == Kind.REQUIRES;
    }

    /** The review policy that an effect of kind {@link Kind#TREATS} sets, or null. */
    public ReviewPolicy policy() {
        return kind == Kind.TREATS ? ReviewPolicy.valueOf(name()) : null;
    }
}
