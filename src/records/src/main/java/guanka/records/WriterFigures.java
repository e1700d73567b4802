package guanka.records;

/**
 * What the writer did since it started.
 *
 * @param batches        transactions that were committed
 * @param records        records that were committed
 * @param refusals       tasks refused because the queue was full or the store took no writes
 * @param lastSyncNanos  how long the last commit took
 * @param totalSyncNanos how long all commits took
 * @param queueHighest   the most tasks that ever waited
 */
public record WriterFigures(
        long batches, long records, long refusals, long lastSyncNanos, long totalSyncNanos, int queueHighest) {}
