package guanka.service.page;

import guanka.facts.rows.Jurisdiction;
import guanka.service.rulesets.ActiveRuleset;
import guanka.service.rulesets.Edition;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** One request of a person: in which language, by which ruleset, and how the page is sent back. */
public final class Visit {

    /** How many rows of a sheet a page shows. */
    public static final int ROWS_OF_A_PAGE = 1_000;

    private static final String LANG = "lang";
    private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
                    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpServerRequest request;
    private final Edition edition;
    private final Edition active;
    private final Language language;
    private final boolean asked;
    private final String version;

    Visit(HttpServerRequest request, Edition edition, Edition active, String version) {
        this.request = request;
        this.edition = edition;
        this.active = active;
        this.version = version;
        String lang = request.getParam(LANG);
        asked = lang != null;
        Cookie cookie = request.getCookie(LANG);
        language = Language.of(lang, cookie == null ? null : cookie.getValue(), accepted(request));
    }

    private static List<Locale> accepted(HttpServerRequest request) {
        String header = request.getHeader("Accept-Language");
        try {
            return header == null
                    ? List.of()
                    : LanguageRange.parse(header).stream()
                            .map(range -> Locale.forLanguageTag(range.getRange()))
                            .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** The path of the address. */
    public String path() {
        return request.path();
    }

    /** A parameter of the address, or null. */
    public String parameter(String name) {
        return request.getParam(name);
    }

    /** The same visit, answered by another ruleset: the one that decided what is looked at. */
    public Visit by(Edition other) {
        return new Visit(request, other, active, version);
    }

    /** What an address of this ruleset's tables needs so that it leads to them: nothing where it is the one that decides now. */
    private String tablesQuery() {
        return edition == active ? "" : "?ruleset=" + encoded(edition.version());
    }

    /** The address of a sheet of a workbook. */
    public String sheetAddress(String workbook, String sheet) {
        return "/workbooks/" + segment(workbook) + "/" + segment(sheet);
    }

    /** The address of a row of a sheet, in the tables of the ruleset that answers this visit. */
    public String rowAddress(String workbook, String sheet, int row) {
        return pageOfRow(workbook, sheet, row) + "#row-" + row;
    }

    /** The address of the part of a sheet in which a row stands: long sheets are shown in parts. */
    public String pageOfRow(String workbook, String sheet, int row) {
        String query = tablesQuery();
        return sheetAddress(workbook, sheet)
                + query
                + (row <= ROWS_OF_A_PAGE ? "" : (query.isEmpty() ? "?" : "&") + "row=" + row);
    }

    private static String segment(String name) {
        return encoded(name).replace("+", "%20");
    }

    public Edition edition() {
        return edition;
    }

    /** What the authority of a jurisdiction is called. */
    public String authority(String jurisdiction) {
        return edition.ruleset().rows(Jurisdiction.class).stream()
                .filter(j -> j.key().equals(jurisdiction))
                .map(j -> language.of(j.authority()))
                .findFirst()
                .orElse(jurisdiction);
    }

    public Language language() {
        return language;
    }

    public Words words() {
        return Words.in(language);
    }

    /** The frame of a page that has an address of its own. */
    public Frame frame(String active, String title) {
        return frame(active, title, here(), "");
    }

    /** The frame of a form, which is sent once more to change the language. */
    public Frame formFrame(String active, String title) {
        return frame(active, title, null, "/form");
    }

    /** The frame of a form that is sent to an address of its own to change the language. */
    public Frame formFrame(String active, String title, String sentTo) {
        return frame(active, title, null, sentTo);
    }

    private Frame frame(String active, String title, String switchTo, String sentTo) {
        return new Frame(
                language,
                title,
                active,
                switchTo,
                sentTo,
                edition.version(),
                URLEncoder.encode(version, StandardCharsets.UTF_8));
    }

    private String here() {
        String query = request.params().entries().stream()
                .filter(p -> !p.getKey().equals(LANG))
                .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
                .collect(Collectors.joining("&"));
        // two slashes at the beginning would lead to another host
        return place().replaceFirst("^/+", "/") + "?" + (query.isEmpty() ? "" : query + "&") + LANG + "="
                + language.other().code();
    }

    /** The path that can be opened again: a step that was taken there is not taken twice by looking at its page in the other language. */
    private String place() {
        boolean looked =
                request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
        return looked
                ? request.path()
                : request.path()
                        .replaceFirst("^/clearances/.*", "/clearances")
                        .replaceFirst("/(approval|activation|rebase|discard)$", "");
    }

    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public RestResponse<String> page(TemplateInstance page) {
        return page(200, page);
    }

    /** The page, with headers that keep everything foreign out of it. */
    public RestResponse<String> page(int status, TemplateInstance page) {
        return with(RestResponse.ResponseBuilder.<String>create(status)
                        .entity(page.render())
                        .type(HTML))
                .build();
    }

    /** Sends the browser on, so that going back or reloading sends no form again. */
    public RestResponse<String> seeOther(String path) {
        return with(RestResponse.ResponseBuilder.<String>create(303).location(URI.create(path)))
                .build();
    }

    private RestResponse.ResponseBuilder<String> with(RestResponse.ResponseBuilder<String> answer) {
        answer.header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Accept-Language, Cookie")
                .header(ActiveRuleset.HEADER, edition.version());
        if (asked) {
            answer.cookie(new NewCookie.Builder(LANG)
                    .value(language.code())
                    .path("/")
                    .maxAge(365 * 24 * 3600)
                    .httpOnly(true)
                    .sameSite(NewCookie.SameSite.LAX)
                    .build());
        }
        return answer;
    }
}
