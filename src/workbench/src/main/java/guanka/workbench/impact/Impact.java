package guanka.workbench.impact;

import guanka.engine.decision.Decisions;
import guanka.engine.json.FactMistake;
import guanka.engine.json.NotJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.json.ShipmentReader;
import guanka.engine.ruleset.Ruleset;
import guanka.facts.Determination.RulesetId;
import guanka.facts.Party;
import guanka.facts.Shipment;
import guanka.facts.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Decides past shipments under a draft and under its base and tells which decisions flip. Only what {@link Selection} says the
 * change can touch is decided; the answer of the base is decided anew, never taken from a record. Neither side is closed here.
 */
public final class Impact {

    /** Flips that a report lists; beyond that they are counted. */
    public static final int FLIPS_LISTED = 1_000;

    private static final int CHUNK = 32;
    private static final int CHUNKS_AHEAD = 8;
    private static final int PROGRESS_EVERY = 512;

    private final Decisions draft;
    private final Decisions base;
    private final ShipmentReader draftReader;
    private final ShipmentReader baseReader;
    private final Selection selection;
    private final int threads;

    /** Hears of a run while it goes on, always from the thread that runs it, in the order of the shipments. */
    public interface Listener {

        /** Every few hundred shipments, and once at the end. */
        void progress(Progress progress);

        void flip(Flip flip);
    }

    /**
     * One shipment, looked at.
     *
     * @param selected whether the change can touch it
     * @param read     whether the base could read its facts
     * @param flip     null where both sides answer alike
     */
    public record Looked(boolean selected, boolean read, Flip flip) {}

    /** What one side makes of the facts: a shipment to decide, or at once the answer that refuses them. */
    private record Read(Shipment shipment, Answer refusal, List<FactMistake> mistakes) {

        Answer answer(Decisions decisions) {
            return refusal != null ? refusal : Answer.of(shipment, decisions);
        }
    }

    /** Decides on as many threads as the machine has processors. */
    public Impact(Decisions draft, Decisions base) {
        this(draft, base, Runtime.getRuntime().availableProcessors());
    }

    /** @param threads how many shipments are decided at a time, at least 1 */
    public Impact(Decisions draft, Decisions base, int threads) {
        this.draft = draft;
        this.base = base;
        this.threads = Math.max(1, threads);
        draftReader = new ShipmentReader(draft.ruleset());
        baseReader = new ShipmentReader(base.ruleset());
        selection = Selection.between(draft, base);
    }

    /** What the change can touch. */
    public Selection selection() {
        return selection;
    }

    /**
     * Looks at shipments one after the other; memory is bounded, however many there are.
     *
     * @param past     read by the calling thread, some hundred shipments ahead at most
     * @param total    how many there are, or -1 where nobody counted them
     * @param listener hears of progress and flips on the calling thread; what it throws ends the run
     * @param stop     asked again and again; once true, the run ends early and its report says so
     */
    public ImpactReport run(Iterator<Past> past, long total, Listener listener, BooleanSupplier stop) {
        return run(past, total, listener, stop, true);
    }

    /** The same, with every shipment decided under both sides whether the change can touch it or not. */
    ImpactReport runOfAll(Iterator<Past> past, long total, Listener listener, BooleanSupplier stop) {
        return run(past, total, listener, stop, false);
    }

    private ImpactReport run(
            Iterator<Past> past, long total, Listener listener, BooleanSupplier stop, boolean selects) {
        var tally = new Tally(total);
        boolean stopped = false;
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "impact");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<List<Counted>>> ahead = new ArrayDeque<>();
            while ((past.hasNext() || !ahead.isEmpty()) && !stopped) {
                while (past.hasNext() && ahead.size() < threads * CHUNKS_AHEAD) {
                    List<Past> chunk = chunk(past);
                    ahead.add(workers.submit(() -> chunk.stream()
                            .map(one -> new Counted(one.kind().equals(Past.CASE), look(one, selects)))
                            .toList()));
                }
                for (Counted counted : finished(ahead.remove())) {
                    Looked looked = counted.looked();
                    tally.add(counted.isCase(), looked.selected(), looked.flip());
                    if (looked.flip() != null) {
                        listener.flip(looked.flip());
                    }
                    if (tally.done() % PROGRESS_EVERY == 0) {
                        listener.progress(tally.progress());
                    }
                }
                stopped = stop.getAsBoolean() && (past.hasNext() || !ahead.isEmpty());
            }
        } finally {
            workers.shutdownNow();
        }
        listener.progress(tally.progress());
        return tally.report(id(draft), id(base), stopped, selection);
    }

    private static List<Past> chunk(Iterator<Past> past) {
        List<Past> chunk = new ArrayList<>(CHUNK);
        while (chunk.size() < CHUNK && past.hasNext()) {
            chunk.add(past.next());
        }
        return chunk;
    }

    private static List<Counted> finished(Future<List<Counted>> chunk) {
        try {
            return chunk.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A shipment of a run. */
    private record Counted(boolean isCase, Looked looked) {}

    /** Looks at one shipment, which is decided only if the change can touch it; for runs that somebody else spreads over machines. */
    public Looked look(Past past) {
        return look(past, true);
    }

    /** The same, decided under both sides whether the change can touch it or not. */
    public Looked lookAnyway(Past past) {
        return look(past, false);
    }

    private Looked look(Past past, boolean selects) {
        Read before = read(past, baseReader);
        boolean touched = selection.everything() || before.shipment() != null && selection.touches(before.shipment());
        if (selects && !touched) {
            return new Looked(false, before.shipment() != null, null);
        }
        // what shipments may say is the same on both sides unless everything is touched
        Read after = selection.everything() || before.shipment() == null ? read(past, draftReader) : before;
        return new Looked(touched, before.shipment() != null, flip(past, before, after));
    }

    private static Read read(Past past, ShipmentReader reader) {
        try {
            return new Read(reader.read(past.facts()), null, null);
        } catch (RefusedShipment refused) {
            return new Read(null, Answer.refused(refused), refused.mistakes());
        } catch (NotJson notJson) {
            return new Read(null, Answer.notJson(), List.of());
        }
    }

    private Flip flip(Past past, Read before, Read after) {
        Answer from = before.answer(base);
        Answer to = after.answer(draft);
        Direction direction = to.movedFrom(from);
        if (direction == null) {
            return null;
        }
        Shipment named = after.shipment() == null ? before.shipment() : after.shipment();
        return new Flip(
                past.id(),
                past.kind(),
                direction,
                from.side(),
                to.side(),
                to.partsThatDiffer(from),
                List.copyOf(to.provisionsThatDiffer(from)),
                behind(before.shipment(), after.shipment()),
                named == null ? List.of() : parties(named));
    }

    /**
     * The changed rows to which one of the answers leads; where none leads to any, those that may touch the shipment.
     *
     * @param before as the base reads it, null: it refuses the facts
     * @param after  as the draft reads it, null likewise
     */
    public List<ChangedRow> behind(Shipment before, Shipment after) {
        Set<Source> reached = new TreeSet<>(Comparator.comparing(Source::toString));
        reached.addAll(reached(before, base));
        reached.addAll(reached(after, draft));
        List<ChangedRow> behind = selection.changes().stream()
                .filter(change -> reached.stream().anyMatch(change::isAt))
                .toList();
        if (!behind.isEmpty()) {
            return behind;
        }
        return before == null ? selection.changes() : List.copyOf(selection.touching(before));
    }

    private static Set<Source> reached(Shipment shipment, Decisions decisions) {
        try {
            return shipment == null ? Set.of() : decisions.trace(shipment).rows();
        } catch (RuntimeException | StackOverflowError fault) {
            return Set.of();
        }
    }

    private static List<String> parties(Shipment shipment) {
        return shipment.parties().stream()
                .map(Party::name)
                .filter(name -> name.isKnown())
                .map(name -> name.value())
                .distinct()
                .sorted()
                .toList();
    }

    private static RulesetId id(Decisions decisions) {
        Ruleset ruleset = decisions.ruleset();
        return new RulesetId(ruleset.version(), ruleset.digest());
    }

    /** Both answers to one shipment, each with every condition and what nearly applied. */
    public Explained explain(Past past) {
        Read before = read(past, baseReader);
        Read after = read(past, draftReader);
        return new Explained(past.id(), flip(past, before, after), reply(before, base), reply(after, draft));
    }

    private static Explained.Reply reply(Read read, Decisions decisions) {
        if (read.shipment() == null) {
            return new Explained.Reply(null, read.mistakes());
        }
        try {
            return new Explained.Reply(decisions.explain(read.shipment()), null);
        } catch (RuntimeException | StackOverflowError fault) {
            return new Explained.Reply(null, List.of());
        }
    }
}
