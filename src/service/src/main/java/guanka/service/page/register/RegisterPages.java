package guanka.service.page.register;

import guanka.facts.Effect;
import guanka.facts.Validity.State;
import guanka.service.page.Frame;
import guanka.service.page.Note;
import guanka.service.page.Visit;
import guanka.service.page.Visits;
import guanka.service.page.answer.Mark;
import guanka.service.page.facts.Codes;
import guanka.service.provisions.Register;
import guanka.service.rulesets.EditionCache;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;

/** The register of law: what each provision says, when it applies, what carries it out and what tests it. */
@Authenticated
@Path("/register")
@Produces(MediaType.TEXT_HTML)
public class RegisterPages {

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Provisions(Frame f, List<Group> groups, String today) implements TemplateInstance {}

    public record Group(String jurisdiction, List<Listed> provisions) {}

    /** @param cases how many cases expect something of it */
    public record Listed(String id, String title, String article, String text, Mark state, Mark effect, int cases) {}

    @CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    record Provision(
            Frame f,
            String id,
            String jurisdiction,
            String title,
            String article,
            String url,
            String text,
            String other,
            String otherTag,
            String bound,
            Mark effect,
            Mark now,
            String today,
            List<Days> calendar,
            List<Open> questions,
            List<Row> rows,
            List<Traces.Rule> rules,
            List<Case> cases)
            implements TemplateInstance {}

    /** A stretch of days in the calendar. */
    public record Days(Mark state, String from, String to, String reading, String instrument, Row row) {}

    /** A question that the texts leave open. */
    public record Open(String text, List<Answer> answers) {}

    public record Answer(String text, boolean applied) {}

    public record Row(String label, String key, String address) {}

    /** @param file of the case in the ruleset */
    public record Case(String file, String title) {}

    private final Visits visits;
    private final EditionCache<Register> registers = new EditionCache<>(Register::new);
    private final EditionCache<Traces> traces = new EditionCache<>(Traces::new);

    RegisterPages(Visits visits) {
        this.visits = visits;
    }

    @Authenticated
    @GET
    public RestResponse<String> all(HttpServerRequest request) {
        Visit visit = visits.of(request);
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        LocalDate today = LocalDate.now();
        Map<String, List<Listed>> groups = new LinkedHashMap<>();
        for (Register.Entry entry : registers.of(visit.edition()).all().provisions()) {
            groups.computeIfAbsent(codes.meaning("jurisdictions", entry.jurisdiction()), j -> new ArrayList<>())
                    .add(new Listed(
                            entry.id(),
                            visit.language().of(entry.citation().title()),
                            article(entry),
                            visit.language().of(entry.text()),
                            state(visit, entry.id(), today),
                            effect(entry, codes),
                            traces.of(visit.edition()).casesOf(entry.id()).size()));
        }
        return visit.page(new Provisions(
                visit.frame("register", visit.words().of("register.title")),
                groups.entrySet().stream()
                        .map(g -> new Group(g.getKey(), g.getValue()))
                        .toList(),
                today.toString()));
    }

    @Authenticated
    @GET
    @Path("{id:.+}")
    public RestResponse<String> one(String id, HttpServerRequest request) {
        Visit visit = visits.of(request);
        Register.Entry entry = registers.of(visit.edition()).of(id);
        if (entry == null) {
            return visit.page(
                    404,
                    Note.of(
                            visit,
                            visit.words().of("notFound.title"),
                            visit.words().of("noProvision", "id", id)));
        }
        Codes codes = new Codes(visit.edition().ruleset(), visit.language());
        Traces found = traces.of(visit.edition());
        LocalDate today = LocalDate.now();
        return visit.page(new Provision(
                visit.frame("register", entry.id()),
                entry.id(),
                codes.meaning("jurisdictions", entry.jurisdiction()),
                visit.language().of(entry.citation().title()),
                article(entry),
                entry.citation().url(),
                visit.language().of(entry.text()),
                visit.language().other().of(entry.text()),
                visit.language().other().tag(),
                visit.language().of(entry.boundParty()),
                effect(entry, codes),
                state(visit, entry.id(), today),
                today.toString(),
                entry.calendar().stream().map(s -> days(visit, s)).toList(),
                entry.readings().stream().map(q -> open(visit, q)).toList(),
                found.rowsOf(entry.id()).stream()
                        .map(r -> row(visit, r.workbook(), r.sheet(), r.number(), r.key()))
                        .toList(),
                found.rulesOf(entry.id()),
                found.casesOf(entry.id()).stream()
                        .map(one -> new Case(one.file(), visit.language().of(one.title())))
                        .toList()));
    }

    private static String article(Register.Entry entry) {
        return entry.citation().article() == null ? "" : entry.citation().article();
    }

    private static Mark effect(Register.Entry entry, Codes codes) {
        String effect = entry.effect().name();
        return entry.effect() == Effect.NONE ? null : Mark.of(effect, codes.effect(effect));
    }

    private static Mark state(Visit visit, String provision, LocalDate day) {
        State state = visit.edition()
                .decisions()
                .calendar()
                .of(provision, day)
                .in(visit.edition().ruleset().defaultWorld())
                .state();
        return Mark.of(state.name(), visit.words().of("state." + state));
    }

    private static Days days(Visit visit, Register.State state) {
        return new Days(
                Mark.of(state.state().name(), visit.words().of("state." + state.state())),
                state.from().toString(),
                state.to() == null ? "" : state.to().toString(),
                state.reading().entrySet().stream()
                        .map(r -> r.getKey() + " = " + r.getValue())
                        .collect(Collectors.joining(visit.words().of("comma"))),
                state.instrument(),
                row(
                        visit,
                        state.source().file(),
                        state.source().sheet(),
                        state.source().row(),
                        state.source().key()));
    }

    private static Open open(Visit visit, Register.Question question) {
        return new Open(
                visit.language().of(question.text()),
                question.readings().stream()
                        .map(a -> new Answer(
                                visit.language().of(a.text()), a.reading().equals(question.applied())))
                        .toList());
    }

    private static Row row(Visit visit, String file, String sheet, int number, String key) {
        return new Row(
                visit.words().of("row", "file", file, "sheet", sheet, "row", number),
                key,
                visit.rowAddress(file, sheet, number));
    }
}
