package guanka.service.workers;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The threads on which the service rests, besides those that answer requests. One that makes no progress, or ends, makes the service
 * not ready; an {@link Error} in any of them ends the process, because nobody knows what else it broke. A supervisor starts it again.
 */
@ApplicationScoped
public class Workers {

    /** Exit code of a process that gave itself up. */
    public static final int EXIT = 70;

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final long GRACE_S = 2;
    private static final Duration LOOK = Duration.ofSeconds(10);

    private final Duration look;
    private final Standstill standstill = new Standstill();
    private final List<Worker> all = new CopyOnWriteArrayList<>();
    private final CountDownLatch fatal = new CountDownLatch(1);
    private volatile String reason;

    /** One worker, as it tells of itself. */
    public static final class Worker {

        private final String name;
        private final long silenceNanos;
        private volatile long turned = System.nanoTime();
        private volatile boolean ended;

        private Worker(String name, Duration silence) {
            this.name = name;
            this.silenceNanos = silence.toNanos();
        }

        /** It goes on. */
        public void turn() {
            turned = System.nanoTime();
        }

        /** It has been stopped, and is missed no more. */
        public void end() {
            ended = true;
        }

        private boolean isSilent() {
            return !ended && System.nanoTime() - turned > silenceNanos;
        }
    }

    public Workers() {
        this(LOOK);
    }

    /** @param look how often it is looked whether threads stand still for good */
    Workers(Duration look) {
        this.look = look;
    }

    /** Prepared now: when memory has run out, a thread cannot be made any more. */
    public void start() {
        Thread end = new Thread(this::endWhenFatal, "guanka-end");
        end.setDaemon(true);
        end.start();
        Background.thread(this::watchForStandstill, "guanka-standstill").start();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            if (thread.getName().startsWith("guanka-")) {
                fatal(thread.getName(), failure);
            } else {
                LOG.errorf(failure, "thread %s ended", thread.getName());
            }
        });
    }

    /**
     * A worker that is watched from now on.
     *
     * @param silence how long it may make no progress
     */
    public Worker watch(String name, Duration silence) {
        Worker worker = new Worker(name, silence);
        all.removeIf(former -> former.name.equals(name));
        all.add(worker);
        return worker;
    }

    /** Ends the process soon: something happened after which no promise can be kept. */
    public void fatal(String where, Throwable error) {
        reason = where + ": " + error.getClass().getName();
        fatal.countDown();
        LOG.fatalf(error, "the service gives itself up, because %s failed", where);
    }

    /** An error of the machine itself, wherever it was caught, is fatal; anything else is not. */
    public void fatalIfOfTheMachine(String where, Throwable failure) {
        if (failure instanceof VirtualMachineError error && !(failure instanceof StackOverflowError)) {
            fatal(where, error);
        }
    }

    /** An event loop goes on whatever was thrown in it, so nobody would be told; one that stands still answers nobody, not even health. */
    void watchEventLoops(@Observes StartupEvent started, Vertx vertx) {
        standstill.watch(((VertxInternal) vertx).getEventLoopGroup());
        standstill.watch(((VertxInternal) vertx).getAcceptorEventLoopGroup());
        vertx.exceptionHandler(failure -> {
            LOG.error("a failure on an event loop", failure);
            fatalIfOfTheMachine("an event loop", failure);
        });
    }

    /** An error of the machine that ended a request. */
    void ofARequest(@Observes VirtualMachineError error) {
        fatalIfOfTheMachine("a request", error);
    }

    /** Not on the thread that ends the process: that one does nothing that can fail. */
    private void watchForStandstill() {
        try {
            while (!fatal.await(look.toMillis(), TimeUnit.MILLISECONDS)) {
                standstill.look().ifPresent(found -> fatal("a thread", new IllegalThreadStateException(found)));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void endWhenFatal() {
        try {
            fatal.await();
            TimeUnit.SECONDS.sleep(GRACE_S);
            Runtime.getRuntime().halt(EXIT);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why the service is not well, empty where it is. */
    public Optional<String> trouble() {
        String broken = reason;
        return broken != null
                ? Optional.of(broken)
                : all.stream()
                        .filter(Worker::isSilent)
                        .map(silent -> silent.name + " makes no progress")
                        .findFirst();
    }

    /** Whether the process is about to end. */
    public boolean isFatal() {
        return reason != null;
    }
}
