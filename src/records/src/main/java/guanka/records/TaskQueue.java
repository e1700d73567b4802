package guanka.records;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Tasks that wait to be written, limited in number and bytes; a task beyond the limit is refused at once. */
final class TaskQueue {

    private static final long BYTES_MAX = 64L << 20;
    private static final long BATCH_BYTES = 8L << 20;

    private final int max;
    private final Deque<WriteTask<?>> tasks = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();
    private long bytes;
    private int highest;
    private boolean hurried;

    TaskQueue(int max) {
        this.max = max;
    }

    /** Whether there is room; a task larger than all room is taken where nothing else waits. */
    boolean offer(WriteTask<?> task) {
        lock.lock();
        try {
            if (tasks.size() >= max || !tasks.isEmpty() && bytes + task.weight() > BYTES_MAX) {
                return false;
            }
            tasks.addLast(task);
            bytes += task.weight();
            highest = Math.max(highest, tasks.size());
            some.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The tasks for one transaction, at least one; none where no task arrives in time. */
    List<WriteTask<?>> take(int records, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (tasks.isEmpty() && !hurried && left > 0) {
                left = some.awaitNanos(left);
            }
            List<WriteTask<?>> taken = new ArrayList<>();
            long weight = 0;
            int count = 0;
            while (!tasks.isEmpty()) {
                WriteTask<?> next = tasks.peekFirst();
                weight += next.weight();
                count += next.records();
                if (!taken.isEmpty() && (weight > BATCH_BYTES || count > records)) {
                    break;
                }
                taken.add(tasks.removeFirst());
                bytes -= next.weight();
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** From now on {@link #take} returns at once, with or without tasks. */
    void hurry() {
        lock.lock();
        try {
            hurried = true;
            some.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything, at once. */
    List<WriteTask<?>> all() {
        lock.lock();
        try {
            List<WriteTask<?>> all = new ArrayList<>(tasks);
            tasks.clear();
            bytes = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    int highest() {
        lock.lock();
        try {
            return highest;
        } finally {
            lock.unlock();
        }
    }
}
