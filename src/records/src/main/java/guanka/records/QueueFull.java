package guanka.records;

/** More waits to be written than may wait; nothing of this task was or will be written. */
public final class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueFull() {
        super("more records wait to be written than may wait", null, false, false);
    }
}
