package guanka.service.problems;

import guanka.engine.json.Fault;
import guanka.facts.Text;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Explains each kind of problem, at the address that its {@code type} names. */
@Authenticated
@Path("/problems")
public class Pages {

    private static final String HTML = "text/html;charset=UTF-8";
    private static final String PLAIN = "text/plain;charset=UTF-8";

    @GET
    @Produces(HTML)
    public String all() {
        StringBuilder list = new StringBuilder("<ul>");
        for (Kind kind : Kind.values()) {
            list.append("<li><a href=\"")
                    .append(kind.page())
                    .append("\">")
                    .append(kind.id())
                    .append("</a> ")
                    .append(escaped(kind.title().en()))
                    .append(" · ")
                    .append(escaped(kind.title().zh()));
        }
        return page("Problems · 问题", list.append("</ul>").toString());
    }

    @GET
    @Path("{kind}")
    @Produces(HTML)
    public String html(String kind) {
        Kind found = find(kind);
        StringBuilder body = new StringBuilder();
        for (Section section : sections(found)) {
            body.append("<section lang=\"").append(section.language()).append("\">");
            section.lines()
                    .forEach(line -> body.append("<p>").append(escaped(line)).append("</p>"));
            body.append("</section>");
        }
        body.append("<h2>Example · 示例</h2><pre>")
                .append(escaped(example(found)))
                .append("</pre>");
        if (found == Kind.INVALID_FACTS) {
            body.append("<h2>Codes · 代码</h2><table>");
            for (Fault fault : Fault.values()) {
                body.append("<tr><th>")
                        .append(fault.code())
                        .append("</th><td lang=\"en\">")
                        .append(escaped(fault.sentence().en()))
                        .append("</td><td lang=\"zh\">")
                        .append(escaped(fault.sentence().zh()))
                        .append("</td></tr>");
            }
            body.append("</table>");
        }
        return page(found.title().en() + " · " + found.title().zh(), body.toString());
    }

    @GET
    @Path("{kind}")
    @Produces(PLAIN)
    public String plain(String kind) {
        Kind found = find(kind);
        List<String> lines = new ArrayList<>();
        for (Section section : sections(found)) {
            lines.addAll(section.lines());
            lines.add("");
        }
        lines.add(example(found));
        if (found == Kind.INVALID_FACTS) {
            lines.add("");
            for (Fault fault : Fault.values()) {
                lines.add(fault.code() + ": " + fault.sentence().en() + " · "
                        + fault.sentence().zh());
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private record Section(String language, List<String> lines) {}

    private static List<Section> sections(Kind kind) {
        return List.of(section("en", Text::en, kind), section("zh", Text::zh, kind));
    }

    private static Section section(String language, Function<Text, String> in, Kind kind) {
        return new Section(
                language,
                List.of(
                        in.apply(kind.title()) + " (HTTP " + kind.status() + ")",
                        in.apply(kind.meaning()),
                        in.apply(kind.remedy())));
    }

    private static String example(Kind kind) {
        return new String(Problem.of(kind, "…").json(), StandardCharsets.UTF_8);
    }

    private static Kind find(String id) {
        for (Kind kind : Kind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        throw new Refusal(Problem.of(Kind.NOT_FOUND, "`" + Mappers.shown(id) + "` is not a kind of problem"));
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + escaped(title)
                + "</title></head><body><h1>" + escaped(title) + "</h1>" + body + "</body></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
