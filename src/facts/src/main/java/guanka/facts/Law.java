package guanka.facts;

import guanka.facts.rows.Provision;

/**
 * A provision as it stands on the movement's day.
 *
 * @param provision its row
 * @param validity  whether it is in force that day
 * @param carriedOut whether some rule or row says when it takes effect; what is not carried out is never answered with "no"
 */
public record Law(Provision provision, Validity validity, boolean carriedOut) {

    public String getKey() {
        return provision.key();
    }

    public String getMeasure() {
        return provision.measure();
    }

    public String getJurisdiction() {
        return provision.jurisdiction();
    }

    public Effect getEffect() {
        return provision.effect();
    }

    public boolean isRequirement() {
        return provision.effect().isRequirement();
    }

    /** Whether it is in force that day, for what takes effect only with it. */
    public Condition isInForce() {
        return validity.isInForce("in force: " + getKey());
    }

    /** What the provision requires or tells where the conditions hold that are added. */
    public Finding.Builder finds() {
        return new Finding.Builder(this, null, provision.effect(), provision.reviewPolicy());
    }

    /** The same with an effect of its own, without review policy. */
    public Finding.Builder finds(Effect effect) {
        return new Finding.Builder(this, null, effect, effect.policy());
    }

    /** What it says whatever the day: a doubt does not wait for a calendar. */
    public Finding.Builder findsOnAnyDay(Effect effect) {
        return finds(effect).onAnyDay();
    }

    /** How this provision treats an application for what a finding requires: holds only where that one does. */
    public Finding.Builder treats(Finding requirement) {
        return treats(requirement, provision.effect());
    }

    /** The same with an effect of its own: a review policy or an exemption. */
    public Finding.Builder treats(Finding requirement, Effect effect) {
        return new Finding.Builder(this, requirement, effect, effect.policy())
                .line(requirement.getLine())
                .party(requirement.getParty());
    }
}
