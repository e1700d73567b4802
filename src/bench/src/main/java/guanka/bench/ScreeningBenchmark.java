package guanka.bench;

import guanka.engine.screening.ListedName;
import guanka.engine.screening.Match;
import guanka.engine.screening.PartyScreening;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The screening of one name against lists of many: companies and persons whose words are as unevenly spread as real ones, a
 * tenth of them with a Chinese name too. Each operation is a name that was not screened before.
 */
@State(Scope.Benchmark)
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ScreeningBenchmark {

    private static final int ASKED = 20_000;

    @Param({"1000", "100000"})
    public int names;

    private PartyScreening screening;
    private List<List<String>> strangers;
    private List<List<String>> misspelt;
    private int next;

    @Setup
    public void load() {
        var listed = new Names(1);
        List<ListedName> entries = new ArrayList<>();
        for (int i = 0; i < names; i++) {
            entries.add(new ListedName("BENCH-" + i, "BENCH", listed.next(), null, null, Map.of()));
        }
        screening = new PartyScreening(entries);
        var others = new Names(2);
        var random = new Random(3);
        strangers = new ArrayList<>();
        misspelt = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            strangers.add(List.of(others.next().get(0)));
            misspelt.add(List.of(
                    Names.misspelt(entries.get(random.nextInt(names)).names().get(0), random)));
        }
    }

    private List<String> next(List<List<String>> asked) {
        next = next + 1 < ASKED ? next + 1 : 0;
        return asked.get(next);
    }

    /** Names that are on no list: what nearly every party is. */
    @Benchmark
    public List<Match> strangers() {
        return screening.match(next(strangers), null, Map.of());
    }

    /** Listed names with a slip of the pen. */
    @Benchmark
    public List<Match> misspelt() {
        return screening.match(next(misspelt), null, Map.of());
    }
}
