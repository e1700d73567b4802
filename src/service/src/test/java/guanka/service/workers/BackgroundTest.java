package guanka.service.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BackgroundTest {

    @Test
    @DisplayName(
            "work that nobody waits for at once has a thread of the lowest priority, and whoever waits for it keeps his own")
    void lowestPriority() {
        Thread own = Thread.currentThread();
        int priority = own.getPriority();

        Thread worked = Background.done(() -> {
            assertEquals(Thread.MIN_PRIORITY, Thread.currentThread().getPriority());
            assertEquals(priority, own.getPriority());
            return Thread.currentThread();
        });

        assertNotSame(own, worked);
        assertEquals(priority, own.getPriority());
    }

    @Test
    @DisplayName("what such work throws comes to whoever waits for it, an error too")
    void failures() {
        var refused = new IllegalArgumentException("refused");
        assertSame(
                refused,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Background.done(() -> {
                            throw refused;
                        })));
        var full = new OutOfMemoryError("full");
        assertSame(
                full,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> Background.done(() -> {
                            throw full;
                        })));
    }
}
