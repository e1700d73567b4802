package guanka.facts;

import guanka.facts.rows.ScopeNote;
import guanka.facts.rows.TechnologyRow;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a shipment.
 *
 * @param pointer      JSON Pointer of the line
 * @param kind         {@code GOODS}, {@code TECHNOLOGY}, {@code SOFTWARE} or {@code SERVICE}
 * @param codes        control codes; empty means classified, and under none
 * @param form         what the thing is as shipped
 * @param origin       country where it was made or mined
 * @param content      bill of materials; empty means that it contains nothing that matters
 * @param technologies technologies with which it was produced
 * @param publicDomain whether technology has entered the public domain
 * @param directProduct whether it was made abroad as the direct product of technology of the United States
 * @param informed whether an authority has told the exporter that it needs a license
 * @param computing what it can compute, as far as it is or contains a chip
 * @param claims   exceptions and exemptions that the exporter claims
 * @param quantity how much of it there is
 * @param licenses on file for it; no rule asks for them
 */
public record Line(
        String id,
        String pointer,
        String kind,
        Known<List<ControlCode>> codes,
        Known<String> hsCode,
        Known<String> form,
        Known<String> origin,
        Known<Money> value,
        Known<List<Content>> content,
        List<DeclaredShare> declaredShares,
        Known<List<TechnologyUsed>> technologies,
        Known<Boolean> subjectToEar,
        Known<Boolean> publicDomain,
        Known<Boolean> directProduct,
        Known<Boolean> informed,
        Known<Computing> computing,
        List<Claim> claims,
        Known<Quantity> quantity,
        List<License> licenses) {

    public Condition originatesIn(Territory territory) {
        return territory.contains("origin", origin);
    }

    public Condition originatesOutside(Territory territory) {
        return territory.contains("origin", origin).negated("made outside");
    }

    /** Whether some reading may let it be sent from a territory, or have been made there. */
    public boolean mayComeFrom(Territory territory, Movement move) {
        return move.mayStartIn(territory) || territory.mayContain(origin);
    }

    /** Whether some reading may let it have been made outside a territory. */
    public boolean mayOriginateOutside(Territory territory) {
        return territory.mayExclude(origin);
    }

    /**
     * Whether the line is claimed to be in the public domain. An exemption is for the person to claim who relies on it:
     * the claim that nobody has made is not made, which is the stricter answer.
     */
    public Condition claimedInPublicDomain() {
        return Condition.settled(
                "in the public domain", publicDomain, true, Truth.of(Boolean.TRUE.equals(publicDomain.value())));
    }

    /** Whether it is software or technology that is claimed to be published. */
    public boolean isPublished() {
        return (kind.equals("SOFTWARE") || kind.equals("TECHNOLOGY")) && Boolean.TRUE.equals(publicDomain.value());
    }

    /** Whether it is declared to customs: goods alone are. */
    public boolean hasCustomsCode() {
        return kind.equals("GOODS");
    }

    /** Whether it is of a kind: {@code GOODS}, {@code TECHNOLOGY}, {@code SOFTWARE} or {@code SERVICE}. */
    public Condition isOfKind(String wanted) {
        return Condition.settled(
                "kind", pointer + "/kind", wanted, new Evaluation(Truth.of(kind.equals(wanted)), kind, List.of()));
    }

    public Condition knownToBeSubject() {
        return Condition.settled("subject to the EAR", subjectToEar, true, subjectToEar.is(is -> is));
    }

    /** Whether its form is the one of a scope note. */
    public Condition isOfForm(ScopeNote note) {
        return Condition.settled("form", form, note.form(), form.is(note.form()::equals))
                .at(note.source());
    }

    /** Whether it comes in a form. */
    public Condition isShippedAs(String wanted) {
        return Condition.settled("form", form, wanted, form.is(wanted::equals));
    }

    /** Whether it may be the direct product of technology of the United States. */
    public boolean isMadeOfUsTechnology() {
        return directProduct.is(made -> made).possible();
    }

    /** Whether it may contain something: what nobody has looked into may. */
    public boolean mayContainSomething() {
        return content.value() == null || !content.value().isEmpty();
    }

    /** Whether it is the direct product of technology of the United States. */
    public Condition isDirectProduct() {
        return Condition.settled("direct product", directProduct, true, directProduct.is(made -> made));
    }

    /** Whether an authority has said that it needs a license; what nobody has said is not asked for. */
    public boolean isToldToNeedLicense() {
        return Boolean.TRUE.equals(informed.value());
    }

    public Condition toldByAuthority() {
        return Condition.settled("told by an authority", informed, true, Truth.of(isToldToNeedLicense()));
    }

    /** Whether anything is said of what the line contains: a bill of materials with entries, or a share for the provision. */
    public boolean tellsContentFor(String provision) {
        return content.isKnown() && !content.value().isEmpty()
                || declaredShares.stream().anyMatch(d -> d.provision().equals(provision));
    }

    public boolean mayBeMadeWith(String activity) {
        return technologies
                .is(all -> all.stream().anyMatch(t -> t.activity().equals(activity)))
                .possible();
    }

    /** Whether the line was produced with the technology of an activity that originates in a territory. */
    public Condition madeWith(TechnologyRow row, Territory territory) {
        if (!technologies.isKnown()) {
            return Condition.unknown("technology", technologies, row.activity());
        }
        var each = new ArrayList<Condition>();
        for (TechnologyUsed used : technologies.value()) {
            if (used.activity().equals(row.activity())) {
                each.add(territory.contains("technology origin", used.origin()));
            }
        }
        return Condition.anyOf("technology", each).at(row.source());
    }

    /** A line is the one that it is: rules join lines by identity, however large their bills of materials. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
