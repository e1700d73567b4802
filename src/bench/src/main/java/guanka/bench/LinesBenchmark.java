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

/** One decision by the number of lines, each with nine components on two levels. Divide by the lines for the cost of one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LinesBenchmark {

    @Param({"1", "10", "100"})
    public int lines;

    private Decisions decisions;
    private List<Shipment> shipments;
    private int next;

    @Setup
    public void load() {
        Rulesets.Loaded loaded = Rulesets.load(0);
        decisions = loaded.decisions();
        shipments = Shipments.ofLines(loaded.ruleset(), lines);
    }

    private Shipment next() {
        next = next + 1 < shipments.size() ? next + 1 : 0;
        return shipments.get(next);
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
