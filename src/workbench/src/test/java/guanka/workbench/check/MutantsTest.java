package guanka.workbench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.engine.TestRuleset;
import guanka.engine.decision.Decisions;
import guanka.engine.ruleset.EditedRuleset;
import guanka.tables.Columns;
import guanka.workbench.check.Mutant.Fate;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A slip in a single cell is never let through in silence, whatever the cell and whatever other word its column allows. There are
 * some seventeen million, which nobody can wait for: a sample runs before a release, {@code -Dguanka.mutants=5000} draws as many
 * and {@code -Dguanka.mutants=0} one of each column, and tells what became of them.
 */
@Tag("long")
@DisplayName("A cell with another word that its column allows")
class MutantsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
    private static final int SAMPLE = Integer.getInteger("guanka.mutants", 12);
    private static final long SEED = Long.getLong("guanka.mutants.seed", 20261128);

    @Test
    void isRefusedOrToldOrChangesNothing() throws IOException {
        var columns = Columns.parse(new EditedRuleset().entry("columns.json"));
        var source = new Mutant.Source(TestRuleset.get(), columns);
        assertTrue(source.columns() > 150, () -> source.columns() + " columns");
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        List<Mutant> unnoticed = new ArrayList<>();
        try (var decisions = new Decisions(TestRuleset.get())) {
            var original = Mutant.Original.of(decisions, TODAY);
            for (Mutant mutant : drawn(source)) {
                Fate fate = mutant.fate(original, TODAY);
                fates.merge(fate, 1, Integer::sum);
                if (fate == Fate.UNNOTICED) {
                    unnoticed.add(mutant);
                }
            }
        }
        System.out.println(fates.values().stream().mapToInt(Integer::intValue).sum() + " mutants: " + fates);
        assertEquals(List.of(), unnoticed);
    }

    private static Set<Mutant> drawn(Mutant.Source source) {
        var random = new Random(SEED);
        if (SAMPLE == 0) {
            return source.ofEachColumn(random);
        }
        Set<Mutant> drawn = new LinkedHashSet<>();
        while (drawn.size() < SAMPLE) {
            drawn.add(source.random(random));
        }
        return drawn;
    }
}
