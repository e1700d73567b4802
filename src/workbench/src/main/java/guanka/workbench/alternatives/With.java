package guanka.workbench.alternatives;

import guanka.facts.Content;
import guanka.facts.DeclaredShare;
import guanka.facts.EndUse;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Money;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.TechnologyUsed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A shipment with one fact changed. Facts are named as in the contract, by JSON Pointer; {@code -} as the last token adds to a
 * list. Values are texts, booleans, whole numbers, decimals, lists of them, and maps for what is itself an object.
 */
public final class With {

    private With() {}

    /**
     * The same shipment but for one fact.
     *
     * @param value the fact's new value; null takes a party away
     * @throws IllegalArgumentException where facts of that kind are not changed, or there is none at the pointer
     */
    public static Shipment fact(Shipment of, String pointer, Object value) {
        String[] at = pointer.split("/");
        String first = at.length < 2 ? "" : at[1];
        return switch (first) {
            case "exportDate" -> of.on(LocalDate.parse((String) value));
            case "parties" ->
                shipment(of, of.usNexus(), parties(of, at, value), of.ownership(), of.endUse(), of.lines());
            case "ownership" ->
                shipment(of, of.usNexus(), of.parties(), ownership(of, at, pointer, value), of.endUse(), of.lines());
            case "endUse" ->
                shipment(
                        of,
                        of.usNexus(),
                        of.parties(),
                        of.ownership(),
                        endUse(of.endUse(), pointer, value),
                        of.lines());
            case "usNexus" ->
                shipment(of, known(of.usNexus(), value), of.parties(), of.ownership(), of.endUse(), of.lines());
            case "lines" ->
                shipment(
                        of,
                        of.usNexus(),
                        of.parties(),
                        of.ownership(),
                        of.endUse(),
                        each(of.lines(), at, 2, l -> line(l, at, pointer, value)));
            default -> throw new IllegalArgumentException("no fact that is changed: " + pointer);
        };
    }

    private static Shipment shipment(
            Shipment of,
            Known<Boolean> nexus,
            List<Party> parties,
            Known<List<Holding>> ownership,
            EndUse endUse,
            List<Line> lines) {
        return new Shipment(
                of.reference(),
                of.exportDate(),
                of.exportFrom(),
                of.destination(),
                of.movement(),
                nexus,
                parties,
                ownership,
                endUse,
                lines,
                of.readings(),
                of.jurisdictions());
    }

    private static List<Party> parties(Shipment of, String[] at, Object value) {
        if (at[2].equals("-")) {
            List<Party> more = new ArrayList<>(of.parties());
            more.add(party(Given.of(value), "/parties/" + more.size()));
            return more;
        }
        if (at.length == 3 && value == null) {
            List<Party> fewer = new ArrayList<>(of.parties());
            fewer.remove(index(at, 2, fewer));
            return fewer;
        }
        return each(
                of.parties(),
                at,
                2,
                p -> at.length == 3 ? party(Given.of(value), p.pointer()) : party(p, at[3], value));
    }

    private static Party party(Party of, String fact, Object value) {
        Known<List<String>> roles = of.roles();
        Known<String> country = of.country();
        Known<Boolean> military = of.military();
        List<String> listedOn = of.listedOn();
        Known<Boolean> notListed = of.notListed();
        switch (fact) {
            case "roles" -> roles = known(roles, value);
            case "country" -> country = known(country, value);
            case "military" -> military = known(military, value);
            case "listedOn" -> listedOn = With.<List<String>>cast(value);
            case "notListed" -> notListed = known(notListed, value);
            default -> throw new IllegalArgumentException("no fact of a party that is changed: " + fact);
        }
        return new Party(
                of.id(),
                of.pointer(),
                roles,
                of.name(),
                of.aliases(),
                country,
                of.identifiers(),
                military,
                listedOn,
                notListed,
                of.branchOf());
    }

    /** A party of which nothing but these facts is known. */
    private static Party party(Given facts, String at) {
        return new Party(
                facts.get("id"),
                at,
                new Known<>(facts.get("roles"), at + "/roles"),
                new Known<>(facts.get("name"), at + "/name"),
                List.of(),
                new Known<>(facts.get("country"), at + "/country"),
                new TreeMap<>(),
                new Known<>(facts.get("military"), at + "/military"),
                List.of(),
                new Known<>(facts.get("notListed"), at + "/notListed"),
                null);
    }

    private static Known<List<Holding>> ownership(Shipment of, String[] at, String pointer, Object value) {
        if (at.length == 2) {
            return known(of.ownership(), value);
        }
        if (!of.ownership().isKnown()) {
            throw new IllegalArgumentException("nothing is known of the ownership: " + pointer);
        }
        BigDecimal percent = (BigDecimal) value;
        List<Holding> holdings = of.ownership().value().stream()
                .map(h -> !h.pointer().equals(pointer)
                        ? h
                        : new Holding(
                                h.owner(),
                                h.owned(),
                                h.pointer(),
                                percent,
                                false,
                                percent,
                                false,
                                h.interest(),
                                h.from(),
                                h.until()))
                .toList();
        return new Known<>(holdings, of.ownership().pointer());
    }

    private static EndUse endUse(EndUse of, String pointer, Object value) {
        return new EndUse(
                pointer.equals(of.purposes().pointer()) ? known(of.purposes(), value) : of.purposes(),
                pointer.equals(of.logicNodeNm().pointer()) ? known(of.logicNodeNm(), value) : of.logicNodeNm(),
                pointer.equals(of.memoryLayers().pointer()) ? known(of.memoryLayers(), value) : of.memoryLayers());
    }

    private static Line line(Line of, String[] at, String pointer, Object value) {
        Known<List<String>> codes = of.codes();
        Known<String> form = of.form();
        Known<String> origin = of.origin();
        Known<Money> money = of.value();
        Known<List<Content>> content = of.content();
        List<DeclaredShare> shares = of.declaredShares();
        Known<List<TechnologyUsed>> technologies = of.technologies();
        Known<Boolean> subjectToEar = of.subjectToEar();
        Known<Boolean> publicDomain = of.publicDomain();
        switch (at[3]) {
            case "controlCodes" -> codes = known(codes, value);
            case "form" -> form = known(form, value);
            case "origin" -> origin = known(origin, value);
            case "value" -> money = money(money, at.length > 4, value);
            case "content" -> content = content(content, at, 4, pointer, value);
            case "declaredShares" -> shares = shares(shares, at, of.pointer(), value);
            case "technologies" -> technologies = technologies(technologies, at, value);
            case "subjectToEar" -> subjectToEar = known(subjectToEar, value);
            case "publicDomain" -> publicDomain = known(publicDomain, value);
            default -> throw new IllegalArgumentException("no fact of a line that is changed: " + pointer);
        }
        return new Line(
                of.id(),
                of.pointer(),
                of.kind(),
                codes,
                of.hsCode(),
                form,
                origin,
                money,
                content,
                shares,
                technologies,
                subjectToEar,
                publicDomain);
    }

    private static Known<List<Content>> content(
            Known<List<Content>> of, String[] at, int depth, String pointer, Object value) {
        if (at.length == depth) {
            return known(of, value);
        }
        return new Known<>(each(of.value(), at, depth, c -> component(c, at, depth + 1, pointer, value)), of.pointer());
    }

    private static Content component(Content of, String[] at, int depth, String pointer, Object value) {
        Known<List<String>> codes = of.codes();
        Known<String> origin = of.origin();
        Known<Money> money = of.value();
        Known<List<Content>> content = of.content();
        switch (at[depth]) {
            case "controlCodes" -> codes = known(codes, value);
            case "origin" -> origin = known(origin, value);
            case "value" -> money = money(money, at.length > depth + 1, value);
            case "content" -> content = content(content, at, depth + 1, pointer, value);
            default -> throw new IllegalArgumentException("no fact of a component that is changed: " + pointer);
        }
        return new Content(of.pointer(), codes, origin, money, content);
    }

    private static Known<Money> money(Known<Money> of, boolean amountOnly, Object value) {
        if (amountOnly) {
            return new Known<>(new Money((BigDecimal) value, of.value().currency()), of.pointer());
        }
        Given money = Given.of(value);
        return new Known<>(new Money(money.get("amount"), money.get("currency")), of.pointer());
    }

    private static List<DeclaredShare> shares(List<DeclaredShare> of, String[] at, String line, Object value) {
        if (at[4].equals("-")) {
            Given stated = Given.of(value);
            List<DeclaredShare> more = new ArrayList<>(of);
            String pointer = line + "/declaredShares/" + more.size() + "/percent";
            more.add(new DeclaredShare(stated.get("provision"), stated.get("percent"), pointer));
            return more;
        }
        return each(of, at, 4, s -> new DeclaredShare(s.provision(), (BigDecimal) value, s.pointer()));
    }

    private static Known<List<TechnologyUsed>> technologies(Known<List<TechnologyUsed>> of, String[] at, Object value) {
        if (at.length > 4) {
            return new Known<>(
                    each(of.value(), at, 4, t -> new TechnologyUsed(t.activity(), known(t.origin(), value))),
                    of.pointer());
        }
        List<TechnologyUsed> used = new ArrayList<>();
        for (Object each : With.<List<Object>>cast(value)) {
            Given technology = Given.of(each);
            String pointer = of.pointer() + "/" + used.size() + "/origin";
            used.add(new TechnologyUsed(technology.get("activity"), new Known<>(technology.get("origin"), pointer)));
        }
        return new Known<>(used, of.pointer());
    }

    private static <T> List<T> each(List<T> all, String[] at, int depth, UnaryOperator<T> change) {
        int index = index(at, depth, all);
        List<T> changed = new ArrayList<>(all);
        changed.set(index, change.apply(all.get(index)));
        return changed;
    }

    private static int index(String[] at, int depth, List<?> all) {
        int index = Integer.parseInt(at[depth]);
        if (all == null || index >= all.size()) {
            throw new IllegalArgumentException("nothing stands at " + String.join("/", at));
        }
        return index;
    }

    private static <T> Known<T> known(Known<T> of, Object value) {
        return new Known<>(With.<T>cast(value), of.pointer());
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object value) {
        return (T) value;
    }

    /** An object of the contract whose values are read as what they are. */
    private record Given(Map<String, Object> values) {

        static Given of(Object value) {
            return new Given(With.<Map<String, Object>>cast(value));
        }

        <T> T get(String key) {
            return With.<T>cast(values.get(key));
        }
    }
}
