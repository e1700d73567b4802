package guanka.records;

import java.util.concurrent.atomic.LongAdder;

/** Counts for the metrics. The writer updates them; refusals are counted by the calling threads. */
final class WriterCounts {

    private final LongAdder refusals = new LongAdder();
    private volatile long batches;
    private volatile long records;
    private volatile long lastSync;
    private volatile long totalSync;

    void refused() {
        refusals.increment();
    }

    synchronized void committed(long appended, long nanos) {
        batches++;
        records += appended;
        lastSync = nanos;
        totalSync += nanos;
    }

    WriterFigures figures(int queueHighest) {
        return new WriterFigures(batches, records, refusals.sum(), lastSync, totalSync, queueHighest);
    }
}
