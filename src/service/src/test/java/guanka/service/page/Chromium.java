package guanka.service.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine and the program that drives it; on Debian, root gets them installed. */
record Chromium(Path browser, Path driver) {

    private static final List<String> BROWSERS = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/usr/bin/google-chrome-stable");
    private static final List<String> DRIVERS = List.of(
            "/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/usr/lib/chromium/chromedriver");
    private static final List<String> PACKAGES = List.of("chromium", "chromium-driver", "fonts-noto-cjk");
    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Path SYSTEM = Path.of("/etc/os-release");

    /** Finds them. Without them the test is skipped, and in a continuous build it fails; both say what to install. */
    static Chromium ofThisMachine() {
        if (found().isEmpty() && isRootOfDebian()) {
            install();
        }
        Optional<Chromium> found = found();
        String missing =
                "the page is tested in a real browser: install chromium and its driver (on Debian: apt-get install "
                        + String.join(" ", PACKAGES)
                        + "), or name the files in GUANKA_BROWSER and GUANKA_BROWSER_DRIVER";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.get();
    }

    private static Optional<Chromium> found() {
        return file("GUANKA_BROWSER", BROWSERS)
                .flatMap(
                        browser -> file("GUANKA_BROWSER_DRIVER", DRIVERS).map(driver -> new Chromium(browser, driver)));
    }

    private static Optional<Path> file(String variable, List<String> usual) {
        String named = System.getenv(variable);
        return Stream.concat(Stream.ofNullable(named), usual.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isRootOfDebian() {
        try {
            return "root".equals(System.getProperty("user.name"))
                    && Files.isExecutable(APT)
                    && Files.readAllLines(SYSTEM).contains("ID=debian");
        } catch (IOException e) {
            return false;
        }
    }

    private static void install() {
        run(List.of(APT.toString(), "update"));
        run(Stream.concat(Stream.of(APT.toString(), "install", "-y", "--no-install-recommends"), PACKAGES.stream())
                .toList());
    }

    private static void run(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
            Process process = builder.start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // what is missing afterwards is told where it is looked for
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
