package guanka.service.page.ownership;

import guanka.engine.decision.Holders;
import guanka.facts.Aggregate;
import guanka.facts.Evaluation;
import guanka.facts.Holding;
import guanka.facts.Indirect;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Truth;
import guanka.facts.rows.OpenQuestion;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.Provision;
import guanka.facts.rows.RoleRow;
import guanka.service.page.Visit;
import guanka.service.page.Words;
import guanka.service.page.answer.Situation;
import guanka.service.page.facts.Codes;
import guanka.service.page.ownership.Layers.Link;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws the ownership of a shipment's parties under each rule that counts shares. */
final class Graphs {

    /** Holdings beyond which a drawing would be unreadable; the tables still list all of them. */
    private static final int DRAWN_MAX = 300;

    private static final int NAME_LINE = 24;
    private static final int SUM_LINE = 31;
    private static final int LETTER = 8;

    private final Visit visit;
    private final Situation situation;
    private final Words words;
    private final Codes codes;
    private final Shipment shipment;

    Graphs(Visit visit, Situation situation) {
        this.visit = visit;
        this.situation = situation;
        this.words = visit.words();
        this.codes = new Codes(visit.edition().ruleset(), visit.language());
        this.shipment = situation.shipment();
    }

    List<Graph> all() {
        List<Graph> graphs = new ArrayList<>();
        for (Holders holders : visit.edition().decisions().holders(shipment)) {
            graphs.add(graph(holders, "g" + graphs.size()));
        }
        return graphs;
    }

    private Graph graph(Holders holders, String id) {
        Set<String> nodes = new LinkedHashSet<>();
        List<Holding> holdings = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (Holding holding : shipment.ownership().value()) {
            String owner = holders.stakes().entityOf(holding.owner());
            String owned = holders.stakes().entityOf(holding.owned());
            nodes.add(owner);
            nodes.add(owned);
            holdings.add(holding);
            links.add(new Link(owner, owned));
        }
        boolean drawn = holdings.size() <= DRAWN_MAX;
        Drawing drawing = drawn ? new Drawing(nodes, links) : new Drawing(Set.of(), List.of());
        return new Graph(
                id,
                holders.rule().provision(),
                title(holders.rule()),
                readings(holders.rule()),
                drawn,
                drawing.width(),
                drawing.height(),
                nodes.stream().map(n -> node(holders, n, drawing.box(n))).toList(),
                drawn ? holdings.stream().map(h -> edge(holders, h, drawing)).toList() : List.of(),
                holdings.stream().map(h -> row(holders, h)).toList());
    }

    private String title(OwnershipRow rule) {
        String law = visit.edition().ruleset().rows(Provision.class).stream()
                .filter(p -> p.key().equals(rule.provision()))
                .map(p -> visit.language().of(p.title()))
                .findFirst()
                .orElse(rule.provision());
        return law
                + words.of("colon")
                + threshold(rule)
                + words.of("comma")
                + words.of("aggregate." + rule.aggregate())
                + words.of("comma")
                + words.of("indirect." + rule.indirect());
    }

    private String threshold(OwnershipRow rule) {
        return words.of("threshold." + rule.comparison(), "percent", plain(rule.percent()));
    }

    /** Every other reading of the questions on which the rule hangs. */
    private List<Graph.Reading> readings(OwnershipRow rule) {
        List<Graph.Reading> readings = new ArrayList<>();
        var world = visit.edition().decisions().world(shipment);
        Set<String> questions = new TreeSet<>();
        visit.edition().ruleset().rows(OwnershipRow.class).stream()
                .filter(r -> r.provision().equals(rule.provision()))
                .forEach(r -> questions.addAll(r.reading().questions()));
        for (OpenQuestion open : visit.edition().ruleset().rows(OpenQuestion.class)) {
            if (questions.contains(open.key())) {
                for (var reading : visit.edition().ruleset().rows(guanka.facts.rows.Reading.class)) {
                    if (reading.question().equals(open.key())) {
                        boolean applied = reading.reading().equals(world.reading(open.key()));
                        readings.add(new Graph.Reading(
                                visit.language().of(open.question()),
                                visit.language().of(reading.meaning()),
                                applied ? "" : situation.addressUnder("ownership", open.key(), reading.reading())));
                    }
                }
            }
        }
        return readings;
    }

    private Graph.Node node(Holders holders, String party, Drawing.Box box) {
        Evaluation listed = holders.listed().get(party);
        String state = holders.capture().certainlyCaught().contains(party)
                ? "caught"
                : holders.capture().possiblyCaught().contains(party) ? "maybe" : "free";
        if (listed != null && listed.truth() != Truth.FALSE) {
            state = listed.truth() == Truth.TRUE ? "listed" : "maybe-listed";
        }
        String name = situation.facts().partyName(party);
        String id = party;
        String sum = sum(holders, party);
        boolean recipient =
                shipment.parties().stream().filter(p -> p.id().equals(id)).anyMatch(this::receives);
        return new Graph.Node(
                party,
                lines(name, NAME_LINE),
                name,
                state,
                words.of("owner." + state),
                lines(sum, SUM_LINE),
                sum,
                box.x(),
                box.y(),
                recipient);
    }

    private boolean receives(Party party) {
        return party.roles().isKnown()
                && visit.edition().ruleset().rows(RoleRow.class).stream()
                        .filter(r -> r.group().equals("RECIPIENT"))
                        .anyMatch(r -> party.roles().value().contains(r.role()));
    }

    /** For example "30% + 25% = 55%, at least 50%". */
    private String sum(Holders holders, String party) {
        List<Holding> counted = shipment.ownership().value().stream()
                .filter(h -> holders.stakes().entityOf(h.owned()).equals(party) && counts(holders, h))
                .toList();
        if (counted.isEmpty()) {
            return "";
        }
        String parts = counted.stream().map(this::share).collect(Collectors.joining(" + "));
        BigDecimal least = counted.stream().map(Holding::atLeast).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean exact = counted.stream().allMatch(Holding::exact);
        boolean sums = holders.rule().aggregate() == Aggregate.SUM;
        String total = counted.size() > 1 && exact && sums ? " = " + plain(least) + "%" : "";
        boolean certain = holders.capture().certainlyCaught().contains(party);
        boolean possible = holders.capture().possiblyCaught().contains(party);
        String verdict = words.of(
                certain ? "sum.reached" : possible ? "sum.maybe" : "sum.below", "threshold", threshold(holders.rule()));
        return parts + total + words.of("comma") + verdict;
    }

    private boolean counts(Holders holders, Holding holding) {
        if (!holding.heldOn(holders.day()) || !holding.interest().equals(Holding.SHAREHOLDING)) {
            return false;
        }
        String owner = holders.stakes().entityOf(holding.owner());
        Evaluation listed = holders.listed().get(owner);
        boolean tiers = holders.rule().indirect() == Indirect.TIERS;
        return listed != null && listed.truth() != Truth.FALSE
                || tiers && holders.capture().possiblyCaught().contains(owner);
    }

    private String share(Holding holding) {
        if (holding.exact()) {
            return plain(holding.atLeast()) + "%";
        }
        boolean nothingKnown =
                holding.atLeast().signum() == 0 && holding.atMost().compareTo(BigDecimal.valueOf(100)) == 0;
        return nothingKnown
                ? "?"
                : (holding.openBelow() ? ">" : "") + plain(holding.atLeast()) + "–" + (holding.openAbove() ? "<" : "")
                        + plain(holding.atMost()) + "%";
    }

    private static String plain(BigDecimal percent) {
        return percent.stripTrailingZeros().toPlainString();
    }

    private Graph.Edge edge(Holders holders, Holding holding, Drawing drawing) {
        String share = share(holding);
        int width = share.length() * LETTER + 12;
        Drawing.Line line = drawing.line(
                holders.stakes().entityOf(holding.owner()), holders.stakes().entityOf(holding.owned()), width);
        Graph.Row row = row(holders, holding);
        return new Graph.Edge(
                share,
                line.path(),
                line.labelX(),
                line.labelY(),
                width,
                counts(holders, holding),
                words.of("holds", "owner", row.owner(), "share", share, "owned", row.owned()));
    }

    private Graph.Row row(Holders holders, Holding holding) {
        String days = holding.from() == null && holding.until() == null
                ? ""
                : (holding.from() == null ? "…" : holding.from()) + " – "
                        + (holding.until() == null ? "…" : holding.until());
        return new Graph.Row(
                situation.facts().partyName(holding.owner()),
                situation.facts().partyName(holding.owned()),
                share(holding),
                situation.facts().sourceOf(holding.pointer()),
                codes.meaning("interests", holding.interest()),
                counts(holders, holding),
                days);
    }

    private static List<String> lines(String text, int letters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int width = 0;
        for (String word : text.split("(?<=[ \\u2E80-\\uFFFF])")) {
            int wide = word.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
            if (width + wide > letters && width > 0) {
                lines.add(line.toString().strip());
                line.setLength(0);
                width = 0;
            }
            line.append(word);
            width += wide;
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().strip());
        }
        return lines.size() <= 2 ? lines : List.of(lines.get(0), lines.get(1) + "…");
    }
}
