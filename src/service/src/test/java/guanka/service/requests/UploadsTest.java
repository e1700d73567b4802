package guanka.service.requests;

import static guanka.service.Requests.DETERMINATIONS;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import guanka.service.Requests;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UploadsTest {

    @TestHTTPResource
    URL service;

    @Test
    @DisplayName("a body that never ends is answered, and then the connection is closed")
    void endlessBody() throws IOException {
        for (String path : new String[] {DETERMINATIONS, "/v1/nothing"}) {
            Instant start = Instant.now();
            String head;
            long sent = 0;
            try (Socket socket = new Socket(service.getHost(), service.getPort())) {
                socket.setSoTimeout(20_000);
                OutputStream out = socket.getOutputStream();
                out.write(("POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .getBytes(US_ASCII));
                byte[] chunk = ("4000\r\n" + "a".repeat(0x4000) + "\r\n").getBytes(US_ASCII);
                try {
                    while (Duration.between(start, Instant.now()).toSeconds() < 30) {
                        out.write(chunk);
                        sent += chunk.length;
                    }
                } catch (IOException closed) {
                    // what the test waits for
                }
                head = new String(socket.getInputStream().readNBytes(12), US_ASCII);
            }

            assertEquals("HTTP/1.1 4" + (path.equals(DETERMINATIONS) ? "13" : "04"), head);
            assertTrue(Duration.between(start, Instant.now()).toSeconds() < 30, () -> "still open after 30 s");
            assertTrue(sent > Body.BYTES_MAX || !path.equals(DETERMINATIONS));
        }
    }

    @Test
    @DisplayName("a length that is too large is refused before a byte of the body has come")
    void announcedLength() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(("POST " + DETERMINATIONS
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n")
                            .getBytes(US_ASCII));
            InputStream in = socket.getInputStream();

            assertEquals("HTTP/1.1 413", new String(in.readNBytes(12), US_ASCII));
        }
    }

    @Test
    @DisplayName("a caller that has sent all of a body that is too large can use the connection again")
    void connectionStays() {
        byte[] large = new byte[Body.BYTES_MAX + 1];
        Requests.problem(Requests.sending(large).post(DETERMINATIONS), 413, "too-large");
        Requests.determine(Requests.SHIPMENT).then().statusCode(200);
    }
}
