package guanka.records;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process of its own that records under load until it is killed, and says what was acknowledged. */
final class Appending {

    private Appending() {}

    public static void main(String[] args) throws InterruptedException {
        var out = new PrintStream(System.out, true);
        RecordStore store = RecordStore.open(StoreSettings.of(Path.of(args[0])));
        var room = new Semaphore(300);
        for (int i = 0; ; i++) {
            room.acquire();
            NewDetermination d = Shipments.keyed("S", args[1] + "/" + i, "{\"number\":" + i + "}");
            store.log().append(d).whenComplete((appended, failure) -> {
                if (failure == null) {
                    out.println(d.id());
                }
                room.release();
            });
        }
    }
}
