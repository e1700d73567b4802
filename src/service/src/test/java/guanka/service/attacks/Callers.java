package guanka.service.attacks;

import static guanka.service.Requests.SHIPMENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.service.ServiceProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Those who ask a service for something while it is attacked, and those who read nothing of what they asked for. */
record Callers(ServiceProcess service) {

    /** Decides so many shipments, with a pause after each, whatever goes on beside. */
    void decidesFor(int shipments, int pauseMillis) throws InterruptedException {
        for (int i = 0; i < shipments; i++) {
            assertEquals(
                    200,
                    service.post("/v1/determinations", "application/json", SHIPMENT)
                            .statusCode());
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
    }

    /** A caller who reads next to nothing. */
    Socket unread(List<Socket> held) throws IOException {
        Socket socket = new Socket();
        held.add(socket);
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", service.uri("/").getPort()));
        return socket;
    }

    static void close(List<Socket> held) throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
    }
}
