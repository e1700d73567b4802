package guanka.service.records;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for the store, on a thread that may. */
public final class Waiting {

    private Waiting() {}

    /** What comes of a write; its failure is thrown as it is. */
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
