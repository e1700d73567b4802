package guanka.bench;

import guanka.engine.decision.Decisions;
import guanka.facts.Determination;
import guanka.facts.Shipment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One decision of the published mix, by the number of rows: an operation is one decision, the mix in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

    /** Items, listed parties and end uses, the rows that grow with the lists of a state. */
    @Param({"2000", "10000"})
    public int rows;

    /** The law under which the shipments of the mix are decided. */
    @Param("CN")
    public String jurisdiction;

    private Decisions decisions;
    private List<Shipment> mix;
    private int next;

    @Setup
    public void load() {
        Rulesets.Loaded loaded = Rulesets.load(rows);
        decisions = loaded.decisions();
        mix = Mix.of(loaded.ruleset(), jurisdiction);
        System.out.print("(" + loaded.growing() + " growing rows of "
                + loaded.ruleset().tables().rows().size() + ", " + mix.size() + " shipments) ");
    }

    private Shipment next() {
        next = next + 1 < mix.size() ? next + 1 : 0;
        return mix.get(next);
    }

    @Benchmark
    public Determination engine() {
        return decisions.decide(next());
    }

    @TearDown
    public void close() {
        decisions.close();
    }
}
