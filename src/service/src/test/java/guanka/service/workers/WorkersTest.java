package guanka.service.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    @DisplayName(
            "a worker that makes no progress makes the service not ready, until it goes on; one that was stopped is not missed")
    void progress() throws Exception {
        var workers = new Workers();
        var readiness = new WorkersReadiness(workers);
        workers.watch("steady", Duration.ofHours(1));
        var worker = workers.watch("jobs", Duration.ofMillis(1));
        TimeUnit.MILLISECONDS.sleep(10);
        assertEquals(Optional.of("jobs makes no progress"), workers.trouble());
        assertEquals(Status.DOWN, readiness.call().getStatus());
        worker.end();
        assertEquals(Status.UP, readiness.call().getStatus());
        var again = workers.watch("jobs", Duration.ofHours(1));
        again.turn();
        assertEquals(Status.UP, readiness.call().getStatus());
        assertFalse(workers.isFatal());
    }

    @Test
    @DisplayName("a caller's deep recursion ends his request; memory that ran out ends the service")
    void errors() {
        var workers = new Workers();
        workers.fatalIfOfTheMachine("a request", new StackOverflowError());
        workers.fatalIfOfTheMachine("a request", new IllegalStateException());
        assertEquals(Status.UP, new WorkersLiveness(workers).call().getStatus());
        workers.fatalIfOfTheMachine("a request", new OutOfMemoryError());
        assertEquals(Status.DOWN, new WorkersLiveness(workers).call().getStatus());
        assertEquals(Status.DOWN, new WorkersReadiness(workers).call().getStatus());
        assertTrue(workers.trouble().orElseThrow().contains("OutOfMemoryError"));
    }

    /** A process whose worker ends by an error. */
    public static final class Failing {
        public static void main(String[] args) throws InterruptedException {
            var workers = new Workers();
            workers.start();
            new Thread(
                            () -> {
                                throw new AssertionError("a worker failed");
                            },
                            "guanka-records-writer")
                    .start();
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    @DisplayName("an error that ends a worker ends the process, so that a supervisor starts it again")
    void process() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path").replace(";", File.pathSeparator),
                        Failing.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process goes on");
        assertEquals(Workers.EXIT, process.exitValue());
    }
}
