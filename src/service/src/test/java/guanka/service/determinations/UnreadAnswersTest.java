package guanka.service.determinations;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnreadAnswersTest {

    private static final long MEBIBYTE = 1 << 20;

    private final UnreadAnswers unread = new UnreadAnswers(16 * MEBIBYTE, 2);
    private final UnreadAnswers.OfABatch one = unread.ofABatch();
    private final UnreadAnswers.OfABatch other = unread.ofABatch();

    @Test
    @DisplayName("a batch is decided ahead until 8 MiB of its answers are unread, whatever others do")
    void ofOne() {
        one.add(8 * MEBIBYTE - 1);
        assertTrue(one.hasRoom());
        one.add(1);
        assertFalse(one.hasRoom());
        assertTrue(other.hasRoom());
        one.written(1);
        assertTrue(one.hasRoom());
    }

    @Test
    @DisplayName(
            "where the batches together fill the room, none is decided ahead; each goes on by what the others leave")
    void ofAll() throws Exception {
        one.add(16 * MEBIBYTE);
        assertFalse(other.hasRoom());
        assertTrue(one.awaitRoom(true), "its own answers are for itself to write");
        assertFalse(other.awaitRoom(true));
        one.written(MEBIBYTE);
        assertTrue(other.awaitRoom(true));
    }

    @Test
    @DisplayName("where many batches may be, each is decided ahead by its share of the room")
    void shares() {
        UnreadAnswers.OfABatch of16 = new UnreadAnswers(16 * MEBIBYTE, 16).ofABatch();
        of16.add(MEBIBYTE);
        assertFalse(of16.hasRoom());
        assertTrue(of16.hasRoomBesideOthers());
    }

    @Test
    @DisplayName("who waits for room goes on as soon as another has read, or has gone")
    void wakes() throws Exception {
        one.add(16 * MEBIBYTE);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return other.awaitRoom(true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        one.end();
        assertTrue(waiting.get(60, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("answers that come after the caller has gone take no room")
    void late() {
        one.add(MEBIBYTE);
        one.end();
        one.add(16 * MEBIBYTE);
        assertFalse(one.hasRoom());
        assertTrue(other.hasRoom());
        assertTrue(one.isEnded());
    }

    @Test
    @DisplayName("nothing is decided ahead while lines before it are not")
    void whole() {
        one.partial();
        one.partial();
        one.whole();
        assertFalse(one.isWhole());
        one.whole();
        assertTrue(one.isWhole());
    }
}
