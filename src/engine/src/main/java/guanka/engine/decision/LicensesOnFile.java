package guanka.engine.decision;

import guanka.engine.screening.PartyScreening;
import guanka.facts.License;
import guanka.facts.License.Balance;
import guanka.facts.LicenseTerm;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Which license on file covers a requirement, or which of its terms fails. Licenses are held against requirements as they
 * stand: they move neither an outcome nor a review policy, and what a license does not say is not in its favour.
 */
final class LicensesOnFile {

    private static final String END_USER = "END_USER";

    /** Of several that cover, the one that is used up first. */
    private static final Comparator<License> FIRST = Comparator.comparing(
                    (License license) -> license.validUntil().value())
            .thenComparing(License::number)
            .thenComparing(license -> license.terms().toString());

    /**
     * Codes that a license must name.
     *
     * @param all whether these are all; else the line may fall under others
     */
    record Needed(Set<String> codes, boolean all) {

        Needed and(Needed other) {
            Set<String> both = new LinkedHashSet<>(codes);
            both.addAll(other.codes);
            return new Needed(both, all && other.all);
        }
    }

    /**
     * A requirement of a license for one line.
     *
     * @param party because of which it is required, or null
     * @param kinds what is left of the kinds of licenses
     */
    record Requirement(String jurisdiction, Line line, String party, Needed needed, List<LicenseKinds> kinds) {}

    /**
     * What a duty leaves of the kinds of licenses.
     *
     * @param left    the kinds
     * @param applies whether the duty arises
     * @param term    what a license of another kind fails by: whom it would reach, or where
     */
    record LicenseKinds(Set<String> left, Truth applies, LicenseTerm term) {

        Truth admit(License license) {
            return applies.not().or(license.kind().is(left::contains));
        }
    }

    /** The number of a license that covers, or the term that fails; neither where no license is on file. */
    record Answer(String coveredBy, LicenseTerm because) {}

    private static final Answer NOTHING = new Answer(null, null);

    private final Shipment shipment;
    private final Map<String, LocalDate> days;
    /** By the terms of a license the lines that draw on it. */
    private final Map<List<Object>, Set<Line>> drawing = new HashMap<>();

    /** @param requirements of all lines: lines that give the same license share what is left of it */
    LicensesOnFile(Shipment shipment, Map<String, LocalDate> days, Collection<Requirement> requirements) {
        this.shipment = shipment;
        this.days = days;
        for (Requirement requirement : requirements) {
            for (License license : requirement.line().licenses()) {
                if (!withoutBalance(license, requirement).containsValue(Truth.FALSE)) {
                    drawing.computeIfAbsent(license.terms(), x -> new LinkedHashSet<>())
                            .add(requirement.line());
                }
            }
        }
    }

    /** What answers a requirement upon several lines: one license that covers every one of them; nothing answers none. */
    Answer of(List<Requirement> requirements) {
        if (requirements.isEmpty()) {
            return NOTHING;
        }
        List<Answer> answers = requirements.stream().map(this::of).distinct().toList();
        return answers.size() == 1
                ? answers.get(0)
                : new Answer(
                        null,
                        answers.stream()
                                .map(Answer::because)
                                .filter(Objects::nonNull)
                                .min(Comparator.naturalOrder())
                                .orElse(LicenseTerm.UNKNOWN));
    }

    private Answer of(Requirement requirement) {
        List<License> covering = new ArrayList<>();
        LicenseTerm nearest = null;
        for (License license : requirement.line().licenses()) {
            LicenseTerm failing = failing(license, requirement);
            if (failing == null) {
                covering.add(license);
            } else if (nearest == null || failing.compareTo(nearest) > 0) {
                nearest = failing;
            }
        }
        return covering.isEmpty()
                ? new Answer(null, nearest)
                : new Answer(covering.stream().min(FIRST).orElseThrow().number(), null);
    }

    /** The first term that fails, else that something is not known; null where every term holds. */
    private LicenseTerm failing(License license, Requirement requirement) {
        Map<LicenseTerm, Truth> terms = withoutBalance(license, requirement);
        if (!terms.containsValue(Truth.FALSE)) {
            terms.put(LicenseTerm.QUANTITY, isLeft(license, LicensesOnFile::quantity));
            terms.put(LicenseTerm.VALUE, isLeft(license, LicensesOnFile::value));
        }
        for (Map.Entry<LicenseTerm, Truth> term : terms.entrySet()) {
            if (term.getValue() == Truth.FALSE) {
                return term.getKey();
            }
        }
        return terms.containsValue(Truth.UNKNOWN) ? LicenseTerm.UNKNOWN : null;
    }

    private Map<LicenseTerm, Truth> withoutBalance(License license, Requirement requirement) {
        LocalDate day = days.get(requirement.jurisdiction());
        Map<LicenseTerm, Truth> terms = new EnumMap<>(LicenseTerm.class);
        terms.put(LicenseTerm.JURISDICTION, Truth.of(license.jurisdiction().equals(requirement.jurisdiction())));
        terms.put(LicenseTerm.CODE, names(license, requirement.needed()));
        terms.put(
                LicenseTerm.DESTINATION,
                license.destinations()
                        .is(all -> all.contains(shipment.destination().value())));
        terms.put(LicenseTerm.END_USER, namesEndUsers(license, requirement.party()));
        requirement.kinds().forEach(kinds -> terms.merge(kinds.term(), kinds.admit(license), Truth::and));
        terms.put(LicenseTerm.NOT_YET_VALID, license.validFrom().is(from -> !day.isBefore(from)));
        terms.put(LicenseTerm.EXPIRED, license.validUntil().is(until -> !day.isAfter(until)));
        return terms;
    }

    private static Truth names(License license, Needed needed) {
        if (needed.codes().isEmpty()) {
            return needed.all() ? license.namesBasket() : Truth.UNKNOWN;
        }
        Truth names = needed.all() ? Truth.TRUE : Truth.UNKNOWN;
        for (String code : needed.codes()) {
            names = names.and(license.names(code));
        }
        return names;
    }

    /**
     * Whether it names every end user, and the party because of which the license is required. A party that is no end user and
     * is not named may be known to the authority or not.
     */
    private Truth namesEndUsers(License license, String because) {
        if (!license.endUsers().isKnown()) {
            return Truth.UNKNOWN;
        }
        Truth names = Truth.TRUE;
        boolean known = false;
        for (Party party : shipment.parties()) {
            Truth receives = party.roles().is(roles -> roles.contains(END_USER));
            known |= receives == Truth.TRUE;
            if (!isNamed(party, license.endUsers().value())) {
                names = names.and(
                        receives == Truth.FALSE && party.id().equals(because) ? Truth.UNKNOWN : receives.not());
            }
        }
        return known ? names : names.and(Truth.UNKNOWN);
    }

    private boolean isNamed(Party party, List<String> endUsers) {
        for (String endUser : endUsers) {
            boolean named = shipment.party(endUser) != null ? endUser.equals(party.id()) : bears(party, endUser);
            if (named) {
                return true;
            }
        }
        return false;
    }

    private static boolean bears(Party party, String name) {
        return party.name().isKnown()
                        && PartyScreening.isSameAsWritten(party.name().value(), name)
                || party.aliases().stream().anyMatch(alias -> PartyScreening.isSameAsWritten(alias, name));
    }

    /** An amount, and of what: a unit or a currency. */
    private record Amount(BigDecimal number, String of) {}

    private static Amount quantity(Balance left) {
        return left.quantity() == null
                ? null
                : new Amount(left.quantity().amount(), left.quantity().unit());
    }

    private static Amount value(Balance left) {
        return left.value() == null
                ? null
                : new Amount(left.value().amount(), left.value().currency());
    }

    /** Whether as much is left as all lines need that draw on it. */
    private Truth isLeft(License license, Function<Balance, Amount> measured) {
        if (!license.remaining().isKnown()) {
            return Truth.UNKNOWN;
        }
        Amount left = measured.apply(license.remaining().value());
        if (left == null) {
            return Truth.TRUE;
        }
        Truth comparable = Truth.TRUE;
        BigDecimal needed = BigDecimal.ZERO;
        for (Line line : drawing.get(license.terms())) {
            Amount own = measured.apply(
                    new Balance(line.quantity().value(), line.value().value()));
            if (own == null || !own.of().equals(left.of())) {
                comparable = Truth.UNKNOWN;
            } else {
                needed = needed.add(own.number());
            }
        }
        return Truth.of(needed.compareTo(left.number()) <= 0).and(comparable);
    }
}
