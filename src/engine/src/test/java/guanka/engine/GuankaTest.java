package guanka.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import guanka.engine.json.CanonicalJson;
import guanka.engine.json.RefusedShipment;
import guanka.engine.ruleset.KjarEntries;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The engine as whoever embeds it sees it. */
@DisplayName("The engine as a library")
class GuankaTest {

    private static final String CASE = "cn61-11-exact";

    private static byte[] facts() {
        return TestRuleset.shipment(CASE).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void says_which_law_decides() {
        try (Guanka guanka = Guanka.load(TestRuleset.kjar())) {
            assertEquals(KjarEntries.digest(TestRuleset.kjar()), guanka.digest());
            assertEquals(guanka.digest(), guanka.decide(facts()).ruleset().digest());
            assertEquals(guanka.version(), guanka.decide(facts()).ruleset().version());
        }
    }

    @Test
    void a_text_its_bytes_and_the_shipment_read_of_it_have_one_answer() {
        try (Guanka guanka = Guanka.load(TestRuleset.kjar())) {
            byte[] answer = Guanka.json(guanka.decide(facts()));
            assertArrayEquals(answer, Guanka.json(guanka.decide(new String(facts(), StandardCharsets.UTF_8))));
            assertArrayEquals(answer, Guanka.json(guanka.decide(guanka.read(facts()))));
            assertArrayEquals(answer, CanonicalJson.write(guanka.decisions().decide(guanka.read(facts()))));
        }
    }

    @Test
    void many_threads_share_one_handle() throws InterruptedException, ExecutionException {
        List<byte[]> shipments = new ArrayList<>();
        for (JsonNode one : TestRuleset.cases()) {
            shipments.add(one.path("shipment").toString().getBytes(StandardCharsets.UTF_8));
        }
        try (Guanka guanka = Guanka.load(TestRuleset.kjar())) {
            List<String> alone =
                    shipments.stream().map(facts -> answer(guanka, facts)).toList();
            var workers = Executors.newFixedThreadPool(4);
            try {
                List<Future<String>> together = new ArrayList<>();
                for (byte[] facts : shipments) {
                    together.add(workers.submit(() -> answer(guanka, facts)));
                }
                for (int i = 0; i < alone.size(); i++) {
                    assertEquals(alone.get(i), together.get(i).get());
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private static String answer(Guanka guanka, byte[] facts) {
        try {
            return new String(Guanka.json(guanka.decide(facts)), StandardCharsets.UTF_8);
        } catch (RefusedShipment refused) {
            return refused.mistakes().toString();
        }
    }

    @Test
    void damaged_bytes_load_nothing() {
        byte[] half = java.util.Arrays.copyOf(TestRuleset.kjar(), TestRuleset.kjar().length / 2);
        assertThrows(guanka.engine.ruleset.RefusedRuleset.class, () -> Guanka.load(half));
    }

    /** Loads the classes of the engine and of all its libraries anew, and remembers their names. */
    private static final class Remembering extends URLClassLoader {

        private final Set<String> loaded = ConcurrentHashMap.newKeySet();

        Remembering(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            Class<?> found = super.findClass(name);
            loaded.add(name);
            return found;
        }
    }

    private static URL[] classPath() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String part : System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(java.io.File.pathSeparator)) {
            urls.add(Path.of(part).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    @Test
    @DisplayName("deciding needs neither the reader of workbooks nor a container")
    void no_poi_and_no_container_while_deciding() throws Exception {
        List<byte[]> shipments = new ArrayList<>();
        for (JsonNode one : TestRuleset.cases()) {
            shipments.add(one.path("shipment").toString().getBytes(StandardCharsets.UTF_8));
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var loader = new Remembering(classPath())) {
            thread.setContextClassLoader(loader);
            Class<?> type = loader.loadClass(Guanka.class.getName());
            // never closed: sessions are given back in the background, when the loader has gone
            Object guanka = type.getMethod("load", byte[].class).invoke(null, (Object) TestRuleset.kjar());
            assertTrue(
                    loader.loaded.stream().anyMatch(name -> name.startsWith("org.apache.poi")), "workbooks are read");
            loader.loaded.clear();
            var decide = type.getMethod("decide", byte[].class);
            var json = type.getMethod("json", loader.loadClass("guanka.facts.Determination"));
            int decided = 0;
            for (byte[] facts : shipments) {
                try {
                    json.invoke(null, decide.invoke(guanka, (Object) facts));
                    decided++;
                } catch (java.lang.reflect.InvocationTargetException refused) {
                    assertEquals(
                            RefusedShipment.class.getName(),
                            refused.getCause().getClass().getName());
                }
            }
            assertTrue(decided > shipments.size() / 2);
            assertFalse(loader.loaded.isEmpty(), "the first decisions load classes of the engine");
            assertEquals(
                    List.of(),
                    loader.loaded.stream()
                            .filter(name -> name.matches("(org\\.apache\\.(poi|xmlbeans)|io\\.quarkus|jakarta)\\..*"))
                            .sorted()
                            .toList());
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
