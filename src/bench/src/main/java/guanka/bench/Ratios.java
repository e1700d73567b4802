package guanka.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The ratios that are promised, taken by turns in one JVM: a fifth of a second of each benchmark after the other, again and again,
 * and the median of each. JMH runs one benchmark to its end before the next; on a machine that others use too, that compares two
 * different hours. Time is the CPU time of the deciding thread, without collector and compiler.
 */
public final class Ratios {

    private static final long TURN_NS = 200_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Ratios() {}

    /** {@code [turns of each]}, after as many turns to warm up. */
    public static void main(String[] args) {
        int turns = args.length > 0 ? Integer.parseInt(args[0]) : 25;
        List<Runnable> close = new ArrayList<>();
        Map<String, Supplier<?>> all = new LinkedHashMap<>();
        for (int rows : new int[] {2_000, 10_000}) {
            var decision = new DecisionBenchmark();
            decision.rows = rows;
            decision.jurisdiction = "CN";
            decision.load();
            close.add(decision::close);
            all.put("mix, " + rows + " rows", decision::engine);
        }
        var american = new DecisionBenchmark();
        american.rows = 2_000;
        american.jurisdiction = "US";
        american.load();
        close.add(american::close);
        all.put("mix under American law", american::engine);
        for (int lines : new int[] {1, 10, 100}) {
            var of = new LinesBenchmark();
            of.lines = lines;
            of.load();
            close.add(of::close);
            all.put(lines + " lines", of::engine);
        }
        for (int edges : new int[] {10, 1_000}) {
            var of = new OwnershipBenchmark();
            of.edges = edges;
            of.load();
            close.add(of::close);
            all.put(edges + " holdings", of::engine);
        }
        System.out.println();
        Map<String, List<Double>> taken = new LinkedHashMap<>();
        for (int turn = -turns; turn < turns; turn++) {
            boolean counts = turn >= 0;
            all.forEach((name, decide) -> {
                double ns = turn(decide);
                if (counts) {
                    taken.computeIfAbsent(name, x -> new ArrayList<>()).add(ns);
                }
            });
        }
        close.forEach(Runnable::run);
        Map<String, Double> medians = new LinkedHashMap<>();
        taken.forEach(
                (name, ns) -> medians.put(name, ns.stream().sorted().toList().get(ns.size() / 2)));
        medians.forEach((name, ns) -> System.out.printf(Locale.ROOT, "%-45s %,12.0f ns%n", name, ns));
        tell("10,000 rows to 2,000 rows", medians.get("mix, 10000 rows") / medians.get("mix, 2000 rows"));
        tell(
                "American law to Chinese, 2,000 rows",
                medians.get("mix under American law") / medians.get("mix, 2000 rows"));
        tell("cost of a line, 10 lines to 1", perUnit(medians, "lines", 10, 1));
        tell("cost of a line, 100 lines to 10", perUnit(medians, "lines", 100, 10));
        tell("cost of a holding, 1,000 to 10", perUnit(medians, "holdings", 1_000, 10));
    }

    private static double perUnit(Map<String, Double> medians, String what, int many, int few) {
        return (medians.get(many + " " + what) / many) / (medians.get(few + " " + what) / few);
    }

    private static void tell(String what, double ratio) {
        System.out.printf(Locale.ROOT, "%-60s %6.2f%n", what, ratio);
    }

    private static double turn(Supplier<?> decide) {
        long decisions = 0;
        long begin = THREADS.getCurrentThreadCpuTime();
        long spent;
        do {
            for (int i = 0; i < 8; i++) {
                if (decide.get() == null) {
                    throw new IllegalStateException("nothing decided");
                }
            }
            decisions += 8;
            spent = THREADS.getCurrentThreadCpuTime() - begin;
        } while (spent < TURN_NS);
        return (double) spent / decisions;
    }
}
