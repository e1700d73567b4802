package guanka.service.workers;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A thread that does round after round until it is stopped, and that health watches: one without progress makes the service not ready,
 * an {@link Error} in one ends the process.
 */
public final class WorkerThread {

    private static final long STOP_S = 30;

    /** A round that has ended well, or told of what went wrong; it throws where the thread is to end. */
    public interface Round {
        void run() throws InterruptedException;
    }

    private final Workers workers;
    private final Duration silence;
    private final Round round;
    private final Thread thread;
    private final Semaphore news = new Semaphore(0);
    private Workers.Worker worker;
    private volatile boolean stopping;

    /**
     * A thread that is not started yet.
     *
     * @param name    of the thread, which the log and health tell
     * @param silence how long it may make no progress
     */
    public WorkerThread(String name, Duration silence, Workers workers, Round round) {
        this.workers = workers;
        this.silence = silence;
        this.round = round;
        thread = Background.thread(this::work, name);
    }

    public void start() {
        worker = workers.watch(thread.getName(), silence);
        thread.start();
    }

    /** Waits for the end of the round that is under way, but not for ever. Does nothing where it was not started. */
    public void stop() {
        stopping = true;
        if (worker == null) {
            return;
        }
        worker.end();
        news.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public String name() {
        return thread.getName();
    }

    public boolean isStopping() {
        return stopping;
    }

    /** A long round goes on. */
    public void turn() {
        worker.turn();
    }

    /** Ends a pause: there may be something to do. */
    public void wake() {
        news.release();
    }

    /** Waits for news, but no longer than this. */
    public void pause(Duration most) throws InterruptedException {
        if (!stopping && news.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    private void work() {
        try {
            while (!stopping) {
                worker.turn();
                round.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error error) {
            workers.fatal(thread.getName(), error);
        }
    }
}
