package guanka.facts;

import guanka.facts.rows.Obligation;
import guanka.facts.rows.Provision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one sentence of law says of the shipment, with the conditions under which it says so. A rule builds it in its
 * consequence and inserts it; from then on it does not change. Whether it holds is asked for each {@link World} when findings
 * are combined: nothing is retracted to win.
 */
public final class Finding {

    /** What a provision requires by itself; the others speak of treatment or inform. */
    private static final Set<String> REQUIREMENTS = Set.of("LICENSE_REQUIRED", "PROHIBITED");

    private final Provision law;
    private final Finding upon;
    private final List<Condition> conditions = new ArrayList<>(6);
    private final List<Validity> validities = new ArrayList<>(3);
    private String effect;
    private String reviewPolicy;
    private String rule;
    private String line;
    private String party;
    private Source row;
    private Obligation duty;
    private Set<String> questions;

    private Finding(Provision law, Finding upon, String effect, String reviewPolicy) {
        this.law = law;
        this.upon = upon;
        this.effect = effect;
        this.reviewPolicy = reviewPolicy;
        this.row = law.source();
    }

    /** A finding of a provision, in force when its calendar says so on the movement's day. */
    public static Finding under(Provision law, Movement movement) {
        return new Finding(law, null, law.effect(), law.reviewPolicy()).during(movement.validity(law));
    }

    /** How an application for what this finding requires is treated: holds only where this one does. */
    public Finding review(Provision review) {
        return new Finding(review, this, review.effect(), review.effect())
                .line(line)
                .party(party);
    }

    /** An exemption from what this finding requires: holds only where this one does. */
    public Finding exempt(Provision exemption) {
        return new Finding(exemption, this, exemption.effect(), null).line(line).party(party);
    }

    /** A duty of its own under a provision. */
    public static Finding duty(Obligation obligation, Provision law, Movement movement) {
        Finding own = new Finding(law, null, "DUTY", null)
                .during(movement.validity(law))
                .at(obligation.source());
        own.duty = obligation;
        return own;
    }

    public Finding by(String ruleName) {
        rule = ruleName;
        return this;
    }

    public Finding as(String otherEffect) {
        effect = otherEffect;
        reviewPolicy = null;
        return this;
    }

    public Finding treatedAs(String policy) {
        effect = policy;
        reviewPolicy = policy;
        return this;
    }

    public Finding line(Line of) {
        return line(of.id());
    }

    public Finding line(String id) {
        line = id;
        return this;
    }

    public Finding party(String id) {
        party = id;
        return this;
    }

    public Finding at(Source source) {
        if (source != null) {
            row = source;
        }
        return this;
    }

    public Finding during(Validity validity) {
        validities.add(validity);
        return this;
    }

    public Finding when(Condition condition) {
        conditions.add(condition);
        return this;
    }

    /** Truth of its own conditions and those of the finding it stands upon. */
    public Truth truth(World world) {
        Truth truth = upon == null ? Truth.TRUE : upon.truth(world);
        for (Condition condition : conditions) {
            if (truth == Truth.FALSE) {
                return truth;
            }
            truth = truth.and(condition.in(world).truth());
        }
        return truth;
    }

    /** Its state on the day: the worst of its own calendar, what it concerns and the finding it stands upon. */
    public Validity.Standing standing(World world) {
        Validity.Standing worst = upon == null ? null : upon.standing(world);
        for (Validity validity : validities) {
            Validity.Standing next = validity.in(world);
            if (worst == null || next.state().compareTo(worst.state()) > 0) {
                worst = later(next, worst);
            } else if (next.state() == worst.state()) {
                worst = later(worst, next);
            }
        }
        return worst == null ? new Validity.Standing(Validity.State.IN_FORCE, null, null) : worst;
    }

    private static Validity.Standing later(Validity.Standing worse, Validity.Standing better) {
        if (better == null || better.state() == Validity.State.IN_FORCE || worse.from() == null) {
            return worse;
        }
        boolean otherIsLater = better.from() == null || better.from().isAfter(worse.from());
        return otherIsLater ? new Validity.Standing(worse.state(), better.from(), worse.row()) : worse;
    }

    /** Conditions, the ones of the finding it stands upon first. */
    public List<Condition> allConditions() {
        if (upon == null) {
            return conditions;
        }
        var all = new ArrayList<>(upon.allConditions());
        all.addAll(conditions);
        return all;
    }

    /** Questions on whose reading it depends. */
    public Set<String> questions() {
        if (questions == null) {
            Set<String> all = new TreeSet<>(upon == null ? Set.of() : upon.questions());
            conditions.forEach(c -> all.addAll(c.questions()));
            validities.forEach(v -> all.addAll(v.questions()));
            questions = all;
        }
        return questions;
    }

    /** Whether some reading may make it true. */
    public boolean isPossible() {
        for (Condition condition : conditions) {
            if (condition.ruledOut()) {
                return false;
            }
        }
        return upon == null || upon.isPossible();
    }

    public boolean isRequirement() {
        return REQUIREMENTS.contains(effect);
    }

    public Provision law() {
        return law;
    }

    public String getProvision() {
        return law.key();
    }

    public String getMeasure() {
        return law.measure();
    }

    public String getEffect() {
        return effect;
    }

    public String getLine() {
        return line;
    }

    public String getParty() {
        return party;
    }

    public Finding upon() {
        return upon;
    }

    public String reviewPolicy() {
        return reviewPolicy;
    }

    public String rule() {
        return rule;
    }

    public Source row() {
        return row;
    }

    public Obligation duty() {
        return duty;
    }
}
