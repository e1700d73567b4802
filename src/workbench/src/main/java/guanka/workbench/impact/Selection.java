package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.facts.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a draft can touch. Where the rules are the same, a shipment can be decided otherwise only through a changed row that its
 * facts meet: one of its codes or parties, a country, an end use, a share, a day. {@link Reaches} knows for each type of rows
 * how facts meet them; where a row may reach any shipment, or its type is not known there, every shipment is touched. The
 * selection may name shipments that stay as they are, and never leaves out one that does not.
 */
public final class Selection {

    private final Decisions base;
    private final List<Pair> pairs;
    private final List<ChangedRow> changes;
    private final boolean everything;
    private final List<Reach> reaches;

    private Selection(Decisions base, List<Pair> pairs, boolean everything, List<Reach> reaches) {
        this.base = base;
        this.pairs = pairs;
        this.changes = pairs.stream().map(Pair::change).sorted().toList();
        this.everything = everything;
        this.reaches = reaches;
    }

    /** A row on both sides, null where a side does not have it. */
    public record Pair(ChangedRow change, Object base, Object draft) {

        public Object any() {
            return draft == null ? base : draft;
        }

        /** The sides that have the row. */
        public List<Object> sides() {
            List<Object> sides = new ArrayList<>(2);
            if (base != null) {
                sides.add(base);
            }
            if (draft != null) {
                sides.add(draft);
            }
            return sides;
        }
    }

    /** Compares the rows of two rulesets; a row that only moved has not changed. */
    public static Selection between(Decisions draft, Decisions base) {
        List<Pair> pairs = new ArrayList<>();
        Map<Rows.Key, Object> before = Rows.byKey(base.ruleset());
        Map<Rows.Key, Object> after = Rows.byKey(draft.ruleset());
        after.forEach((key, row) -> {
            Object old = before.get(key);
            if (old == null || old.getClass() != row.getClass()) {
                pairs.add(new Pair(ChangedRow.of(Rows.source(row), ChangedRow.ADDED), null, row));
                if (old != null) {
                    pairs.add(new Pair(ChangedRow.of(Rows.source(old), ChangedRow.REMOVED), old, null));
                }
            } else if (Reaches.decides(old, row, draft)) {
                pairs.add(new Pair(ChangedRow.of(Rows.source(row), ChangedRow.CHANGED), old, row));
            }
        });
        before.forEach((key, row) -> {
            if (!after.containsKey(key)) {
                pairs.add(new Pair(ChangedRow.of(Rows.source(row), ChangedRow.REMOVED), row, null));
            }
        });
        pairs.removeIf(pair -> Reaches.neverDecides(pair.any().getClass()));
        boolean sameRules = draft.ruleset().rulesDigest().equals(base.ruleset().rulesDigest());
        List<Reach> reaches = sameRules ? new Reaches(draft, base).of(pairs) : null;
        return new Selection(base, List.copyOf(pairs), reaches == null, reaches == null ? List.of() : reaches);
    }

    /** The changed rows on which decisions can depend, sorted by their place. */
    public List<ChangedRow> changes() {
        return changes;
    }

    /** The same rows as they were and as they are. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** Whether the change may touch any shipment. */
    public boolean everything() {
        return everything;
    }

    /** The changed rows that may touch a shipment; none where both rulesets certainly answer alike. */
    public Set<ChangedRow> touching(Shipment shipment) {
        Set<ChangedRow> touching = new TreeSet<>();
        if (everything || !shipment.assertions().isEmpty()) {
            // what may be asserted depends on rows of every kind
            touching.addAll(changes);
        } else {
            Look look = new Look(shipment, base);
            reaches.forEach(reach -> reach.collect(look, touching));
        }
        return touching;
    }

    /** Whether both rulesets may answer differently. */
    public boolean touches(Shipment shipment) {
        return everything || !touching(shipment).isEmpty();
    }
}
