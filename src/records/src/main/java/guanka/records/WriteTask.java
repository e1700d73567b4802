package guanka.records;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Work inside a transaction, done as a whole or not at all. It is run again where an earlier transaction was rolled back.
 *
 * @param <T> result, available once it is on disk
 */
final class WriteTask<T> {

    /** What is done inside the transaction. */
    interface Work<T> {

        /**
         * @throws RuntimeException where it refuses; nothing may have been written before that
         * @throws SQLException     where the store fails
         */
        T in(Transaction transaction) throws SQLException;
    }

    private final List<Entry> keyed;
    private final int records;
    private final long weight;
    private final Work<T> work;
    private final CompletableFuture<T> promise = new CompletableFuture<>();
    private T result;
    private RuntimeException refusal;

    private WriteTask(List<Entry> entries, long weight, Work<T> work) {
        this.keyed = entries.stream().filter(e -> e.idempotencyKey() != null).toList();
        this.records = Math.max(1, entries.size());
        this.weight = weight;
        this.work = work;
    }

    /** Records, whose keys are looked up before. */
    static <T> WriteTask<T> of(List<Entry> entries, Work<T> work) {
        return new WriteTask<>(
                entries, entries.stream().mapToLong(Entry::weight).sum(), work);
    }

    /** Anything else, of about so many bytes. */
    static <T> WriteTask<T> of(long weight, Work<T> work) {
        return new WriteTask<>(List.of(), 1000 + weight, work);
    }

    List<Entry> keyed() {
        return keyed;
    }

    int records() {
        return records;
    }

    long weight() {
        return weight;
    }

    CompletableFuture<T> promise() {
        return promise;
    }

    /** Runs the work and keeps its result, or its refusal, until the commit. */
    void run(Transaction transaction) throws SQLException {
        result = null;
        refusal = null;
        try {
            result = work.in(transaction);
        } catch (ConcurrentChange | WrongState | DamagedRecord | IllegalArgumentException refused) {
            refusal = refused;
        }
    }

    /** Hands the result or the refusal to the caller, after the commit. */
    void tell() {
        if (refusal == null) {
            promise.complete(result);
        } else {
            promise.completeExceptionally(refusal);
        }
    }

    void fail(RuntimeException why) {
        promise.completeExceptionally(why);
    }
}
