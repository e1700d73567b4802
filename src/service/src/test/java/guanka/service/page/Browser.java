package guanka.service.page;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person's browser: what a person can do with it, and what can be seen of the pages that it shows. One for all tests. */
final class Browser {

    private static final Path SHOTS = Path.of("target", "screens");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static Browser only;

    private final ChromeDriver driver;
    private final String home;

    private Browser(ChromeDriver driver, String home) {
        this.driver = driver;
        this.home = home;
    }

    /** The browser, with no cookie and at the width of a desk, before any page. */
    static synchronized Browser at(String home) {
        if (only == null || !only.home.equals(home)) {
            if (only != null) {
                only.driver.quit();
            }
            only = new Browser(start(), home);
            Runtime.getRuntime().addShutdownHook(new Thread(only.driver::quit));
        }
        only.driver.manage().deleteAllCookies();
        only.width(1440);
        only.scheme("light");
        only.media("");
        only.problems();
        only.requests();
        return only;
    }

    private static ChromeDriver start() {
        Chromium chromium = Chromium.ofThisMachine();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--lang=en",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromium.driver().toFile())
                        .usingAnyFreePort()
                        .withSilent(true)
                        .build(),
                options);
        driver.executeCdpCommand("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        driver.manage().timeouts().pageLoadTimeout(Duration.ofSeconds(60)).implicitlyWait(PATIENCE);
        return driver;
    }

    void open(String path) {
        driver.get(home + path);
    }

    /** Follows the link, or presses the button, that has this text, the first one if there are several. */
    void click(String text) {
        click(By.xpath(
                "//*[self::a or self::button or self::summary][contains(normalize-space(.), " + quoted(text) + ")]"));
    }

    /** Clicks; where that leads to another page, waits for it. */
    void click(By what) {
        WebElement element = find(what);
        boolean leads = Boolean.TRUE.equals(driver.executeScript("""
                const element = arguments[0];
                element.scrollIntoView({block: 'center', behavior: 'instant'});
                const control = element.closest('a, button');
                return control !== null && (control.matches('button:not([type=button])')
                    || control.matches('a[href]') && !control.getAttribute('href').startsWith('#'));""", element));
        if (leads) {
            following(element::click);
        } else {
            element.click();
        }
    }

    /** Sends a key that leads to another page, and waits for it. */
    void follow(WebElement from, CharSequence key) {
        following(() -> from.sendKeys(key));
    }

    private void following(Runnable step) {
        driver.executeScript("document.documentElement.dataset.left = 'yes'");
        step.run();
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .ignoring(WebDriverException.class)
                .until(
                        d -> driver.executeScript(
                                "return !document.documentElement.dataset.left && document.readyState === 'complete' ? true : null"));
    }

    private static String quoted(String text) {
        return "concat('" + text.replace("'", "', \"'\", '") + "', '')";
    }

    void enter(String field, String text) {
        WebElement input = find(By.name(field));
        input.clear();
        input.sendKeys(text);
    }

    /** Enters a day, which the browser splits into parts that depend on its language. */
    void enterDay(String field, String day) {
        driver.executeScript("arguments[0].value = arguments[1]", find(By.name(field)), day);
    }

    void choose(String field, String value) {
        click(By.cssSelector(
                "[name='" + field + "'][value='" + value + "'], [name='" + field + "'] option[value='" + value + "']"));
    }

    WebElement find(By what) {
        return driver.findElement(what);
    }

    List<WebElement> all(By what) {
        return driver.findElements(what);
    }

    boolean has(String selector) {
        return atOnce(() -> !driver.findElements(By.cssSelector(selector)).isEmpty());
    }

    /** Asks of the page as it is, without waiting for what may still come. */
    private <T> T atOnce(Supplier<T> question) {
        driver.manage().timeouts().implicitlyWait(Duration.ZERO);
        try {
            return question.get();
        } finally {
            driver.manage().timeouts().implicitlyWait(PATIENCE);
        }
    }

    /** What a person reads, in the whole page or in a part of it. */
    String text(String selector) {
        return find(By.cssSelector(selector)).getText();
    }

    String main() {
        return text("main");
    }

    /** The address without the host. */
    String path() {
        return driver.getCurrentUrl().substring(home.length());
    }

    String title() {
        return driver.getTitle();
    }

    String language() {
        return find(By.tagName("html")).getDomAttribute("lang");
    }

    void press(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Goes on from field to field until the focus is on an element that fits; every stop must show the focus. */
    WebElement tabTo(String selector, int stopsMax) {
        for (int i = 0; i < stopsMax; i++) {
            press(Keys.TAB);
            WebElement here = focused();
            if (!isFocusVisible(here)) {
                throw new AssertionError("the focus cannot be seen on " + here.getDomProperty("outerHTML"));
            }
            if (Boolean.TRUE.equals(
                    driver.executeScript("return arguments[0].matches(arguments[1])", here, selector))) {
                return here;
            }
        }
        throw new AssertionError(selector + " is not reached by the keyboard within " + stopsMax + " stops");
    }

    private boolean isFocusVisible(WebElement element) {
        return Boolean.TRUE.equals(driver.executeScript("""
                const style = getComputedStyle(arguments[0]);
                const shape = arguments[0].querySelector('rect');
                return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
                    || (shape !== null && parseFloat(getComputedStyle(shape).strokeWidth) > 3);""", element));
    }

    void width(int pixels) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
    }

    /** @param scheme {@code light} or {@code dark} */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** @param media {@code print}, or an empty text for a screen */
    void media(String media) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", media));
    }

    /** Parts that are wider than the window, so that the page would have to be moved sideways. */
    List<String> tooWide() {
        Object found = driver.executeScript("""
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                const past = e => e.getBoundingClientRect().right > width + 1;
                return ['the page is ' + document.documentElement.scrollWidth + ' wide']
                    .concat([...document.querySelectorAll('body *')].filter(e => past(e) && !e.parentElement.closest('.scroll, pre'))
                        .map(e => e.outerHTML.slice(0, 120))).slice(0, 5);""");
        return ((List<?>) found).stream().map(Object::toString).toList();
    }

    /** What the browser complained of since this was asked last. */
    List<String> problems() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A request that the browser made, with the bytes that came over the wire. */
    record Request(String address, long bytes) {}

    /** All requests since this was asked last. */
    List<Request> requests() {
        Map<String, String> sent = new java.util.LinkedHashMap<>();
        Map<String, Long> bytes = new java.util.HashMap<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            JsonNode message = tree(entry.getMessage()).path("message");
            JsonNode params = message.path("params");
            String id = params.path("requestId").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                sent.put(id, params.path("request").path("url").asText());
            } else if (message.path("method").asText().equals("Network.loadingFinished")) {
                bytes.put(id, params.path("encodedDataLength").asLong());
            }
        }
        return sent.entrySet().stream()
                .map(e -> new Request(e.getValue(), bytes.getOrDefault(e.getKey(), 0L)))
                .toList();
    }

    /** Requests that went to anywhere but the service. */
    List<String> foreignRequests() {
        return requests().stream()
                .map(Request::address)
                .filter(a -> !a.startsWith(home + "/") && !a.startsWith("data:") && !a.equals("about:blank"))
                .toList();
    }

    /** What keeps people with other senses or other devices from using the page. */
    List<String> barriers() {
        List<String> barriers = new ArrayList<>();
        // what passes is told by one place a rule: a table of thousands of cells would be told cell by cell
        var violations = new AxeRunOptions();
        violations.setResultTypes(List.of("violations"));
        for (Rule rule : atOnce(() -> new AxeBuilder()
                        .withOptions(violations)
                        .setLegacyMode(true)
                        .analyze(driver))
                .getViolations()) {
            barriers.add(rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream()
                            .map(CheckedNode::getHtml)
                            .limit(3)
                            .collect(Collectors.joining(" ")));
        }
        return barriers;
    }

    /** Does something to the page that no visitor could. */
    void run(String script) {
        driver.executeScript(script);
    }

    /** Keeps a picture of the whole page in target/screens, to be looked at, where {@code -Dguanka.screens=true} asks for it. */
    void shot(String name) {
        if (!Boolean.getBoolean("guanka.screens")) {
            return;
        }
        long height = ((Number) driver.executeScript("return document.documentElement.scrollHeight")).longValue();
        long width = ((Number) driver.executeScript("return document.documentElement.clientWidth")).longValue();
        Map<String, Object> picture = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", Math.min(height, 6_000), "scale", 1)));
        try {
            Files.createDirectories(SHOTS);
            Files.write(SHOTS.resolve(name + ".png"), Base64.getDecoder().decode((String) picture.get("data")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
