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

/** One decision by the number of shareholdings: a chain, a chain of diamonds and chance. Divide by the edges for the cost of one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OwnershipBenchmark {

    @Param({"10", "1000"})
    public int edges;

    private Decisions decisions;
    private List<Shipment> shipments;
    private int next;

    @Setup
    public void load() {
        Rulesets.Loaded loaded = Rulesets.load(0);
        decisions = loaded.decisions();
        shipments = Shipments.ofEdges(loaded.ruleset(), edges);
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
