package guanka.service.rulesets;

import com.fasterxml.jackson.annotation.JsonInclude;
import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Text;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.Query;
import guanka.service.requests.Uploads;
import guanka.service.rulesets.RulesetAnswers.RulesetAnswer;
import guanka.service.security.Roles;
import guanka.tables.Memory;
import guanka.tables.TableMerge;
import guanka.workbench.imports.ListRules;
import guanka.workbench.imports.ListSource;
import guanka.workbench.imports.ListUpdate;
import guanka.workbench.imports.Provenance;
import guanka.workbench.imports.RefusedSource;
import guanka.workbench.imports.SourceFile;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Takes party lists of outside sources in: tells what they change, and makes a draft that changes it. */
@Path(ImportsResource.PATH)
public class ImportsResource {

    static final String PATH = "/v1/imports";

    /** The list as it is published has 26,000 entries. */
    private static final int ENTRIES_MAX = Memory.choose(200_000, 60_000);

    private static final long UNPACKED_MAX = (long) Memory.choose(1_024, 256) << 20;

    /** Entries that are named one by one; all are counted. */
    private static final int NAMED_MAX = 1_000;

    private final DraftsResource making;
    private final Drafts drafts;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;

    ImportsResource(DraftsResource making, Drafts drafts, ActiveRuleset rulesets, RulesetAnswers answers) {
        this.making = making;
        this.drafts = drafts;
        this.rulesets = rulesets;
        this.answers = answers;
    }

    /**
     * What is asked, as it stands in a form.
     *
     * @param file      the list; {@code .gz} and {@code .zip} are unpacked
     * @param source    {@code csl} or {@code opensanctions}
     * @param retrieved the day on which it was fetched
     * @param lastDay   last listed day of who is gone; the day before where it is blank
     * @param mayShrink {@code true} where a list may lose more than a tenth of its entries
     * @param only      lists to take, separated by commas; all where it is blank
     * @param charset   code of a CSV that is not UTF-8
     */
    public record Asked(
            FileUpload file,
            String source,
            String retrieved,
            String lastDay,
            String mayShrink,
            String only,
            String charset,
            String note) {}

    /** What became of a list. */
    public record ImportedList(String list, int held, int inSource, int added, int changed, int gone) {}

    /** An entry that is new, changed or gone, with what somebody must look at. */
    public record ImportedEntry(String list, String change, String key, String name, Text detail) {}

    /**
     * What a list brings.
     *
     * @param beyond how many entries are not named
     * @param draft  the draft that was made, or null where none was asked for or nothing changes
     */
    public record Report(
            String base,
            String lastDay,
            List<ImportedList> lists,
            List<ImportedEntry> entries,
            int beyond,
            List<Text> remarks,
            @JsonInclude(JsonInclude.Include.NON_NULL) RulesetAnswer draft) {

        Report with(RulesetAnswer made) {
            return new Report(base, lastDay, lists, entries, beyond, remarks, made);
        }
    }

    /** What is left of a list that was read when a draft is made of it; the rest would be in its way. */
    private record Told(Report report, SortedMap<String, List<TableMerge.Edit>> edits, String note) {}

    @RolesAllowed(Roles.ANALYST)
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Response take(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String source,
            @RestForm String retrieved,
            @RestForm String lastDay,
            @RestForm String mayShrink,
            @RestForm String only,
            @RestForm String charset,
            @RestForm String note,
            @RestForm String preview,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Query.check(request, Map.of());
        if (files == null || files.size() != 1) {
            throw refused("file", "one-file", new Text("exactly one file is taken", "应当且只应上传一个文件"));
        }
        Report report = take(
                new Asked(files.get(0), source, retrieved, lastDay, mayShrink, only, charset, note),
                isTrue("preview", preview));
        Response.ResponseBuilder answer = Response.status(
                        report.draft() == null ? Response.Status.OK : Response.Status.CREATED)
                .entity(new String(CanonicalJson.write(report), StandardCharsets.UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE);
        if (report.draft() != null) {
            answer.header(
                            HttpHeaders.LOCATION,
                            RulesetsResource.PATH + "/" + report.draft().version())
                    .header(HttpHeaders.ETAG, "\"" + report.draft().digest() + "\"");
        }
        return answer.build();
    }

    /**
     * Takes a list in.
     *
     * @param preview whether only what it changes is told
     * @throws Refusal where something of what is asked cannot be understood, or the source is refused
     */
    public Report take(Asked asked, boolean preview) {
        boolean shrinks = isTrue("mayShrink", asked.mayShrink());
        LocalDate retrieved = day("retrieved", asked.retrieved());
        if (retrieved == null) {
            throw refused("retrieved", "missing", new Text("the day on which it was fetched", "应填写获取该文件的日期"));
        }
        LocalDate last = day("lastDay", asked.lastDay());
        LocalDate lastDay = last == null ? retrieved.minusDays(1) : last;
        ListSource.Kind kind = kind(asked.source());
        Charset charset = charset(asked.charset());
        Set<String> only = new TreeSet<>();
        if (asked.only() != null && !asked.only().isBlank()) {
            for (String list : asked.only().split(",")) {
                only.add(list.strip());
            }
        }
        DraftsResource.checkNote(asked.note());
        return making.inRoom(() -> {
            Edition active = rulesets.edition();
            try {
                SourceFile file = new SourceFile(
                        asked.file().uploadedFile(), plainName(asked.file().fileName()), UNPACKED_MAX);
                ListSource list = new ListSource(
                        kind,
                        file,
                        Provenance.of(kind.publication(), file, retrieved),
                        ListRules.of(null),
                        only,
                        charset,
                        null,
                        ENTRIES_MAX);
                Told told = told(active, list, lastDay, shrinks, what -> note(asked, kind, retrieved, what));
                return preview || told.edits().isEmpty()
                        ? told.report()
                        : told.report()
                                .with(answers.whole(drafts.make(
                                                rulesets.find(active.version()),
                                                told.edits(),
                                                making.author(),
                                                told.note())
                                        .draft()));
            } catch (RefusedSource source) {
                throw refused("file", "refused-source", source.reason());
            } catch (RefusedRuleset mistaken) {
                throw new Refusal(Problem.of(mistaken));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    private static Told told(
            Edition active, ListSource list, LocalDate lastDay, boolean shrinks, Function<ListUpdate, String> note)
            throws IOException {
        ListSource.Brought brought = list.update(active.ruleset().tables().sheets(), lastDay, shrinks);
        return new Told(report(active.version(), brought), brought.update().edits(), note.apply(brought.update()));
    }

    private static Report report(String base, ListSource.Brought brought) {
        ListUpdate update = brought.update();
        List<ListUpdate.Entry> entries = update.entries();
        return new Report(
                base,
                update.lastDay().toString(),
                update.lists().stream()
                        .map(list -> new ImportedList(
                                list.list(), list.held(), list.inSource(), list.added(), list.changed(), list.gone()))
                        .toList(),
                entries.stream()
                        .limit(NAMED_MAX)
                        .map(entry -> new ImportedEntry(
                                entry.list(), entry.change().name(), entry.key(), entry.name(), entry.detail()))
                        .toList(),
                Math.max(0, entries.size() - NAMED_MAX),
                brought.remarks(),
                null);
    }

    /** The note of the draft: that of the analyst, and what was taken in. */
    private static String note(Asked asked, ListSource.Kind kind, LocalDate retrieved, ListUpdate update) {
        String what = kind.publication() + ", " + retrieved + ": "
                + update.lists().stream().mapToInt(ListUpdate.Counts::added).sum() + " new, "
                + update.lists().stream().mapToInt(ListUpdate.Counts::changed).sum() + " changed, "
                + update.lists().stream().mapToInt(ListUpdate.Counts::gone).sum() + " gone";
        return asked.note() == null || asked.note().isBlank() ? what : what + "\n" + asked.note();
    }

    /** The ending says how a file is packed; nothing else of its name is kept but signs that a cell may hold. */
    private static String plainName(String name) {
        String plain = name == null ? "" : name.replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return plain.length() > 100 ? plain.substring(plain.length() - 100) : plain;
    }

    private static ListSource.Kind kind(String source) {
        for (ListSource.Kind kind : ListSource.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(source)) {
                return kind;
            }
        }
        throw refused(
                "source", "not-allowed", new Text("allowed are csl and opensanctions", "只能是 csl 或者 opensanctions"));
    }

    private static Charset charset(String name) {
        try {
            return name == null || name.isBlank() ? null : Charset.forName(name.strip());
        } catch (IllegalArgumentException unknown) {
            throw refused("charset", "not-allowed", new Text("no code of letters that is known here", "不是可识别的字符编码"));
        }
    }

    private static boolean isTrue(String name, String given) {
        if (given == null || given.isBlank() || given.equals("false")) {
            return false;
        }
        if (!given.equals("true")) {
            throw refused(name, "not-allowed", new Text("allowed are true and false", "只能是 true 或者 false"));
        }
        return true;
    }

    private static LocalDate day(String name, String given) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(given.strip());
            if (day.getYear() < 1900 || day.getYear() > 2199) {
                throw new DateTimeParseException("beyond", given, 0);
            }
            return day;
        } catch (DateTimeParseException none) {
            throw refused(name, "not-a-date", new Text("a day such as 2026-09-29", "日期应形如 2026-09-29"));
        }
    }

    private static Refusal refused(String parameter, String code, Text message) {
        return new Refusal(Problem.of(
                Kind.INVALID_PARAMETERS,
                "1 mistake",
                new ArrayList<>(List.of(Problem.Error.inParameter(parameter, code, message)))));
    }
}
