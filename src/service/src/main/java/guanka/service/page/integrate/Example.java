package guanka.service.page.integrate;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A file of {@code src/clients/examples}, which the build packs as it stands: what is shown is what tests run. */
enum Example {
    CURL("curl", "ask.sh"),
    JAVA("java", "Ask.java"),
    TYPESCRIPT("typescript", "ask.mts"),
    PYTHON("python", "ask.py"),
    OPENAPI("curl", "openapi.sh"),
    JAVA_CLIENT("java", "client.sh"),
    TYPESCRIPT_CLIENT("typescript", "client.sh");

    /** The service as the files name it. */
    private static final String WRITTEN = "http://127.0.0.1:8080";

    /** A host goes into programs, so nothing else may stand in its place. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

    private final String file;
    private final String text;

    Example(String folder, String file) {
        this.file = file;
        this.text = read(folder + "/" + file);
    }

    private static String read(String path) {
        try (InputStream in = Example.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that can be run as they are. */
    static List<Example> programs() {
        return List.of(CURL, JAVA, TYPESCRIPT, PYTHON);
    }

    String file() {
        return file;
    }

    /** The text, asking the service at this address. */
    String at(String base) {
        return text.replace(WRITTEN, base);
    }

    /** The address under which a person reached the service, also where a proxy ends TLS. */
    static String base(HttpServerRequest request) {
        String host = String.valueOf(request.authority());
        boolean secure = "https".equals(request.scheme()) || "https".equals(request.getHeader("X-Forwarded-Proto"));
        return HOST.matcher(host).matches() ? (secure ? "https://" : "http://") + host : WRITTEN;
    }
}
