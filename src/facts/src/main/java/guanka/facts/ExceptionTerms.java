package guanka.facts;

import guanka.facts.LicenseException.Restriction;
import guanka.facts.LicenseException.Variant;
import guanka.facts.rows.EligibilityRow;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.RestrictionRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What license exceptions ask of a line: its kind, its entry, its reasons for control, its value, where it goes, and what its
 * exporter claims and attests.
 */
public final class ExceptionTerms {

    /** What an entry says of an exception, and whether the line's codes fall under what it says. */
    public record Eligible(EligibilityRow row, Condition item) {}

    /** That the words of the entry on the exception are met where a code does not show it. */
    public static final String WORDS_OF_ENTRY = "WORDS_OF_THE_ENTRY";

    private static final String DOLLAR = "USD";

    private final Line line;
    private final Movement move;
    /** Where claims stand, and what is open as long as nobody makes one. */
    private final String claims;

    private final Evaluation notClaimed;
    private final List<Control> controls;
    private final List<Eligible> eligible;
    private final Supplier<Known<Money>> orderValue;
    private final Function<String, Condition> onList;
    private final BiFunction<String, String, Condition> partyOn;
    private final Function<String, Condition> seated;
    private final Function<Control, Condition> applies;
    /** What has been worked out: exceptions share lists and restrictions, and several requirements share exceptions. */
    private final Map<String, Condition> lists = new HashMap<>();

    private final Map<RestrictionRow, Condition> restrictions = new IdentityHashMap<>();
    private final List<Restriction> ofTheDay;
    /** Those that may bear on the line, once somebody asks. */
    private List<Restriction> bearing;

    private final Map<Territory, Condition> boundFor = new IdentityHashMap<>();
    private final Map<LicenseException, Map<String, Condition>> open = new IdentityHashMap<>();
    /** What is left to be shown for each case that nobody claims; nothing where it is out of the question. */
    private final Map<Variant, Optional<Condition>> cases = new IdentityHashMap<>();

    /**
     * @param controls   reasons for control that are marked for the destination, or may be
     * @param eligible   what its entry says of exceptions
     * @param ofTheDay   all restrictions of exceptions
     * @param orderValue value of all lines of the shipment of the same entry
     * @param onList     whether the line stands on an item list
     * @param partyOn    whether a recipient stands on a party list: the party of that id, or any where it is null
     * @param seated     whether a recipient, or its ultimate parent, is headquartered in a territory
     * @param applies    whether a reason applies to the line: where its text asks for more than a code shows, as the caller asserts
     */
    public ExceptionTerms(
            Line line,
            Movement move,
            List<Control> controls,
            List<Eligible> eligible,
            List<Restriction> ofTheDay,
            Supplier<Known<Money>> orderValue,
            Function<String, Condition> onList,
            BiFunction<String, String, Condition> partyOn,
            Function<String, Condition> seated,
            Function<Control, Condition> applies) {
        this.line = line;
        this.move = move;
        claims = line.pointer() + "/claims";
        notClaimed = new Evaluation(Truth.UNKNOWN, null, List.of(claims));
        // whatever the order of the codes, the same condition is told of several that say the same
        this.controls = controls.stream()
                .sorted(Comparator.comparing(
                        control -> control.row() == null ? "" : control.row().key()))
                .toList();
        this.eligible = eligible.stream()
                .sorted(Comparator.comparing(one -> one.row().key()))
                .toList();
        this.ofTheDay = ofTheDay;
        this.orderValue = orderValue;
        this.onList = onList;
        this.partyOn = partyOn;
        this.seated = seated;
        this.applies = applies;
    }

    public String getLineId() {
        return line.id();
    }

    private Claim claim(String provision) {
        for (Claim claim : line.claims()) {
            if (claim.provision().equals(provision)) {
                return claim;
            }
        }
        return null;
    }

    /** Whether the exporter claims an exception for the line. */
    public boolean isClaiming() {
        return !line.claims().isEmpty();
    }

    private boolean isClaimed(LicenseException exception) {
        return claim(exception.provision()) != null;
    }

    /** Those of some exceptions that are claimed for the line. */
    public List<LicenseException> claimed(Collection<LicenseException> exceptions) {
        return exceptions.stream().filter(this::isClaimed).toList();
    }

    /** Those of some exceptions that nobody claims although some case could be claimed. */
    public List<LicenseException> claimable(Collection<LicenseException> exceptions, Finding limb) {
        List<LicenseException> claimable = new ArrayList<>();
        for (LicenseException exception : exceptions) {
            if (!isClaimed(exception) && !open(exception, limb).ruledOut()) {
                claimable.add(exception);
            }
        }
        return claimable;
    }

    private boolean isOfKind(ExceptionRow row) {
        return (row.kinds().isEmpty() || row.kinds().contains(line.kind()))
                && (row.movements().isEmpty() || row.movements().contains(move.kind()));
    }

    /** Whether the line may be an item of the case, as far as that is seen without putting it into words. */
    private boolean mayBeOpened(ExceptionRow row) {
        return (row.items() == null || !isOn(row.items()).ruledOut())
                && (row.eligibility() == null || isOpenedByEntry(row.eligibility()));
    }

    private boolean isOpenedByEntry(String exception) {
        for (Eligible one : eligible) {
            if (one.row().available() && one.row().exception().equals(exception)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayGo(Variant variant) {
        for (Territory place : variant.exceptPlaces()) {
            if (!place.mayExclude(move.to())) {
                return false;
            }
        }
        return mayBe(variant.destinations(), move.to()) && mayBe(variant.sentFrom(), move.from());
    }

    private static boolean mayBe(List<Territory> places, Known<String> country) {
        for (Territory place : places) {
            if (place.mayContain(country)) {
                return true;
            }
        }
        return places.isEmpty();
    }

    /** What a claim rests on: all conditions of one of its cases. */
    public Condition granted(LicenseException exception, Finding limb) {
        Claim claim = claim(exception.provision());
        return Condition.anyOf(
                "conditions of the exception",
                exception.variants().stream()
                        .filter(variant -> limb.isSaidByAny(variant.row().lifts()))
                        .map(variant ->
                                Condition.allOf("conditions of the exception", conditions(variant, claim, limb)))
                        .toList());
    }

    /** Why a claim fails: in each of its cases some condition is not met. */
    public Condition refused(LicenseException exception, Finding limb) {
        Claim claim = claim(exception.provision());
        return Condition.allOf(
                "conditions of the exception",
                exception.variants().stream()
                        .filter(variant -> limb.isSaidByAny(variant.row().lifts()))
                        .map(variant -> Condition.anyOf(
                                "condition that is not met",
                                conditions(variant, claim, limb).stream()
                                        .map(c -> c.negated("not: " + c.name()))
                                        .toList()))
                        .toList());
    }

    /** What would have to be shown for a claim that nobody makes; false where no case is left. */
    public Condition open(LicenseException exception, Finding limb) {
        Map<String, Condition> ofException = open.computeIfAbsent(exception, x -> new HashMap<>());
        String asked = limb.getProvision() + " " + limb.getParty();
        Condition known = ofException.get(asked);
        if (known == null) {
            List<Condition> left = new ArrayList<>();
            for (Variant variant : exception.variants()) {
                if (limb.isSaidByAny(variant.row().lifts())) {
                    cases.computeIfAbsent(variant, this::left)
                            .flatMap(rest -> forItsParty(variant.row(), limb, rest))
                            .ifPresent(left::add);
                }
            }
            known = anyOrNone("conditions of the exception", left);
            ofException.put(asked, known);
        }
        return known;
    }

    /** The same for the party for whose sake a license is needed; nothing is told where it is not known to be one of those. */
    private Optional<Condition> forItsParty(ExceptionRow row, Finding limb, Condition rest) {
        if (row.partyOn() == null) {
            return Optional.of(rest);
        }
        Condition party = isMadeFor(row, limb);
        if (isCertain(party)) {
            return Optional.of(rest);
        }
        return party.questions().isEmpty()
                ? Optional.empty()
                : Optional.of(Condition.allOf("conditions of the exception", List.of(party, rest)));
    }

    private Optional<Condition> left(Variant variant) {
        if (!isOfKind(variant.row()) || !mayGo(variant) || !mayBeOpened(variant.row())) {
            return Optional.empty();
        }
        // restrictions are many: they are looked at where nothing else rules the case out
        List<Condition> all = ofTheCase(variant, null);
        List<Condition> after = attestations(variant.row(), null);
        if (isRuledOut(all) || isRuledOut(after)) {
            return Optional.empty();
        }
        for (Restriction restriction : bearing()) {
            if (restriction.bearsOn(variant.row())) {
                all.add(isFreeOf(restriction, null));
            }
        }
        all.addAll(after);
        if (isRuledOut(all)) {
            return Optional.empty();
        }
        // what holds already need not be shown
        all.removeIf(ExceptionTerms::isCertain);
        return Optional.of(
                all.isEmpty() ? unclaimed(variant.row()) : Condition.allOf("conditions of the exception", all));
    }

    private List<Restriction> bearing() {
        if (bearing == null) {
            bearing = new ArrayList<>(4);
            for (Restriction restriction : ofTheDay) {
                if (mayRestrict(restriction)) {
                    bearing.add(restriction);
                }
            }
        }
        return bearing;
    }

    private static boolean isRuledOut(List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (condition.ruledOut()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCertain(Condition condition) {
        return condition.questions().isEmpty() && condition.in(null).truth() == Truth.TRUE;
    }

    /** That nothing but the claim is lacking. */
    private Condition unclaimed(ExceptionRow row) {
        return Condition.settled("claimed", claims, row.provision(), notClaimed).at(row.source());
    }

    private List<Condition> conditions(Variant variant, Claim claim, Finding limb) {
        List<Condition> all = ofTheCase(variant, claim);
        if (variant.row().partyOn() != null) {
            all.add(isMadeFor(variant.row(), limb));
        }
        variant.restrictions().forEach(restriction -> all.add(isFreeOf(restriction, claim)));
        all.addAll(attestations(variant.row(), claim));
        return all;
    }

    /** That the party for whose sake a license is needed is one that the case is made for. */
    private Condition isMadeFor(ExceptionRow row, Finding limb) {
        return partyOn.apply(row.partyOn(), limb.getParty()).at(row.source());
    }

    /** What a case asks of the line, where it goes and who receives it. */
    private List<Condition> ofTheCase(Variant variant, Claim claim) {
        ExceptionRow row = variant.row();
        List<Condition> all = new ArrayList<>();
        if (!row.kinds().isEmpty()) {
            all.add(given("kind of line", line.pointer() + "/kind", row.kinds(), line.kind(), row));
        }
        if (!row.movements().isEmpty()) {
            all.add(given("movement", "/movement", row.movements(), move.kind(), row));
        }
        if (!variant.destinations().isEmpty()) {
            all.add(Condition.anyOf(
                    "destination",
                    variant.destinations().stream().map(this::isBoundFor).toList()));
        }
        variant.exceptPlaces().forEach(place -> all.add(move.endsOutside(place)));
        if (!variant.sentFrom().isEmpty()) {
            all.add(Condition.anyOf(
                    "sent from", variant.sentFrom().stream().map(move::startsIn).toList()));
        }
        if (row.items() != null) {
            all.add(isOn(row.items()));
        }
        if (row.notItems() != null) {
            all.add(isOn(row.notItems()).negated("not on the list"));
        }
        if (row.itemsUnlessStated() != null) {
            all.add(claim == null ? isOn(row.itemsUnlessStated()) : isNotStatedOff(row.itemsUnlessStated()));
        }
        if (!row.reasons().isEmpty()) {
            onlyFor(row.reasons(), all);
        }
        if (row.eligibility() != null) {
            all.add(opened(row, claim));
        }
        if (row.barredBy() != null) {
            notClosed(row, claim, all);
        }
        if (row.atMost() != null) {
            all.add(isWorthAtMost(row.atMost(), row));
        }
        if (row.headquartersIn() != null) {
            all.add(seated.apply(row.headquartersIn()));
        }
        if (row.headquartersOutside() != null) {
            all.add(seated.apply(row.headquartersOutside()).negated("not headquartered there"));
        }
        return all;
    }

    /** What a case asks of whoever claims it, and how it is read. */
    private List<Condition> attestations(ExceptionRow row, Claim claim) {
        List<Condition> all = new ArrayList<>();
        if (row.noticeDays() != null) {
            all.add(isNoticed(row, claim));
        }
        row.attests().forEach(code -> all.add(attested(code, claim, row)));
        if (row.reading().asCondition() != null) {
            all.add(row.reading().asCondition());
        }
        return all;
    }

    private static Condition given(String name, String fact, List<String> wanted, String actual, ExceptionRow row) {
        return Condition.settled(
                        name, fact, wanted, new Evaluation(Truth.of(wanted.contains(actual)), actual, List.of()))
                .at(row.source());
    }

    /** No other reason for control may be marked for the destination. */
    private void onlyFor(List<String> reasons, List<Condition> all) {
        for (Control control : controls) {
            if (control.getReason() == null || !reasons.contains(control.getReason())) {
                all.add(isMarked(control).negated("not marked for another reason"));
            }
        }
    }

    private Condition isMarked(Control control) {
        Condition there = control.isMarked();
        Condition reason = applies.apply(control);
        return there == null ? reason : Condition.allOf("reason for control", reason, there);
    }

    private Condition opened(ExceptionRow row, Claim claim) {
        List<Condition> each = new ArrayList<>();
        for (Eligible one : eligible) {
            if (one.row().available() && one.row().exception().equals(row.eligibility())) {
                List<Condition> all = new ArrayList<>(3);
                all.add(one.item());
                if (!one.row().settledByCode()) {
                    all.add(attested(WORDS_OF_ENTRY, claim, row).at(one.row().source()));
                }
                if (row.valueLimited() && one.row().atMost() != null) {
                    all.add(isWorthAtMost(one.row().atMost(), row).at(one.row().source()));
                }
                each.add(Condition.allOf("the entry opens the exception", all));
            }
        }
        return each.isEmpty()
                ? Condition.settled(
                                "the entry opens the exception",
                                line.codes().pointer(),
                                row.eligibility(),
                                new Evaluation(Truth.FALSE, null, List.of()))
                        .at(row.source())
                : Condition.anyOf("the entry opens the exception", each);
    }

    private void notClosed(ExceptionRow row, Claim claim, List<Condition> all) {
        for (Eligible one : eligible) {
            if (!one.row().available() && one.row().exception().equals(row.barredBy())) {
                Condition outside = one.item().negated("the entry does not close the exception");
                all.add(
                        one.row().settledByCode()
                                ? outside
                                : Condition.anyOf(
                                        "the entry does not close the exception",
                                        outside,
                                        attested(WORDS_OF_ENTRY, claim, row)
                                                .at(one.row().source())));
            }
        }
    }

    private Condition isWorthAtMost(BigDecimal most, ExceptionRow row) {
        Known<Money> order = orderValue.get();
        boolean known = order.isKnown() && order.value().currency().equals(DOLLAR);
        Truth truth = known ? Truth.of(order.value().amount().compareTo(most) <= 0) : Truth.UNKNOWN;
        return Condition.settled(
                        "value at most " + DOLLAR,
                        order.pointer(),
                        most,
                        new Evaluation(
                                truth,
                                order.isKnown() ? order.value().amount() : null,
                                known ? List.of() : List.of(order.pointer())))
                .at(row.source());
    }

    private Condition isOn(String list) {
        return lists.computeIfAbsent(list, onList);
    }

    /** A claim attests what nothing states; where what is stated contradicts it neither settles anything. */
    private Condition isNotStatedOff(String list) {
        Condition on = isOn(list);
        return Condition.byReading("nothing states otherwise", on.fact(), on.wanted(), on.questions(), world -> {
                    Evaluation known = on.in(world);
                    return known.truth().possible()
                            ? new Evaluation(Truth.TRUE, known.actual(), List.of())
                            : new Evaluation(Truth.UNKNOWN, known.actual(), List.of(on.fact()));
                })
                .at(on.row());
    }

    /** Those of some exceptions of which the claim attests what may be stated otherwise. */
    public List<LicenseException> doubtful(Collection<LicenseException> exceptions) {
        return claimed(exceptions).stream()
                .filter(exception ->
                        exception.variants().stream().anyMatch(v -> v.row().itemsUnlessStated() != null))
                .toList();
    }

    /** That a claim attests of an item that the exception is made for what the item is stated not to be. */
    public Condition contradicted(LicenseException exception, Finding limb) {
        List<Condition> each = new ArrayList<>();
        for (Variant variant : exception.variants()) {
            ExceptionRow row = variant.row();
            if (row.itemsUnlessStated() != null && limb.isSaidByAny(row.lifts())) {
                Condition on = isOn(row.itemsUnlessStated());
                Condition stated =
                        Condition.byReading("stated otherwise", on.fact(), on.wanted(), on.questions(), world -> {
                            Evaluation known = on.in(world);
                            return new Evaluation(Truth.of(!known.truth().possible()), known.actual(), List.of());
                        });
                each.add(
                        row.items() == null
                                ? stated
                                : Condition.allOf("attested and stated otherwise", stated, isOn(row.items())));
            }
        }
        return anyOrNone("attested and stated otherwise", each);
    }

    private Condition isFreeOf(Restriction restriction, Claim claim) {
        Condition free = restrictions.get(restriction.row());
        if (free == null) {
            free = isFreeOf(restriction);
            restrictions.put(restriction.row(), free);
        }
        return restriction.row().unlessAttested() == null
                ? free
                : Condition.anyOf(
                        "not restricted",
                        free,
                        attested(
                                restriction.row().unlessAttested(),
                                claim,
                                restriction.row().source()));
    }

    private Condition isBoundFor(Territory territory) {
        return boundFor.computeIfAbsent(territory, move::isBoundFor);
    }

    /** Whether nothing that a restriction asks for is out of the question. */
    private boolean mayRestrict(Restriction restriction) {
        RestrictionRow row = restriction.row();
        return mayBe(restriction.destinations(), move.to())
                && mayBe(restriction.sentFrom(), move.from())
                && (restriction.madeIn() == null
                        || !line.originatesIn(restriction.madeIn()).ruledOut())
                && (row.reasons().isEmpty() || mayBeFor(row.reasons()))
                && (row.items() == null || !isOn(row.items()).ruledOut())
                && (row.list() == null || !partyOn.apply(row.list(), null).ruledOut())
                && (row.headquartersIn() == null
                        || !seated.apply(row.headquartersIn()).ruledOut());
    }

    private boolean mayBeFor(List<String> reasons) {
        for (Control control : controls) {
            if (control.getReason() == null || reasons.contains(control.getReason())) {
                return true;
            }
        }
        return false;
    }

    private Condition isFreeOf(Restriction restriction) {
        List<Condition> met = new ArrayList<>(8);
        if (!restriction.row().reasons().isEmpty()) {
            met.add(anyOrNone(
                    "reason for control",
                    controls.stream()
                            .filter(c -> c.getReason() == null
                                    || restriction.row().reasons().contains(c.getReason()))
                            .map(this::isMarked)
                            .toList()));
        }
        if (restriction.row().items() != null) {
            met.add(isOn(restriction.row().items()));
        }
        if (!restriction.destinations().isEmpty()) {
            met.add(Condition.anyOf(
                    "destination",
                    restriction.destinations().stream().map(this::isBoundFor).toList()));
        }
        restriction.exceptPlaces().forEach(place -> met.add(move.endsOutside(place)));
        if (!restriction.sentFrom().isEmpty()) {
            met.add(Condition.anyOf(
                    "sent from",
                    restriction.sentFrom().stream().map(move::startsIn).toList()));
        }
        if (restriction.madeIn() != null) {
            met.add(line.originatesIn(restriction.madeIn()));
        }
        if (restriction.row().headquartersIn() != null) {
            met.add(seated.apply(restriction.row().headquartersIn()));
        }
        if (restriction.row().list() != null) {
            met.add(partyOn.apply(restriction.row().list(), null));
        }
        return Condition.allOf("restriction", met)
                .negated("not restricted")
                .at(restriction.row().source());
    }

    private Condition anyOrNone(String name, List<Condition> conditions) {
        return conditions.isEmpty()
                ? Condition.settled(name, line.codes().pointer(), null, new Evaluation(Truth.FALSE, null, List.of()))
                : Condition.anyOf(name, conditions);
    }

    private Condition isNoticed(ExceptionRow row, Claim claim) {
        if (claim == null) {
            return Condition.settled("days since the notice", claims, row.noticeDays(), notClaimed)
                    .at(row.source());
        }
        Truth truth = Truth.of(claim.noticeDate() != null
                && !claim.noticeDate().plusDays(row.noticeDays()).isAfter(move.day()));
        return Condition.settled(
                        "days since the notice",
                        claim.pointer() + "/noticeDate",
                        row.noticeDays(),
                        new Evaluation(
                                truth,
                                claim.noticeDate() == null
                                        ? null
                                        : claim.noticeDate().toString(),
                                List.of()))
                .at(row.source());
    }

    private Condition attested(String code, Claim claim, ExceptionRow row) {
        return attested(code, claim, row.source());
    }

    /** What is not attested in a claim is not so; without a claim it is open. */
    private Condition attested(String code, Claim claim, Source row) {
        if (claim == null) {
            return Condition.settled("attested", claims, code, notClaimed).at(row);
        }
        Truth truth = Truth.of(claim.attests().contains(code));
        return Condition.settled(
                        "attested",
                        claim.pointer() + "/attests",
                        code,
                        new Evaluation(truth, truth == Truth.TRUE ? code : null, List.of()))
                .at(row);
    }
}
