package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.facts.Line;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.workbench.impact.Selection.Pair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Thresholds of value shares, and what counts into a share, reach shipments with a line that reaches a threshold on one side and not on the other. */
final class ShareReach implements Reach {

    private final Map<String, Set<ChangedRow>> byProvision = new HashMap<>();
    private final Decisions draft;
    private final Decisions base;

    private ShareReach(List<Pair> pairs, Decisions draft, Decisions base) {
        this.draft = draft;
        this.base = base;
        for (Pair pair : pairs) {
            for (Object side : pair.sides()) {
                String provision = side instanceof ShareRow row ? row.provision() : ((ShareNumerator) side).provision();
                byProvision.computeIfAbsent(provision, x -> new HashSet<>()).add(pair.change());
            }
        }
    }

    static Reach of(List<Pair> pairs, Decisions draft, Decisions base) {
        return new ShareReach(pairs, draft, base);
    }

    @Override
    public void collect(Look look, Set<ChangedRow> touched) {
        for (Line line : look.shipment().lines()) {
            Map<List<String>, Set<Object>> before = said(base, look, line);
            Map<List<String>, Set<Object>> after = said(draft, look, line);
            Set<List<String>> asked = new HashSet<>(before.keySet());
            asked.addAll(after.keySet());
            for (List<String> one : asked) {
                if (!Objects.equals(before.get(one), after.get(one))) {
                    touched.addAll(byProvision.get(one.get(0)));
                }
            }
        }
    }

    /** Whether a line reaches a threshold, and contradicts itself about it, for each that a provision sets for some places. */
    private Map<List<String>, Set<Object>> said(Decisions by, Look look, Line line) {
        World world = by.world(look.shipment());
        Map<List<String>, Set<Object>> said = new HashMap<>();
        for (ValueShare share : by.sharesOf(look.shipment(), line)) {
            if (byProvision.containsKey(share.provision())) {
                ShareRow row = share.share();
                said.computeIfAbsent(
                                List.of(
                                        row.provision(),
                                        row.originTerritory(),
                                        row.items(),
                                        row.destination(),
                                        row.destinationSide().name()),
                                x -> new HashSet<>())
                        .add(List.of(
                                share.reaches().in(world).truth(),
                                share.contradicted().in(world).truth()));
            }
        }
        return said;
    }
}
