package guanka.workbench.alternatives;

import guanka.engine.decision.Decisions;
import guanka.engine.decision.Pointers;
import guanka.engine.decision.Reasons;
import guanka.facts.Assertions;
import guanka.facts.Bounds;
import guanka.facts.Comparison;
import guanka.facts.Computing;
import guanka.facts.Condition;
import guanka.facts.Content;
import guanka.facts.ControlCode;
import guanka.facts.DeclaredShare;
import guanka.facts.Effect;
import guanka.facts.Evaluation;
import guanka.facts.Finding;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Money;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Source;
import guanka.facts.Truth;
import guanka.facts.Validity;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.ExceptionRow;
import guanka.facts.rows.ItemRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.ShareRow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The changes worth trying for one shipment: what the conditions of its findings ask for, read from the rows that name it. A
 * condition that holds is made to fail and the other way round; of a fact that is unknown each way it can turn out is tried.
 */
final class Candidates {

    private static final int COMPONENTS_MAX = 5;
    private static final int HOLDINGS_MAX = 12;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Decisions decisions;
    private final Wanted wanted;
    private final Shipment shipment;
    private final Reasons reasons;
    private final Map<String, Candidate> found = new LinkedHashMap<>();
    private String asking;

    private Candidates(Decisions decisions, Wanted wanted, Shipment shipment, Reasons reasons) {
        this.decisions = decisions;
        this.wanted = wanted;
        this.shipment = shipment;
        this.reasons = reasons;
    }

    /** Every candidate once, in an order that does not depend on how the findings came. */
    static List<Candidate> of(Decisions decisions, Wanted wanted, Shipment shipment, Reasons reasons) {
        var candidates = new Candidates(decisions, wanted, shipment, reasons);
        reasons.findings().stream().filter(candidates::bears).forEach(candidates::ask);
        candidates.purposes();
        candidates.figures();
        candidates.claims();
        return candidates.found.values().stream().sorted(Candidate.ORDER).toList();
    }

    /** Findings in force that apply, may apply or miss by one condition, and say something of outcome or review policy. */
    private boolean bears(Finding finding) {
        boolean says = finding.isRequirement() || finding.reviewPolicy() != null || finding.isExemption();
        return finding.duty() == null
                && says
                && finding.standing(reasons.world()).state() == Validity.State.IN_FORCE
                && finding.allConditions().stream()
                                .flatMap(c -> c.conjuncts().stream())
                                .distinct()
                                .filter(c -> c.in(reasons.world()).truth() == Truth.FALSE)
                                .count()
                        < 2;
    }

    private void ask(Finding finding) {
        asking = finding.getProvision();
        for (Condition whole : finding.allConditions()) {
            for (Condition condition : whole.singles()) {
                Evaluation evaluation = condition.in(reasons.world());
                Source row = condition.row() == null ? finding.row() : condition.row();
                ShareRow share = wanted.shares().get(condition.row());
                OwnershipRow held = wanted.ownership().get(condition.row());
                if (share != null) {
                    share(share, condition, evaluation);
                } else if (held != null) {
                    held(held, finding.getParty(), evaluation);
                }
                Set<String> facts = new LinkedHashSet<>();
                evaluation.missing().forEach(fact -> facts.add(Pointers.place(fact)));
                if (condition.fact() != null) {
                    facts.add(condition.fact());
                }
                for (String fact : facts) {
                    ask(fact, condition, evaluation.truth(), row, finding);
                }
            }
        }
    }

    private void ask(String fact, Condition condition, Truth truth, Source row, Finding finding) {
        String[] at = fact.split("/");
        Line line = at.length > 2 && at[1].equals("lines") ? element(shipment.lines(), at[2]) : null;
        Party party = at.length > 2 && at[1].equals("parties") ? element(shipment.parties(), at[2]) : null;
        boolean unknown = truth == Truth.UNKNOWN;
        switch (Pointers.pattern(fact)) {
            case "/usNexus" -> either(shipment.usNexus(), row);
            case "/lines/*/subjectToEar" -> either(line.subjectToEar(), row);
            case "/lines/*/publicDomain" -> either(line.publicDomain(), row);
            case "/lines/*/directProductOfUsTechnology" -> either(line.directProduct(), row);
            case "/endUse/facilityCountry" -> country(shipment.endUse().facilityCountry(), condition, row);
            case "/parties/*/notListedOn" -> {
                if (condition.wanted() instanceof String list
                        && wanted.codes("lists").contains(list)) {
                    add(fact, party.notListedOn(), with(party.notListedOn(), list), false, 0, row);
                }
            }
            case Assertions.POINTER -> {
                if (unknown) {
                    asserted(finding, row);
                }
            }
            case "/lines/*/form" -> choices(fact, line.form().value(), "forms");
            case "/lines/*/origin" -> country(line.origin(), condition, row);
            case "/lines/*/controlCodes" -> codes(line.codes(), row);
            case "/lines/*/controlCodes/*" -> {
                if (unknown) {
                    List<String> given = line.codes().value().stream()
                            .map(ControlCode::given)
                            .toList();
                    List<String> fewer = new ArrayList<>(given);
                    fewer.remove(Integer.parseInt(at[4]));
                    add(line.codes().pointer(), given, fewer, false, 0, row);
                }
            }
            case "/lines/*/content" -> nothing(line.content(), row);
            case "/lines/*/technologies" -> technologies(line, condition, finding, row);
            case "/lines/*/technologies/*/origin" ->
                country(line.technologies().value().get(Integer.parseInt(at[4])).origin(), condition, row);
            case "/lines/*/content/*/content" -> nothing(component(fact).content(), row);
            case "/lines/*/content/*/origin" -> country(component(fact).origin(), condition, row);
            case "/lines/*/content/*/controlCodes" -> nothing(component(fact).codes(), row);
            case "/parties" -> {
                if (unknown) {
                    nobodyNamed(condition, row);
                }
            }
            case "/parties/*/military" -> either(party.military(), row);
            case "/parties/*/headquarters" -> country(party.headquarters(), condition, row);
            case "/parties/*/parentHeadquarters" -> country(party.parentHeadquarters(), condition, row);
            case "/lines/*/computing/memoryBandwidthGBs" ->
                memory(line.computing().value(), row);
            case "/parties/*/country" -> country(party.country(), condition, row);
            case "/parties/*/roles" -> {
                if (!party.roles().isKnown()) {
                    wanted.codes("roles").forEach(r -> add(fact, null, List.of(r), true, 0, row));
                }
            }
            case "/parties/*/notListed", "/parties/*/name", "/parties/*/listedOn" ->
                listed(party, condition, truth, row);
            case "/ownership" -> nothing(shipment.ownership(), row);
            case "/endUse/logicNodeNm" -> {
                if (condition.wanted() instanceof BigDecimal most) {
                    BigDecimal from = shipment.endUse().logicNodeNm().value();
                    add(fact, from, most, false, 0, row);
                    add(fact, from, most.add(most.ulp()), false, 1, row);
                }
            }
            case "/endUse/memoryLayers" -> {
                if (condition.wanted() instanceof Integer least) {
                    Integer from = shipment.endUse().memoryLayers().value();
                    add(fact, from, least, false, 0, row);
                    add(fact, from, least - 1, false, 1, row);
                }
            }
            default -> {
                // where a shipment starts and ends is not changed to please a rule; values and shares go by their
                // threshold
            }
        }
    }

    private void add(String fact, Object from, Object to, boolean choice, int rank, Source row) {
        if (!to.equals(from)) {
            put(new Candidate(fact, from, to, choice, rank, rows(row)));
        }
    }

    private void put(Candidate candidate) {
        found.merge(candidate.same(), candidate, Candidate::and);
    }

    private SortedMap<String, Source> rows(Source row) {
        SortedMap<String, Source> rows = new TreeMap<>();
        if (row != null) {
            rows.put(asking, row);
        }
        return rows;
    }

    /** That a provision applies which is not modelled, or does not. */
    private void asserted(Finding finding, Source row) {
        for (Boolean applies : List.of(false, true)) {
            Map<String, Object> assertion = new LinkedHashMap<>();
            assertion.put("provision", finding.getProvision());
            assertion.put("applies", applies);
            add(Assertions.POINTER + "/-", null, assertion, false, 0, row);
        }
    }

    private void either(Known<Boolean> fact, Source row) {
        for (Boolean value : List.of(true, false)) {
            add(fact.pointer(), fact.value(), value, false, 0, row);
        }
    }

    private void nothing(Known<? extends List<?>> fact, Source row) {
        if (!fact.isKnown()) {
            add(fact.pointer(), null, List.of(), false, 0, row);
        }
    }

    private void choices(String fact, String from, String vocabulary) {
        wanted.codes(vocabulary).forEach(code -> add(fact, from, code, true, 0, null));
    }

    private void country(Known<String> fact, Condition condition, Source row) {
        if (!fact.isKnown()) {
            wanted.inAndOut(condition.wanted(), shipment)
                    .forEach(country -> add(fact.pointer(), null, country, false, 0, row));
        }
    }

    private void codes(Known<List<ControlCode>> codes, Source row) {
        if (!codes.isKnown()) {
            add(codes.pointer(), null, List.of(), false, 0, row);
            ItemRow item = wanted.items().get(row);
            if (item != null && !item.codes().isEmpty()) {
                add(codes.pointer(), null, List.of(item.codes().get(0)), true, 0, null);
            }
        }
    }

    private void technologies(Line line, Condition condition, Finding finding, Source row) {
        nothing(line.technologies(), row);
        if (!line.technologies().isKnown() && wanted.codes("activities").contains(condition.wanted())) {
            Set<String> countries = new LinkedHashSet<>();
            finding.allConditions().stream()
                    .flatMap(c -> c.singles().stream())
                    .forEach(c -> countries.addAll(wanted.inAndOut(c.wanted(), shipment)));
            for (String country : countries) {
                Map<String, Object> used = new LinkedHashMap<>();
                used.put("activity", condition.wanted());
                used.put("origin", country);
                add(line.technologies().pointer(), null, List.of(used), true, 1, null);
            }
        }
    }

    /** Each exception that a line could claim, with the notice in time and all attested that it asks for. */
    private void claims() {
        Set<String> open = new TreeSet<>();
        for (Finding finding : reasons.findings()) {
            if (finding.getEffect() == Effect.EXCEPTION_AVAILABLE
                    && finding.truth(reasons.world()).possible()) {
                open.add(finding.getLine() + '\n' + finding.getProvision());
            }
        }
        LocalDate day = Collections.min(reasons.days());
        for (Line line : shipment.lines()) {
            for (ExceptionRow row : decisions.ruleset().rows(ExceptionRow.class)) {
                if (open.contains(line.id() + '\n' + row.provision())
                        && row.holdsOn(day)
                        && line.claims().isEmpty()) {
                    Map<String, Object> claim = new LinkedHashMap<>();
                    claim.put("provision", row.provision());
                    if (row.noticeDays() != null) {
                        claim.put("noticeDate", day.minusDays(row.noticeDays()).toString());
                    }
                    if (!row.attests().isEmpty()) {
                        claim.put("attests", row.attests());
                    }
                    int rank = row.items() == null ? 1 : 0; // what is made for such items comes first
                    add(line.pointer() + "/claims", null, List.of(claim), false, rank, row.source());
                }
            }
        }
    }

    /** The figures at which the classification of a chip turns, one step to either side. */
    private void figures() {
        var lines = reasons.determination().lines();
        for (int i = 0; i < lines.size(); i++) {
            Computing computing = shipment.lines().get(i).computing().value();
            for (var classification : lines.get(i).classification()) {
                if (computing == null || classification.computed() == null) {
                    continue;
                }
                for (var turn : classification.computed().turns()) {
                    if (turn.fact().equals(computing.dieArea().pointer())) {
                        turn.steps().forEach(step -> {
                            figure(computing.dieArea(), step.atLeast(), step.codes());
                            figure(computing.dieArea(), step.atMost(), step.codes());
                        });
                    } else if (turn.fact().equals(computing.datacenter().pointer())) {
                        either(computing.datacenter(), null);
                    } else if (!computing.rates().isKnown()) {
                        turn.steps().forEach(step -> figure(computing.tpp(), step.atLeast(), step.codes()));
                    }
                }
            }
        }
    }

    private void figure(Known<Bounds> fact, String value, List<String> codes) {
        if (value != null) {
            ComputingLimit limit = decisions.ruleset().rows(ComputingLimit.class).stream()
                    .filter(row -> row.paragraph() != null
                            && codes.contains(row.paragraph())
                            && reasons.days().stream().anyMatch(row::holdsOn))
                    .findFirst()
                    .orElse(null);
            asking = limit == null ? asking : limit.provision();
            add(fact.pointer(), plain(fact), new BigDecimal(value), true, 0, limit == null ? null : limit.source());
        }
    }

    /** The memory bandwidths between which the review of an application turns. */
    private void memory(Computing computing, Source row) {
        if (computing == null || computing.memoryBandwidth().isKnown()) {
            return;
        }
        for (ComputingLimit limit : decisions.ruleset().rows(ComputingLimit.class)) {
            if (limit.memoryAtLeast() != null && reasons.days().stream().anyMatch(limit::holdsOn)) {
                Known<Bounds> fact = computing.memoryBandwidth();
                add(fact.pointer(), null, limit.memoryAtLeast(), false, 0, row);
                add(fact.pointer(), null, limit.memoryAtLeast().subtract(BigDecimal.ONE), false, 1, row);
            }
        }
    }

    private static Object plain(Known<Bounds> fact) {
        return fact.isKnown() && fact.value().isExact() ? fact.value().atMost() : null;
    }

    private void purposes() {
        Known<List<String>> purposes = shipment.endUse().purposes();
        if (wanted.endUses().isEmpty() || reasons.findings().stream().noneMatch(f -> f.isRequirement() && bears(f))) {
            return;
        }
        if (purposes.isKnown() && purposes.value().size() > 1) {
            for (String purpose : purposes.value()) {
                List<String> fewer = new ArrayList<>(purposes.value());
                fewer.remove(purpose);
                add(purposes.pointer(), purposes.value(), fewer, true, 0, null);
            }
        }
        for (String purpose : wanted.codes("purposes")) {
            add(purposes.pointer(), purposes.value(), List.of(purpose), true, 1, null);
        }
    }

    private void listed(Party party, Condition condition, Truth truth, Source row) {
        ListEntry entry = wanted.entries().get(condition.row());
        String list = entry != null
                ? entry.list()
                : condition.wanted() instanceof String key
                                && wanted.codes("lists").contains(key)
                        ? key
                        : null;
        if (list == null) {
            return;
        }
        if (truth == Truth.UNKNOWN) {
            add(party.notListed().pointer(), party.notListed().value(), true, false, 0, row);
            add(party.pointer() + "/listedOn", party.listedOn(), with(party.listedOn(), list), false, 0, row);
            return;
        }
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("id", party.id());
        put(other, "roles", party.roles());
        put(other, "country", party.country());
        put(other, "military", party.military());
        other.put("notListed", true);
        add(party.pointer(), name(party), other, false, 0, row);
        if (!isReferredTo(party.id())) {
            put(new Candidate(party.pointer(), name(party), null, false, 1, rows(row)));
        }
    }

    /** Whether a branch or a holding names the party: to take it away would be more than one change. */
    private boolean isReferredTo(String party) {
        return shipment.parties().stream().anyMatch(p -> party.equals(p.branchOf()))
                || shipment.ownership().isKnown()
                        && shipment.ownership().value().stream()
                                .anyMatch(h ->
                                        h.owner().equals(party) || h.owned().equals(party));
    }

    private static List<String> with(List<String> lists, String list) {
        List<String> more = new ArrayList<>(lists);
        if (!more.contains(list)) {
            more.add(list);
        }
        return more;
    }

    private static void put(Map<String, Object> party, String key, Known<?> fact) {
        if (fact.isKnown()) {
            party.put(key, fact.value());
        }
    }

    private static String name(Party party) {
        return party.name().isKnown() ? party.name().value() : party.id();
    }

    /** A party named at last: the one that receives, and the one that exports. */
    private void nobodyNamed(Condition condition, Source row) {
        List<String> countries = wanted.inAndOut(condition.wanted(), shipment);
        for (String role : wanted.rolesToName(shipment)) {
            if (countries.isEmpty()) {
                String there = shipment.destination().value();
                named(role, there, false, row);
                named(role, there, true, row);
            }
            countries.forEach(country -> named(role, country, false, row));
        }
    }

    private void named(String role, String country, boolean military, Source row) {
        Map<String, Object> party = new LinkedHashMap<>();
        String id = role.toLowerCase(Locale.ROOT).replace('_', '-');
        Set<String> taken = new HashSet<>();
        shipment.parties().forEach(p -> taken.add(p.id()));
        while (taken.contains(id)) {
            id += "-2";
        }
        party.put("id", id);
        party.put("roles", List.of(role));
        if (country != null) {
            party.put("country", country);
        }
        party.put("military", military);
        party.put("notListed", true);
        add("/parties/-", null, party, true, military ? 1 : 0, row);
    }

    private void share(ShareRow share, Condition condition, Evaluation evaluation) {
        Line line = element(shipment.lines(), condition.fact().split("/")[2]);
        boolean orMore = share.comparison() == Comparison.AT_LEAST;
        BigDecimal step =
                BigDecimal.ONE.movePointLeft(Math.max(2, share.percent().scale()));
        BigDecimal reach = orMore ? share.percent() : share.percent().add(step);
        BigDecimal under = orMore ? share.percent().subtract(step) : share.percent();
        boolean stated = false;
        for (DeclaredShare declared : line.declaredShares()) {
            if (declared.provision().equals(share.provision())) {
                stated = true;
                add(declared.pointer(), declared.percent(), reach, false, 0, share.source());
                add(declared.pointer(), declared.percent(), under, false, 0, share.source());
            }
        }
        if (!stated && evaluation.truth() == Truth.UNKNOWN) {
            for (BigDecimal percent : List.of(reach, under)) {
                Map<String, Object> declared = new LinkedHashMap<>();
                declared.put("provision", share.provision());
                declared.put("percent", percent);
                add(line.pointer() + "/declaredShares/-", null, declared, false, 0, share.source());
            }
        }
        List<Content> counted = decisions.countedIn(shipment, line, share, reasons.world());
        BigDecimal sum = counted.stream()
                .filter(c -> c.value().isKnown())
                .map(c -> c.value().value().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String currency = currency(line);
        if (currency == null) {
            return;
        }
        BigDecimal unit = unit(currency);
        if (!line.value().isKnown()) {
            if (sum.signum() > 0 && share.percent().signum() > 0) {
                // the larger the whole, the smaller the share
                BigDecimal most = sum.multiply(HUNDRED).divide(share.percent(), unit.scale(), RoundingMode.FLOOR);
                money(line.value(), most, currency, share);
                money(line.value(), most.add(unit), currency, share);
            }
            return;
        }
        BigDecimal limit =
                share.percent().multiply(line.value().value().amount()).movePointLeft(2);
        counted.stream().filter(c -> c.value().isKnown()).limit(COMPONENTS_MAX).forEach(component -> {
            BigDecimal own = component.value().value().amount();
            BigDecimal room = limit.subtract(sum.subtract(own));
            around(room, unit, orMore)
                    .forEach(v -> add(component.value().pointer() + "/amount", own, v, false, 0, share.source()));
        });
        counted.stream()
                .filter(c -> !c.value().isKnown())
                .limit(COMPONENTS_MAX)
                .forEach(component -> around(limit.subtract(sum), unit, orMore)
                        .forEach(v -> money(component.value(), v, currency, share)));
    }

    private void money(Known<Money> fact, BigDecimal amount, String currency, ShareRow share) {
        Map<String, Object> money = new LinkedHashMap<>();
        money.put("amount", amount);
        money.put("currency", currency);
        add(fact.pointer(), null, money, false, 0, share.source());
    }

    /** The largest amount below the threshold and the smallest that reaches it, in units of the currency. */
    private static List<BigDecimal> around(BigDecimal limit, BigDecimal unit, boolean orMore) {
        BigDecimal below = limit.setScale(unit.scale(), RoundingMode.FLOOR);
        if (orMore && below.compareTo(limit) == 0) {
            below = below.subtract(unit);
        }
        return List.of(below, below.add(unit)).stream()
                .filter(v -> v.signum() >= 0)
                .toList();
    }

    private static BigDecimal unit(String currency) {
        int digits = 2;
        try {
            digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            // a currency that Java does not know: hundredths
        }
        return BigDecimal.ONE.movePointLeft(digits);
    }

    /** The currency of a line, which is that of its bill of materials; null where no value is known. */
    static String currency(Line line) {
        if (line.value().isKnown()) {
            return line.value().value().currency();
        }
        Deque<Content> open =
                new ArrayDeque<>(line.content().isKnown() ? line.content().value() : List.of());
        while (!open.isEmpty()) {
            Content component = open.poll();
            if (component.value().isKnown()) {
                return component.value().value().currency();
            }
            if (component.content().isKnown()) {
                open.addAll(component.content().value());
            }
        }
        return null;
    }

    /** The shares in a company and in those behind it, each so that it just reaches the threshold or stays below it. */
    private void held(OwnershipRow row, String party, Evaluation evaluation) {
        if (!shipment.ownership().isKnown() || !row.reading().holdsIn(reasons.world())) {
            return;
        }
        boolean orMore = row.comparison() == Comparison.AT_LEAST;
        BigDecimal step = BigDecimal.ONE.movePointLeft(Math.max(2, row.percent().scale()));
        BigDecimal reach = orMore ? row.percent() : row.percent().add(step);
        BigDecimal under = orMore ? row.percent().subtract(step) : row.percent();
        BigDecimal sum = evaluation.actual() == null
                ? BigDecimal.ZERO
                : new BigDecimal(evaluation.actual().toString().split(" ")[0]);
        LocalDate day = reasons.days().get(0);
        String company = entityOf(party);
        Deque<String> open = new ArrayDeque<>(List.of(company));
        Set<String> seen = new HashSet<>(open);
        int tried = 0;
        while (!open.isEmpty() && tried < HOLDINGS_MAX) {
            String owned = open.poll();
            List<Holding> inIt = shipment.ownership().value().stream()
                    .filter(h -> h.interest().equals(Holding.SHAREHOLDING)
                            && h.heldOn(day)
                            && entityOf(h.owned()).equals(owned))
                    .toList();
            BigDecimal all = inIt.stream().map(Holding::atLeast).reduce(BigDecimal.ZERO, BigDecimal::add);
            for (Holding holding : inIt) {
                if (tried++ < HOLDINGS_MAX) {
                    BigDecimal others = owned.equals(company)
                            ? sum.subtract(holding.atLeast()).max(BigDecimal.ZERO)
                            : BigDecimal.ZERO;
                    BigDecimal most = HUNDRED.subtract(all.subtract(holding.atLeast()));
                    held(row, holding, most, List.of(under.subtract(others), reach.subtract(others), under, reach));
                }
                if (seen.add(entityOf(holding.owner()))) {
                    open.add(entityOf(holding.owner()));
                }
            }
        }
    }

    private void held(OwnershipRow row, Holding holding, BigDecimal most, List<BigDecimal> percents) {
        List<BigDecimal> all = new ArrayList<>(percents);
        if (holding.exact()) {
            all.add(BigDecimal.ZERO);
        } else {
            all.add(holding.atLeast());
            all.add(holding.atMost());
        }
        for (int i = 0; i < all.size(); i++) {
            BigDecimal percent = all.get(i);
            boolean inBand = holding.exact()
                    || percent.compareTo(holding.atLeast()) >= (holding.openBelow() ? 1 : 0)
                            && percent.compareTo(holding.atMost()) <= (holding.openAbove() ? -1 : 0);
            if (inBand && percent.signum() >= 0 && percent.compareTo(most) <= 0) {
                add(holding.pointer(), holding.exact() ? holding.atLeast() : null, percent, false, i, row.source());
            }
        }
    }

    private String entityOf(String id) {
        Party party = shipment.party(id);
        return party == null ? id : shipment.entityOf(party).id();
    }

    /** The component that a pointer names or lies in. */
    private Content component(String fact) {
        String[] at = fact.split("/");
        List<Content> components = element(shipment.lines(), at[2]).content().value();
        Content component = null;
        for (int i = 4; i < at.length && at[i - 1].equals("content"); i += 2) {
            component = components.get(Integer.parseInt(at[i]));
            components = component.content().value();
        }
        return component;
    }

    private static <T> T element(List<T> all, String index) {
        return all.get(Integer.parseInt(index));
    }
}
