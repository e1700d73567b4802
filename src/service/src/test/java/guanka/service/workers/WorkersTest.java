package guanka.service.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A process of which two threads wait for each other. */
    public static final class Deadlocked {
        public static void main(String[] args) throws InterruptedException {
            new Workers(Duration.ofMillis(100)).start();
            var first = new ReentrantLock();
            var second = new Object();
            var both = new CyclicBarrier(2);
            new Thread(() -> {
                        first.lock();
                        await(both);
                        synchronized (second) {
                            first.unlock();
                        }
                    })
                    .start();
            new Thread(() -> {
                        synchronized (second) {
                            await(both);
                            first.lock();
                        }
                    })
                    .start();
            TimeUnit.MINUTES.sleep(5);
        }

        private static void await(CyclicBarrier both) {
            try {
                both.await();
            } catch (InterruptedException | BrokenBarrierException never) {
                throw new IllegalStateException(never);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(classes = {Failing.class, Deadlocked.class})
    @DisplayName(
            "an error that ends a worker, and threads that wait for each other, end the process: a supervisor starts it again")
    void process(Class<?> main) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path").replace(";", File.pathSeparator),
                        main.getName()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process goes on");
        assertEquals(Workers.EXIT, process.exitValue());
    }

    @Test
    @DisplayName("an event loop that does nothing any more is found, one that is only asked often is not")
    void eventLoops() throws Exception {
        var loops = new DefaultEventLoopGroup(2);
        var standstill = new Standstill();
        standstill.watch(loops);
        for (int i = 0; i < 20; i++) {
            assertEquals(Optional.empty(), standstill.look());
            for (EventExecutor loop : loops) {
                loop.submit(() -> {}).sync();
            }
        }
        var held = new CountDownLatch(1);
        loops.next().execute(() -> {
            try {
                held.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        Optional<String> found = Optional.empty();
        for (int i = 0; i < 10 && found.isEmpty(); i++) {
            found = standstill.look();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        held.countDown();
        assertEquals(Optional.of("an event loop does nothing any more"), found);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        assertEquals(Optional.empty(), standstill.look());
    }
}
