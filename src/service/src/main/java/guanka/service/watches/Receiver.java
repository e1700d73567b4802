package guanka.service.watches;

import guanka.service.records.CloudEvents;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An address that takes what is told, signed, or does not. Redirects are not followed: a receiver cannot send the service elsewhere. Of
 * an answer no more than its first bytes are read, for so long and no longer.
 */
final class Receiver {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final HttpClient client;
    private final URI url;
    private final Signature signature;
    private final Duration timeout;

    Receiver(HttpClient client, URI url, Signature signature, Duration timeout) {
        this.client = client;
        this.url = url;
        this.signature = signature;
        this.timeout = timeout;
    }

    /**
     * What an address answered.
     *
     * @param refusal why it did not take what was told, null where it did
     * @param body    its first bytes
     */
    record Answer(String refusal, byte[] body) {

        private static Answer refused(String why) {
            return new Answer(why, new byte[0]);
        }
    }

    static HttpClient client(Duration timeout) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
    }

    /** Whether an address can be told safely: with {@code https}, or on this machine, and no more than an address. */
    static boolean isSafe(URI url) {
        boolean here = url.getHost() != null && THIS_MACHINE.contains(url.getHost());
        return url.getHost() != null
                && url.getUserInfo() == null
                && url.getFragment() == null
                && ("https".equals(url.getScheme()) || here && "http".equals(url.getScheme()));
    }

    /** @param id stays the same however often it is told */
    Answer tell(String id, byte[] body) {
        long at = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", CloudEvents.MEDIA_TYPE)
                .header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(at))
                .header("webhook-signature", signature.of(id, at, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, headers -> new FirstBytes());
        try {
            HttpResponse<byte[]> given = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            int status = given.statusCode();
            return new Answer(status >= 200 && status < 300 ? null : "status " + status, given.body());
        } catch (ExecutionException failed) {
            return Answer.refused(failed.getCause().getClass().getSimpleName());
        } catch (TimeoutException slow) {
            return Answer.refused("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.refused("interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** Reads so far and hangs up. */
    private static final class FirstBytes implements HttpResponse.BodySubscriber<byte[]> {

        private static final int MOST = 4096;

        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private Flow.Subscription source;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            source.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] some = new byte[Math.min(part.remaining(), MOST - read.size())];
                part.get(some);
                read.writeBytes(some);
            }
            if (read.size() == MOST && body.complete(read.toByteArray())) {
                source.cancel();
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(read.toByteArray());
        }
    }
}
