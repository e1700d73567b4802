package guanka.service.records;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for a write; not for use on the event loop. */
public final class WriteResult {

    private WriteResult() {}

    /** The result of a write; its failure is thrown unwrapped. */
    public static <T> T of(CompletionStage<T> write) {
        try {
            return write.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
