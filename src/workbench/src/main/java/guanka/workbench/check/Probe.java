package guanka.workbench.check;

import guanka.engine.decision.Decisions;
import guanka.engine.json.ShipmentReader;
import guanka.engine.screening.Certainty;
import guanka.engine.screening.Match;
import guanka.facts.Computing;
import guanka.facts.DeclaredShare;
import guanka.facts.Holding;
import guanka.facts.Known;
import guanka.facts.Line;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.rows.ComputingLimit;
import guanka.facts.rows.EndUseRow;
import guanka.facts.rows.ListEntry;
import guanka.facts.rows.OwnershipRow;
import guanka.facts.rows.ShareRow;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A way to move one fact of a shipment over a limit.
 *
 * @param fact JSON Pointer of the fact
 * @param move gives the shipment with the fact at a value
 */
record Probe(String fact, Function<Object, Shipment> move) {

    private static final int HOLDINGS_TRIED = 6;
    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final String NOT_SEEN = "?";

    /** Every way in which a shipment may be moved over a limit; none where its facts do not meet the row. */
    static List<Probe> of(Shipment shipment, Limit limit, Decisions draft, ShipmentReader reader) {
        Object row = limit.row();
        if (limit.at() instanceof LocalDate) {
            Shipment met = row instanceof ListEntry entry ? naming(shipment, entry, draft, reader) : shipment;
            return met == null ? List.of() : List.of(new Probe("/exportDate", day -> met.on((LocalDate) day)));
        }
        if (row instanceof ShareRow share) {
            return shares(shipment, share, reader);
        }
        if (row instanceof OwnershipRow) {
            return holdings(shipment, reader);
        }
        if (row instanceof EndUseRow use) {
            Shipment serving =
                    reader.changed(shipment, shipment.endUse().purposes().pointer(), List.of(use.purpose()));
            boolean node = limit.header().equals(Limit.header("nodeAtMostNm"));
            Known<?> fact =
                    node ? shipment.endUse().logicNodeNm() : shipment.endUse().memoryLayers();
            return List.of(new Probe(
                    fact.pointer(),
                    value -> reader.changed(
                            serving, fact.pointer(), node ? value : ((BigDecimal) value).intValueExact())));
        }
        return row instanceof ComputingLimit ? figures(shipment, limit, reader) : List.of();
    }

    /** The figure of a chip that a limit speaks of, stated instead of what it would be computed from. */
    private static List<Probe> figures(Shipment shipment, Limit limit, ShipmentReader reader) {
        List<Probe> probes = new ArrayList<>();
        for (Line line : shipment.lines()) {
            if (line.computing().isKnown()) {
                Computing figures = line.computing().value();
                boolean total = limit.header().startsWith("TPP");
                Known<?> fact = total
                        ? figures.tpp()
                        : limit.header().startsWith("density")
                                ? figures.density()
                                : limit.header().startsWith("DRAM") ? figures.memoryBandwidth() : figures.ioBandwidth();
                Known<?> instead = total ? figures.rates() : fact == figures.density() ? figures.dieArea() : null;
                Shipment freed = instead == null || !instead.isKnown()
                        ? shipment
                        : reader.changed(shipment, instead.pointer(), null);
                probes.add(new Probe(fact.pointer(), value -> reader.changed(freed, fact.pointer(), value)));
            }
        }
        return probes;
    }

    /** Whether a value can stand in the facts at all. */
    static boolean isPossible(Limit limit, Object value) {
        if (!(value instanceof BigDecimal number)) {
            return true;
        }
        boolean percent = limit.header().equals(Limit.header("percent"));
        return number.signum() >= 0 && !(percent && number.compareTo(HUNDRED) > 0);
    }

    /** A share that somebody has stated stands where the bill of materials says nothing. */
    private static List<Probe> shares(Shipment shipment, ShareRow share, ShipmentReader reader) {
        List<Probe> probes = new ArrayList<>();
        for (Line line : shipment.lines()) {
            Shipment emptied = reader.changed(shipment, line.content().pointer(), List.of());
            List<DeclaredShare> declared = line.declaredShares();
            int at = 0;
            while (at < declared.size() && !declared.get(at).provision().equals(share.provision())) {
                at++;
            }
            String place = line.pointer() + "/declaredShares/" + (at < declared.size() ? at : "-");
            boolean stated = at < declared.size();
            probes.add(new Probe(line.pointer() + "/declaredShares/" + at + "/percent", percent -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("provision", share.provision());
                one.put("percent", percent);
                return reader.changed(emptied, place, stated ? percent : one);
            }));
        }
        return probes;
    }

    private static List<Probe> holdings(Shipment shipment, ShipmentReader reader) {
        if (!shipment.ownership().isKnown()) {
            return List.of();
        }
        return shipment.ownership().value().stream()
                .filter(holding -> holding.interest().equals(Holding.SHAREHOLDING))
                .limit(HOLDINGS_TRIED)
                .map(holding ->
                        new Probe(holding.pointer(), percent -> reader.changed(shipment, holding.pointer(), percent)))
                .toList();
    }

    /** The shipment itself where a party is the entry; else with the name of the entry for a party of the same list; else null. */
    private static Shipment naming(Shipment shipment, ListEntry entry, Decisions draft, ShipmentReader reader) {
        if (entry.kind().equals(ListEntry.ADDRESS)) {
            return null;
        }
        Party listed = null;
        for (Party party : shipment.parties()) {
            for (Match match : draft.matchesOf(party)) {
                if (match.certainty() == Certainty.EXACT) {
                    if (match.entry().key().equals(entry.key())) {
                        return shipment;
                    }
                    if (match.entry().list().equals(entry.list()) && listed == null) {
                        listed = party;
                    }
                }
            }
        }
        if (listed == null) {
            return null;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("id", listed.id());
        named.put("roles", listed.roles().value());
        named.put(
                "name",
                entry.name().en().equals(NOT_SEEN)
                        ? entry.name().zh()
                        : entry.name().en());
        named.put("country", entry.country().equals(NOT_SEEN) ? listed.country().value() : entry.country());
        named.put("military", listed.military().value());
        return reader.changed(shipment, listed.pointer(), named);
    }
}
