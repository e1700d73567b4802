package guanka.bench;

import guanka.engine.decision.Decisions;
import guanka.facts.Shipment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The shipments of cases that two editions both hold, decided by one of them. It is compiled against the other edition too, so it
 * knows nothing that the first did not have.
 */
public final class SharedMix {

    private static final long TURN_NS = 300_000_000;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private SharedMix() {}

    /** {@code FILE}: writes the paths of the cases that this edition decides; {@code FILE TURNS}: decides those that the file names. */
    public static void main(String[] args) throws Exception {
        Rulesets.Loaded loaded = Rulesets.load(2_000);
        Map<String, Shipment> cases = Mix.byPath(loaded.ruleset());
        Path file = Path.of(args[0]);
        if (args.length == 1) {
            Files.write(file, cases.keySet());
            return;
        }
        List<Shipment> mix = Files.readAllLines(file).stream().map(cases::get).toList();
        int turns = Integer.parseInt(args[1]);
        List<Double> micros = new ArrayList<>();
        long bytes = 0;
        try (Decisions decisions = loaded.decisions()) {
            for (int turn = 0; turn < turns; turn++) {
                long began = THREADS.getCurrentThreadCpuTime();
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                long decided = 0;
                while (THREADS.getCurrentThreadCpuTime() - began < TURN_NS) {
                    mix.forEach(decisions::decide);
                    decided += mix.size();
                }
                // the first half warms up
                if (turn >= turns / 2) {
                    micros.add((THREADS.getCurrentThreadCpuTime() - began) / 1e3 / decided);
                }
                bytes = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / decided;
            }
        }
        Collections.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%d shipments, %.1f us a decision (%.1f at best), %,d bytes%n",
                mix.size(),
                micros.get(micros.size() / 2),
                micros.get(0),
                bytes);
    }
}
