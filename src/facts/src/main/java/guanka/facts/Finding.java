package guanka.facts;

import guanka.facts.rows.Obligation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one sentence of law says of the shipment, with the conditions under which it says so. A rule builds it in its
 * consequence and inserts it; it never changes. Whether it holds is asked for each {@link World} when findings are combined:
 * nothing is retracted to win.
 */
public final class Finding {

    private final Law law;
    private final Finding upon;
    private final Effect effect;
    private final ReviewPolicy reviewPolicy;
    private final String line;
    private final String party;
    private final Source row;
    private final Obligation duty;
    private final ListedItem item;
    private final Control control;
    private final boolean onlyUnlisted;
    private final boolean modelled;
    private final List<Condition> conditions;
    private final List<Validity> validities;
    private final Set<String> questions;

    /** Whether its own conditions are the same under every reading: then their truth is found once, when it is first asked for. */
    private final boolean ownSettled;

    private Truth settledOwnTruth;

    private Finding(Builder from) {
        law = from.law;
        upon = from.upon;
        effect = from.effect;
        reviewPolicy = from.reviewPolicy;
        line = from.line;
        party = from.party;
        row = from.row;
        duty = from.duty;
        item = from.item;
        control = from.control;
        onlyUnlisted = from.onlyUnlisted;
        modelled = from.modelled;
        conditions = List.copyOf(from.conditions);
        validities = List.copyOf(from.validities);
        Set<String> own = Condition.questions(conditions);
        ownSettled = own.isEmpty();
        questions = withDays(own);
    }

    private Set<String> withDays(Set<String> own) {
        Set<String> all = own;
        for (int i = -1; i < validities.size(); i++) {
            Set<String> of = i >= 0 ? validities.get(i).questions() : upon == null ? Set.of() : upon.questions();
            if (!of.isEmpty()) {
                all = all.isEmpty() ? new TreeSet<>() : all;
                all.addAll(of);
            }
        }
        return all;
    }

    /** Collects what a finding rests on. What a fact brings along (its condition, its days, its row) comes with the fact. */
    public static final class Builder {

        private final Law law;
        private final Finding upon;
        private Effect effect;
        private ReviewPolicy reviewPolicy;
        private String line;
        private String party;
        private Source row;
        private Obligation duty;
        private ListedItem item;
        private Control control;
        private boolean onlyUnlisted;
        private boolean modelled = true;
        private final List<Condition> conditions = new ArrayList<>(6);
        private final List<Validity> validities = new ArrayList<>(3);

        Builder(Law law, Finding upon, Effect effect, ReviewPolicy reviewPolicy) {
            this.law = law;
            this.upon = upon;
            this.effect = effect;
            this.reviewPolicy = reviewPolicy;
            row = law.provision().source();
            validities.add(law.validity());
        }

        public Builder line(Line of) {
            return line(of == null ? null : of.id());
        }

        public Builder line(String id) {
            line = id;
            return this;
        }

        public Builder party(String id) {
            party = id;
            return this;
        }

        /** The item concerned: its line, that it stands on its list, and the days of the provision that lists it. */
        public Builder of(ListedItem listed) {
            line(listed.line());
            if (!listed.isAnything()) {
                item = listed;
                during(listed.validity()).when(listed.condition());
                if (row == law.provision().source()) {
                    at(listed.row());
                }
            }
            return this;
        }

        /** The reason for control, its line, and the row that gives it. */
        public Builder of(Control reason) {
            control = reason;
            return line(reason.line())
                    .at(reason.row() == null ? null : reason.row().source());
        }

        /** The party concerned, with what makes it one. */
        public Builder to(Counterparty who) {
            if (who.party() != null) {
                party(who.party());
            }
            at(who.row());
            if (who.validity() != null) {
                during(who.validity());
            }
            who.conditions().forEach(this::when);
            return this;
        }

        /** A term of the regulation that must be met; of a term of one line, also the line. */
        public Builder under(Term term) {
            if (term.line() != null) {
                line(term.line());
            }
            return term.isAnything() ? this : when(term.condition());
        }

        /** A term that must be met, of the shipment as a whole. */
        public Builder whenMet(Term term) {
            return term.isAnything() ? this : when(term.condition());
        }

        /** The end use that must be served. */
        public Builder serving(Purpose purpose) {
            if (!purpose.isAnything()) {
                at(purpose.row()).when(purpose.condition());
            }
            return this;
        }

        /** Forgets the days of the provision. */
        Builder onAnyDay() {
            validities.clear();
            return this;
        }

        public Builder at(Source source) {
            if (source != null) {
                row = source;
            }
            return this;
        }

        public Builder during(Validity validity) {
            validities.add(validity);
            return this;
        }

        public Builder when(Condition condition) {
            if (condition != null) {
                conditions.add(condition);
            }
            return this;
        }

        /** The review policy of an application, instead of the provision's own. */
        public Builder treatedAs(ReviewPolicy policy) {
            reviewPolicy = policy;
            return this;
        }

        /** A duty of its own instead of an effect. */
        public Builder duty(Obligation obligation) {
            effect = Effect.DUTY;
            reviewPolicy = null;
            duty = obligation;
            return at(obligation.source());
        }

        /** Gives way where the same line certainly needs a license as a listed item. */
        public Builder onlyUnlisted(boolean so) {
            onlyUnlisted = so;
            return this;
        }

        /** Says that the ruleset knows the provision and does not model it. */
        public Builder notModelled() {
            modelled = false;
            return this;
        }

        public Finding build() {
            return new Finding(this);
        }
    }

    /** Truth of its own conditions and those of the finding it stands upon. */
    public Truth truth(World world) {
        return upon == null ? ownTruth(world) : ownTruth(world).and(upon.truth(world));
    }

    /** Truth of its own conditions: whether it holds if the finding does upon which it stands. */
    public Truth ownTruth(World world) {
        if (!ownSettled) {
            return ofConditions(world);
        }
        if (settledOwnTruth == null) {
            settledOwnTruth = ofConditions(world);
        }
        return settledOwnTruth;
    }

    private Truth ofConditions(World world) {
        Truth truth = Truth.TRUE;
        for (int i = 0; i < conditions.size() && truth != Truth.FALSE; i++) {
            truth = truth.and(conditions.get(i).truth(world));
        }
        return truth;
    }

    /** Its state on the day: the worst of its own calendar, what it concerns and the finding it stands upon. */
    public Validity.Standing standing(World world) {
        Validity.Standing worst = upon == null ? null : upon.standing(world);
        for (int i = 0; i < validities.size(); i++) {
            Validity.Standing next = validities.get(i).in(world);
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

    /** Its own conditions, without those of the finding it stands upon. */
    public List<Condition> conditions() {
        return conditions;
    }

    /** Questions on whose reading it depends. */
    public Set<String> questions() {
        return questions;
    }

    /** Whether some reading may make it true. */
    public boolean isPossible() {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i).ruledOut()) {
                return false;
            }
        }
        return upon == null || upon.isPossible();
    }

    public boolean isRequirement() {
        return effect.isRequirement();
    }

    public boolean isExemption() {
        return effect == Effect.EXEMPT;
    }

    /** Whether it is what one of the measures or provisions says, or concerns an item that one of them lists. */
    public boolean isOfAny(List<String> provisions) {
        return isSaidByAny(provisions)
                || item != null && item.provision() != null && provisions.contains(item.provision());
    }

    /** Whether it is what one of the measures or provisions says, whichever lists its item. */
    public boolean isSaidByAny(List<String> provisions) {
        return provisions.contains(law.getKey()) || law.getMeasure() != null && provisions.contains(law.getMeasure());
    }

    /** Whether it concerns an item listed under a provision of a measure. */
    public boolean concernsItemOf(String measure) {
        return law.getMeasure().equals(measure) || item != null && measure.equals(item.measure());
    }

    public Law law() {
        return law;
    }

    public String getProvision() {
        return law.getKey();
    }

    public String getMeasure() {
        return law.getMeasure();
    }

    public Effect getEffect() {
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

    public ReviewPolicy reviewPolicy() {
        return reviewPolicy;
    }

    public Source row() {
        return row;
    }

    public Obligation duty() {
        return duty;
    }

    /** The listed item that it concerns, or null. */
    public ListedItem item() {
        return item;
    }

    /** The reason for control for which it requires something, or null. */
    public Control control() {
        return control;
    }

    /**
     * Whether it concerns a reason for control that is treated under one of the regimes; any finding where none is named. Asked last of
     * a measure and a finding, so each yes is counted as a pair.
     */
    public boolean isUnderAny(Collection<String> regimes) {
        boolean under = regimes.isEmpty()
                || control != null && control.getRegime() != null && regimes.contains(control.getRegime());
        if (under) {
            Joins.oneMore();
        }
        return under;
    }

    public boolean isOnlyUnlisted() {
        return onlyUnlisted;
    }

    /** False where it stands for a provision that the ruleset knows and does not model. */
    public boolean isModelled() {
        return modelled;
    }
}
