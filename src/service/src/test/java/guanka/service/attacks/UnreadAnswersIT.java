package guanka.service.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;

import guanka.service.ServiceProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who ask without reading, against a service with a small heap. */
class UnreadAnswersIT {

    @TempDir
    static Path folder;

    private static ServiceProcess service;
    private static Callers callers;

    @BeforeAll
    static void start() {
        service = ServiceProcess.start(folder.resolve("data"), Map.of(), AttacksIT.SMALL_HEAP);
        callers = new Callers(service);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @AfterEach
    void decidesOn() throws InterruptedException {
        callers.decidesFor(1, 0);
        String said = service.said();
        assertFalse(said.contains("OutOfMemoryError"), said);
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
                callers.unread(held).getOutputStream().write(asked);
            }
            callers.decidesFor(15, 200);
        } finally {
            Callers.close(held);
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
                    Socket socket = callers.unread(held);
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
            callers.decidesFor(40, 300);
        } finally {
            Callers.close(held);
            senders.shutdown();
        }
    }
}
