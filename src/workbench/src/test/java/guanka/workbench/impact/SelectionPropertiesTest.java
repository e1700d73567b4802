package guanka.workbench.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.decision.Facts;
import guanka.engine.decision.Shipments;
import guanka.workbench.replay.Replay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever an analyst edits: what the change cannot touch is left out of the run, and nothing that flips is. */
class SelectionPropertiesTest {

    private static final Decisions BASE = new Decisions(TestRuleset.get());
    private static final int SHIPMENTS = 80;

    @Property(seed = "1", tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void deciding_what_the_change_can_touch_finds_the_flips_of_deciding_everything(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            RandomEdits.Edited edited = RandomEdits.random(random);
            List<Past> past = past(random);
            try (var draft = new Decisions(edited.ruleset())) {
                var impact = new Impact(draft, BASE, 2);
                ImpactReport selected = impact.run(past.iterator(), past.size(), new Heard(), () -> false);
                ImpactReport all = impact.runOfAll(past.iterator(), past.size(), new Heard(), () -> false);
                assertEquals(all.flips(), selected.flips(), edited.what());
                assertEquals(all.matrix(), selected.matrix(), edited.what());
                assertEquals(all.byRow(), selected.byRow(), edited.what());
            }
        });
    }

    private static List<Past> past(Random random) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < SHIPMENTS; i++) {
            past.add(new Past(
                    "r" + i, Past.RECORD, Facts.json(Shipments.random(random)).getBytes(StandardCharsets.UTF_8)));
        }
        new Replay(BASE)
                .cases()
                .forEach(one -> past.add(
                        new Past(one.id(), Past.CASE, one.shipment().toString().getBytes(StandardCharsets.UTF_8))));
        return past;
    }

    /** The facts as a caller posts them, with a currency for every amount. */
    private static byte[] posted(Map<String, Object> facts) {
        facts.putIfAbsent("exportFrom", "CN");
        facts.putIfAbsent("destination", "DE");
        return Facts.json(facts)
                .replaceAll("\"value\": (\"[^\"]*\")", "\"value\": {\"amount\": $1, \"currency\": \"USD\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
