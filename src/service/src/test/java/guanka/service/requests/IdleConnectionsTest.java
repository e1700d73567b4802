package guanka.service.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("A connection on which nothing comes or goes")
class IdleConnectionsTest {

    private static final int IDLE_S = 1;
    private static final long WORK_MS = 4_000;

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @BeforeEach
    void listens() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(new IdleConnections(Duration.ofSeconds(IDLE_S))::filter);
        router.route()
                .handler(context -> context.request()
                        .body()
                        .onSuccess(body -> vertx.setTimer(
                                WORK_MS, worked -> context.response().end("done"))));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_S))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        port = server.actualPort();
    }

    @AfterEach
    void ends() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Tag("long")
    @Test
    @DisplayName("stays open while an answer is worked on, in HTTP/1.1 and HTTP/2, a second time and for a form too")
    void workedOn() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpClient client = HttpClient.newBuilder().version(version).build();
            for (String path : List.of("/", "/form", "/")) {
                assertEquals(
                        "done",
                        client.send(
                                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                                .POST(HttpRequest.BodyPublishers.ofString("all of it"))
                                                .build(),
                                        BodyHandlers.ofString())
                                .body());
            }
        }
    }

    @Test
    @DisplayName("is closed where the rest of a request does not come")
    void halfARequest() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nsome".getBytes(UTF_8));
            assertEquals(-1, socket.getInputStream().read());
        }
    }

    @Test
    @DisplayName("is closed after its answer")
    void afterTheAnswer() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(UTF_8));
            assertTrue(new String(socket.getInputStream().readAllBytes(), UTF_8).endsWith("done"));
        }
    }
}
