package guanka.workbench.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.Guanka;
import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.workbench.replay.Case;
import guanka.workbench.replay.Replay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Whatever an analyst edits: what the change cannot touch is left out of the run, and nothing that flips is. */
class SelectionPropertiesTest {

    private static final byte[] KJAR = withControl();
    private static final Guanka LOADED = Guanka.load(KJAR);
    private static final Decisions BASE = LOADED.decisions();
    private static final int SHIPMENTS = 120;
    private static final int CASES = 150;
    private static final List<Case> PUBLISHED = new Replay(BASE).cases();

    /** The published ruleset with rows of the one type of which it has none: interests that are control. */
    private static byte[] withControl() {
        try {
            var edited = new EditedRuleset()
                    .copy(
                            "provisions.xlsx",
                            "Measures",
                            "US-OFAC/50/held",
                            Map.of("key", "US-OFAC/50/controlled", "who", "HELD_OR_CONTROLLED"));
            for (String interest : List.of("OTHER_CONTROL", "BOARD_APPOINTMENT", "NOMINEE")) {
                edited.row(
                        "provisions.xlsx",
                        "Controlling interests",
                        Map.of(
                                "key",
                                "US-OFAC/50/" + interest,
                                "provision",
                                "US-OFAC/50",
                                "interest",
                                interest,
                                "indirect",
                                interest.equals("NOMINEE") ? "DIRECT" : "TIERS",
                                "from",
                                "OPEN",
                                "to",
                                "OPEN",
                                "source",
                                "a test",
                                "confidence",
                                "low"));
            }
            return edited.kjar();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Property(seed = "1", tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void deciding_what_the_change_can_touch_finds_the_flips_of_deciding_everything(@ForAll long seed) {
        TestRuleset.each(seed, random -> {
            RandomEdits.Edited edited = RandomEdits.random(KJAR, BASE.ruleset(), random);
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

    /** Were the random shipments refused, nothing would flip and the property would say nothing. */
    @Test
    void most_random_shipments_are_read_and_decided() {
        var random = new Random(1);
        int read = 0;
        for (int i = 0; i < SHIPMENTS; i++) {
            Answer answer = Answer.of(RandomFacts.posted(random), LOADED);
            assertNotEquals(Answer.FAILED, answer.outcome());
            read += answer.outcome().equals(Answer.REFUSED) ? 0 : 1;
        }
        int of = read;
        assertTrue(read > SHIPMENTS * 3 / 4, () -> of + " of " + SHIPMENTS + " are read");
    }

    private static List<Past> past(Random random) {
        List<Past> past = new ArrayList<>();
        for (int i = 0; i < SHIPMENTS; i++) {
            past.add(new Past("r" + i, Past.RECORD, RandomFacts.posted(random)));
        }
        List<Case> cases = new ArrayList<>(PUBLISHED);
        Collections.shuffle(cases, random);
        cases.stream()
                .limit(CASES)
                .forEach(one -> past.add(
                        new Past(one.id(), Past.CASE, one.shipment().toString().getBytes(StandardCharsets.UTF_8))));
        return past;
    }
}
