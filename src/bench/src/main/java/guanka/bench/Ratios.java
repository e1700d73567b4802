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
        for (int rows : new int[] {500, 10_000}) {
            var decision = new DecisionBenchmark();
            decision.rows = rows;
            decision.load();
            close.add(decision::close);
            all.put("mix, " + rows + " rows, engine", decision::engine);
            all.put("mix, " + rows + " rows, hand-written", decision::handWritten);
            all.put("mix, " + rows + " rows, screening of new parties", decision::screeningOfNewParties);
        }
        for (int lines : new int[] {1, 10, 100}) {
            var of = new LinesBenchmark();
            of.lines = lines;
            of.load();
            close.add(of::close);
            all.put(lines + " lines, engine", of::engine);
            all.put(lines + " lines, hand-written", of::handWritten);
        }
        for (int edges : new int[] {10, 1_000}) {
            var of = new OwnershipBenchmark();
            of.edges = edges;
            of.load();
            close.add(of::close);
            all.put(edges + " holdings, engine", of::engine);
            all.put(edges + " holdings, hand-written", of::handWritten);
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
        for (int rows : new int[] {500, 10_000}) {
            String mix = "mix, " + rows + " rows, ";
            double engine = medians.get(mix + "engine");
            double hand = medians.get(mix + "hand-written");
            double screening = medians.get(mix + "screening of new parties");
            tell("engine to hand-written, " + rows + " rows, parties seen before", engine / hand);
            tell(
                    "engine to hand-written, " + rows + " rows, every party new",
                    (engine + screening) / (hand + screening));
        }
        tell(
                "10,000 rows to 500 rows, engine",
                medians.get("mix, 10000 rows, engine") / medians.get("mix, 500 rows, engine"));
        for (String who : List.of("engine", "hand-written")) {
            tell("cost of a line, 10 lines to 1, " + who, perUnit(medians, "lines, " + who, 10, 1));
            tell("cost of a line, 100 lines to 10, " + who, perUnit(medians, "lines, " + who, 100, 10));
            tell("cost of a holding, 1,000 to 10, " + who, perUnit(medians, "holdings, " + who, 1_000, 10));
        }
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
