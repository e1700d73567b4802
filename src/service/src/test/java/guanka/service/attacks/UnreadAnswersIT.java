package guanka.service.attacks;

import static guanka.service.Requests.SHIPMENT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import guanka.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who ask without reading, against a service with a small heap. */
class UnreadAnswersIT {

    private static final String JSON = "application/json";

    @TempDir
    static Path folder;

    private static ServiceProcess service;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(folder.resolve("data"), Map.of(), AttacksIT.SMALL_HEAP);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void decidesOn() throws InterruptedException {
        decidesFor(1, 0);
        String said = service.said();
        assertFalse(said.contains("OutOfMemoryError"), said);
    }

    private static void decidesFor(int shipments, int pauseMillis) throws InterruptedException {
        for (int i = 0; i < shipments; i++) {
            assertEquals(200, service.post("/v1/determinations", JSON, SHIPMENT).statusCode());
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    private static Socket unread(List<Socket> held) throws IOException {
        Socket socket = new Socket();
        held.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", service.uri("/").getPort()));
        return socket;
    }

    private static void close(List<Socket> held) throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
    }

    @Test
    @DisplayName(
            "callers who ask again and again for something large and never read are held back; everybody else goes on")
    void answersAskedForAgainAndAgain() throws Exception {
        byte[] asked = "GET /v1/provisions HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(40)
                .getBytes(ISO_8859_1);
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 250; i++) {
                unread(held).getOutputStream().write(asked);
            }
            decidesFor(15, 200);
        } finally {
            close(held);
        }
    }

    @Test
    @DisplayName("callers of what is dear to decide, who never read, are held back; everybody else goes on")
    void dearAnswersThatNobodyReads() throws Exception {
        List<Socket> held = new ArrayList<>();
        ExecutorService senders = Executors.newFixedThreadPool(60);
        try {
            for (String lines :
                    List.of(AttacksIT.thousandLines(), AttacksIT.thousandLines().replace("3A001", "US:3A001.a.1"))) {
                byte[] dear = ("POST /v1/determinations?record=false HTTP/1.1\r\nHost: localhost\r\n"
                                + "Content-Type: application/json\r\nContent-Length: " + lines.length() + "\r\n\r\n"
                                + lines)
                        .getBytes(ISO_8859_1);
                for (int i = 0; i < 30; i++) {
                    Socket socket = unread(held);
                    senders.execute(() -> {
                        try {
                            for (int j = 0; j < 10; j++) {
                                socket.getOutputStream().write(dear);
                            }
                        } catch (IOException refused) {
                            // as it may be
                        }
                    });
                }
            }
            decidesFor(40, 300);
        } finally {
            close(held);
            senders.shutdown();
        }
    }
}
