package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.Rows;
import guanka.facts.Line;
import guanka.facts.Truth;
import guanka.facts.ValueShare;
import guanka.facts.World;
import guanka.facts.rows.ShareNumerator;
import guanka.facts.rows.ShareRow;
import guanka.workbench.impact.Selection.Pair;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Thresholds of value shares, and what counts into a share, reach shipments with a line that reaches a threshold on one side and not on the other. */
final class ShareReach implements Reach {

    private static final Set<String> MEASURES = Set.of("percent", "comparison");

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

    /** Null where a share comes, goes, or is asked for other places: that may reach any shipment. */
    static Reach of(List<Pair> pairs, Decisions draft, Decisions base) {
        boolean measured = pairs.stream()
                .filter(pair -> pair.any() instanceof ShareRow)
                .allMatch(pair -> pair.base() != null
                        && pair.draft() != null
                        && MEASURES.containsAll(Rows.differences(pair.base(), pair.draft())));
        return measured ? new ShareReach(pairs, draft, base) : null;
    }

    @Override
    public void collect(Look look, Set<ChangedRow> touched) {
        World world = base.world(look.shipment());
        for (Line line : look.shipment().lines()) {
            Map<String, Truth> before = new HashMap<>();
            for (ValueShare share : base.sharesOf(line)) {
                if (byProvision.containsKey(share.provision())) {
                    before.put(share.share().key(), share.reaches().in(world).truth());
                }
            }
            for (ValueShare share : draft.sharesOf(line)) {
                Set<ChangedRow> changes = byProvision.get(share.provision());
                if (changes != null
                        && before.get(share.share().key())
                                != share.reaches().in(world).truth()) {
                    touched.addAll(changes);
                }
            }
        }
    }
}
