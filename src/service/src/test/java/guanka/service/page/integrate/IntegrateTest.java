package guanka.service.page.integrate;

import static guanka.service.contract.JsonBody.at;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@DisplayName("The page Integrate")
class IntegrateTest {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path EXAMPLES = ROOT.resolve("src/clients/examples");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestHTTPResource("")
    String home;

    @TempDir
    Path folder;

    private String base() {
        return home.replaceFirst("/$", "");
    }

    private String asking(String base, String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file)).replace("http://127.0.0.1:8080", base);
    }

    @ParameterizedTest
    @CsvSource({"en, Five steps, Sending again", "zh, 五个步骤, 重复发送"})
    @DisplayName("shows every file of the examples, asking the address under which it was opened")
    void showsTheFiles(String language, String first, String last) throws IOException {
        String page = given().get("/integrate?lang=" + language)
                .then()
                .statusCode(200)
                .body(containsString(first))
                .body(containsString(last))
                .extract()
                .asString()
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
        for (String file : List.of(
                "curl/ask.sh",
                "curl/openapi.sh",
                "java/Ask.java",
                "java/client.sh",
                "typescript/ask.mts",
                "typescript/client.sh",
                "python/ask.py")) {
            assertTrue(page.contains("<code>" + asking(base(), file) + "</code>"), file + " is not shown as it stands");
        }
    }

    @ParameterizedTest
    @CsvSource({"curl, ask.sh", "java, Ask.java", "typescript, ask.mts", "python, ask.py"})
    @DisplayName("gives each program as a file")
    void givesTheFiles(String language, String file) throws IOException {
        given().get("/integrate/" + file)
                .then()
                .statusCode(200)
                .contentType("text/plain;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"" + file + "\"")
                .body(equalTo(asking(base(), language + "/" + file)));
    }

    @Test
    @DisplayName("behind a proxy that ends TLS, programs ask the address that the person sees")
    void behindAProxy() {
        given().header("Host", "localhost:8443")
                .header("X-Forwarded-Proto", "https")
                .get("/integrate/ask.sh")
                .then()
                .statusCode(200)
                .body(containsString("${GUANKA_URL:-https://localhost:8443}"));
    }

    @Test
    @DisplayName("a host that could be more than a host never comes into a program")
    void foreignHosts() throws IOException {
        for (String host : List.of("a;reboot", "$(reboot)", "a}\"b", "`a`", "a b")) {
            String answer =
                    given().header("Host", host).get("/integrate/ask.sh").asString();
            assertTrue(!answer.contains(host), answer);
        }
    }

    @Test
    @DisplayName("a file that is none is answered 404")
    void noFile() {
        given().get("/integrate/client.sh").then().statusCode(404);
        given().get("/integrate/..%2Fask.sh").then().statusCode(404);
    }

    @Test
    @DisplayName("the README has the commands that the page shows")
    void readme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (String file : List.of("java/client.sh", "typescript/client.sh")) {
            List<String> lines = Files.readAllLines(EXAMPLES.resolve(file));
            assertTrue(readme.contains(lines.get(lines.size() - 1) + "\n"), file);
        }
    }

    @Test
    @DisplayName("the order of the curl program, posted by itself, needs a license")
    void orderOfCurl() throws IOException {
        String program = asking(base(), "curl/ask.sh");
        given().contentType("application/json")
                .body(program.substring(program.indexOf("<<'JSON'\n") + 9, program.indexOf("\nJSON\n")))
                .post("/v1/determinations?view=holds&record=false")
                .then()
                .statusCode(200)
                .body(at("outcome", equalTo("LICENSE_REQUIRED")));
    }

    @Test
    @DisplayName("the curl program gets its five answers")
    void curl() throws Exception {
        assumeTrue(found("curl") && found("sh"), "no curl on this machine");
        assertFiveAnswers(run("ask.sh", "sh", "ask.sh"));
    }

    @Test
    @DisplayName("the curl command fetches the description")
    void openapi() throws Exception {
        assumeTrue(found("curl") && found("sh"), "no curl on this machine");
        Files.writeString(folder.resolve("openapi.sh"), asking(base(), "curl/openapi.sh"));
        run(null, "sh", "openapi.sh");
        assertTrue(Files.readString(folder.resolve("openapi.yaml")).contains("openapi: 3.1.0"));
    }

    @Test
    @DisplayName("the Java program, compiled from its file, gets its five answers")
    void java() throws Exception {
        assertFiveAnswers(run(
                "Ask.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "Ask.java"));
    }

    private static boolean found(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** What a command prints, after a file was saved from the page where the command needs one. */
    private String run(String saved, String... command) throws IOException, InterruptedException {
        if (saved != null) {
            Files.write(
                    folder.resolve(saved), given().get("/integrate/" + saved).asByteArray());
        }
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        // as on the machine of a stranger: the program knows the service by itself
        builder.environment().keySet().removeAll(List.of("GUANKA_URL", "GUANKA_TOKEN", "http_proxy", "HTTP_PROXY"));
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), Files.readString(printed));
        return Files.readString(printed);
    }

    private static void assertFiveAnswers(String printed) throws IOException {
        List<JsonNode> answers = new ArrayList<>();
        for (String line : printed.split("\n")) {
            if (!line.isBlank()) {
                assertTrue(line.startsWith("{"), printed);
                answers.add(JSON.readTree(line));
            }
        }
        assertEquals(6, answers.size(), "five answers, that of the batch in two lines: " + printed);
        assertEquals("LICENSE_REQUIRED", answers.get(0).path("outcome").asText());
        assertTrue(answers.get(0).has("findings"), "the whole answer");
        assertEquals("LICENSE", answers.get(1).at("/holds/0/code").asText());
        assertTrue(!answers.get(1).has("findings"), "the short form");
        assertEquals("LICENSE_REQUIRED", answers.get(2).path("outcome").asText());
        assertEquals("NO_LICENSE_REQUIRED", answers.get(3).path("outcome").asText());
        assertEquals("EXAMPLE-1", answers.get(4).path("reference").asText());
        assertTrue(answers.get(5).has("next"), printed);
    }
}
