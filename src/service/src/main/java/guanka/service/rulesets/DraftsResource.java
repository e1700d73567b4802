package guanka.service.rulesets;

import guanka.engine.json.CanonicalJson;
import guanka.engine.ruleset.KjarEntries;
import guanka.engine.ruleset.RefusedRuleset;
import guanka.facts.Text;
import guanka.records.ArchivedRuleset;
import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import guanka.service.requests.KeptText;
import guanka.service.requests.Query;
import guanka.service.requests.Uploads;
import guanka.service.rulesets.RulesetAnswers.RulesetAnswer;
import guanka.service.security.Caller;
import guanka.service.security.Roles;
import guanka.tables.Memory;
import guanka.tables.TableMerge;
import guanka.workbench.check.CheckReport;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** Takes drafts in: workbooks of analysts, or a release of engineers. */
@Path(RulesetsResource.PATH)
public class DraftsResource {

    private static final int NOTE_MAX = 2_000;

    /** No workbook may have more; looked at before one is read. */
    private static final int WORKBOOK_BYTES_MAX = Memory.choose(16, 5) << 20;

    private final KjarRoom room = new KjarRoom();

    private final Drafts drafts;
    private final ActiveRuleset rulesets;
    private final RulesetAnswers answers;
    private final Caller caller;

    DraftsResource(Drafts drafts, ActiveRuleset rulesets, RulesetAnswers answers, Caller caller) {
        this.drafts = drafts;
        this.rulesets = rulesets;
        this.answers = answers;
        this.caller = caller;
    }

    record Checked(RulesetAnswer ruleset, CheckReport report, List<HandedIn.Whence> workbooks) {}

    @RolesAllowed(Roles.ANALYST)
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, RulesetsResource.XLSX})
    public Response make(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String base,
            @RestForm String note,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Query.check(request, Map.of());
        checkNote(note);
        return room.taken(() -> made(files, base, note, request));
    }

    private Response made(List<FileUpload> files, String base, String note, HttpServerRequest request) {
        Uploaded uploaded = Uploaded.of(files);
        ArchivedRuleset from = base(base);
        Uploaded given = new Uploaded(drafts.named(from, uploaded.workbooks), uploaded.kjar);
        try {
            Drafts.Made made = given.kjar != null
                    ? drafts.upload(given.kjar, caller.name(), note)
                    : drafts.make(from, given.workbooks, caller.name(), note);
            return answer(Response.Status.CREATED, made);
        } catch (RefusedRuleset refused) {
            return refused(refused, given, request);
        }
    }

    /** The version that a draft is made from: the one that decides where none is named. */
    private ArchivedRuleset base(String named) {
        return rulesets.find(
                named == null || named.isBlank() ? rulesets.edition().version() : named);
    }

    /** Puts other workbooks into a draft, which voids its approval. */
    @RolesAllowed(Roles.ANALYST)
    @PUT
    @Path("{version}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces({MediaType.APPLICATION_JSON, RulesetsResource.XLSX})
    public Response edit(
            String version,
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm String note,
            HttpServerRequest request) {
        Uploads.haveCome(request);
        Query.check(request, Map.of());
        checkNote(note);
        return room.taken(() -> edited(version, files, note, request));
    }

    /** The same for a page, whose form says what was looked at. */
    public void edit(String version, List<FileUpload> files, String note, String seen) {
        checkNote(note);
        room.taken(() -> {
            ArchivedRuleset draft = rulesets.find(version);
            SortedMap<String, byte[]> given = drafts.named(draft, Uploaded.of(files).workbooks);
            return with(given, () -> drafts.edit(draft, SeenDigest.must(seen, draft), given, caller.name(), note));
        });
    }

    /** Keeps a draft for a page; what is refused holds the workbook with its mistakes. */
    public String make(List<FileUpload> files, String base, String note) {
        checkNote(note);
        return room.taken(() -> {
            Uploaded uploaded = Uploaded.of(files);
            ArchivedRuleset from = base(base);
            SortedMap<String, byte[]> given = drafts.named(from, uploaded.workbooks);
            return with(
                            given,
                            () -> uploaded.kjar != null
                                    ? drafts.upload(uploaded.kjar, caller.name(), note)
                                    : drafts.make(from, given, caller.name(), note))
                    .draft()
                    .version();
        });
    }

    private static Drafts.Made with(SortedMap<String, byte[]> given, Supplier<Drafts.Made> step) {
        try {
            return step.get();
        } catch (RefusedRuleset refused) {
            throw new RefusedUpload(refused, given);
        }
    }

    /** An upload that was refused, for whoever hands the workbook back with its mistakes in it. */
    public static final class RefusedUpload extends Refusal {

        private static final long serialVersionUID = 1L;

        private final transient RefusedRuleset refused;
        private final transient SortedMap<String, byte[]> given;

        RefusedUpload(RefusedRuleset refused, SortedMap<String, byte[]> given) {
            super(Problem.of(refused));
            this.refused = refused;
            this.given = given;
        }

        /** The first workbook that can be written into, with a comment on each cell; null where there is none. */
        public AnnotatedUpload annotated(Function<Text, String> language) {
            return AnnotatedUpload.of(given, refused.mistakes(), language);
        }
    }

    /** Puts changed rows into a draft for a page; what is refused names each mistake by its cell. */
    public void change(String version, String seen, String workbook, List<TableMerge.Edit> edits) {
        ArchivedRuleset draft = rulesets.find(version);
        room.taken(() -> with(
                new TreeMap<>(),
                () -> drafts.change(draft, SeenDigest.must(seen, draft), workbook, edits, caller.name())));
    }

    private Response edited(String version, List<FileUpload> files, String note, HttpServerRequest request) {
        ArchivedRuleset draft = rulesets.find(version);
        Uploaded uploaded = Uploaded.of(files);
        Uploaded given = new Uploaded(drafts.named(draft, uploaded.workbooks), uploaded.kjar);
        try {
            return answer(
                    Response.Status.OK,
                    drafts.edit(draft, SeenDigest.of(request, draft), given.workbooks, caller.name(), note));
        } catch (RefusedRuleset refused) {
            return refused(refused, given, request);
        }
    }

    /** Gives up a draft; it stays in the record and can be read. */
    @RolesAllowed(Roles.ANALYST)
    @DELETE
    @Path("{version}")
    @Produces(MediaType.APPLICATION_JSON)
    public Response discard(String version, HttpServerRequest request) {
        Query.check(request, Map.of("reason", Set.of()));
        ArchivedRuleset draft = rulesets.find(version);
        return Response.ok(new String(
                        CanonicalJson.write(answers.whole(
                                discarded(draft, SeenDigest.of(request, draft), request.getParam("reason")))),
                        StandardCharsets.UTF_8))
                .build();
    }

    /** @param seen digest of the draft that was looked at */
    public void discard(String version, String seen, String reason) {
        ArchivedRuleset draft = rulesets.find(version);
        discarded(draft, SeenDigest.must(seen, draft), reason);
    }

    private ArchivedRuleset discarded(ArchivedRuleset draft, String seen, String reason) {
        checkNote(reason);
        return drafts.discard(draft, seen, caller.name(), reason == null || reason.isBlank() ? null : reason);
    }

    /** Puts a draft's own changes upon the version that decides now, for a page. */
    public void rebase(String version, String seen) {
        room.taken(() -> {
            ArchivedRuleset draft = rulesets.find(version);
            try {
                return drafts.rebase(draft, SeenDigest.must(seen, draft), caller.name());
            } catch (RefusedRuleset refused) {
                throw new Refusal(Problem.of(refused));
            }
        });
    }

    /** Puts a draft's own changes upon the version that decides now, which voids its approval. */
    @RolesAllowed(Roles.ANALYST)
    @POST
    @Path("{version}/rebase")
    @Produces(MediaType.APPLICATION_JSON)
    public Response rebase(String version, HttpServerRequest request) {
        Query.check(request, Map.of());
        return room.taken(() -> {
            ArchivedRuleset draft = rulesets.find(version);
            try {
                return answer(Response.Status.OK, drafts.rebase(draft, SeenDigest.of(request, draft), caller.name()));
            } catch (RefusedRuleset refused) {
                throw new Refusal(Problem.of(refused));
            }
        });
    }

    /** A draft as it is after a step, with its check. */
    Response answer(Response.Status status, Drafts.Made made) {
        return Response.status(status)
                .entity(new String(
                        CanonicalJson.write(new Checked(answers.whole(made.draft()), made.report(), made.workbooks())),
                        StandardCharsets.UTF_8))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(
                        HttpHeaders.LOCATION,
                        RulesetsResource.PATH + "/" + made.draft().version())
                .header(HttpHeaders.ETAG, "\"" + made.draft().digest() + "\"")
                .build();
    }

    /** Every mistake by cell; for a caller who wants a workbook back, the first bad one with its mistakes as comments. */
    private static Response refused(RefusedRuleset refused, Uploaded given, HttpServerRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        if (accepted != null && accepted.contains(RulesetsResource.XLSX)) {
            AnnotatedUpload annotated =
                    AnnotatedUpload.of(given.workbooks, refused.mistakes(), AnnotatedUpload.language(request));
            if (annotated != null) {
                return Response.status(Kind.INVALID_WORKBOOKS.status())
                        .entity(annotated.bytes())
                        .type(RulesetsResource.XLSX)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + annotated.name() + "\"")
                        .build();
            }
        }
        throw new Refusal(Problem.of(refused));
    }

    /** Runs what takes a ruleset apart, when there is room for it. */
    <T> T inRoom(Supplier<T> work) {
        return room.taken(work);
    }

    /** Whoever asks, as the author of a draft. */
    String author() {
        return caller.name();
    }

    static void checkNote(String note) {
        if (note != null && note.length() > NOTE_MAX) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter(
                            "note",
                            "too-long",
                            new Text("at most " + NOTE_MAX + " characters", "最多 " + NOTE_MAX + " 个字符")))));
        }
        if (note != null && !KeptText.isOne(note)) {
            throw new Refusal(Problem.of(
                    Kind.INVALID_PARAMETERS,
                    "1 mistake",
                    List.of(Problem.Error.inParameter("note", KeptText.CODE, KeptText.MESSAGE))));
        }
    }

    /** An upload: workbooks by name, or one kjar. */
    private record Uploaded(SortedMap<String, byte[]> workbooks, byte[] kjar) {

        /** Names stand in answers, headers and the comments of workbooks that are sent back. */
        private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N} ._()（）-]{0,127}");

        static Uploaded of(List<FileUpload> files) {
            SortedMap<String, byte[]> workbooks = new TreeMap<>();
            byte[] kjar = null;
            List<Problem.Error> errors = new ArrayList<>();
            for (FileUpload file : files == null ? List.<FileUpload>of() : files) {
                String name = file.fileName();
                boolean isKjar = name.endsWith(".jar") && files.size() == 1;
                if (file.size() > (isKjar ? KjarEntries.KJAR_BYTES_MAX : WORKBOOK_BYTES_MAX)) {
                    errors.add(error(name, "too-large", "the file is larger than any may be", "文件大小超出限制"));
                    continue;
                }
                byte[] bytes = read(file);
                if (!NAME.matcher(name).matches()) {
                    errors.add(error(
                            KeptText.isOne(name) ? name : "",
                            "not-a-name",
                            "the name of a file has at most 128 letters, digits, spaces, points, dashes and brackets, and no folder",
                            "文件名最多 128 个字符，只能包含字母、数字、空格、点、横线和括号，不得包含文件夹"));
                } else if (name.endsWith(".jar") && files.size() == 1) {
                    kjar = bytes;
                } else if (!name.toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
                    errors.add(error(
                            name,
                            "not-a-workbook",
                            "workbooks that end in .xlsx are taken, or one release that ends in .jar",
                            "只接受以 .xlsx 结尾的工作簿，或者一个以 .jar 结尾的发布包"));
                } else if (workbooks.put(name, bytes) != null) {
                    errors.add(error(name, "given-twice", "this workbook is given twice", "该工作簿重复提交"));
                }
            }
            if (workbooks.isEmpty() && kjar == null && errors.isEmpty()) {
                errors.add(error("", "missing-workbook", "at least one workbook must be given", "至少须提交一个工作簿"));
            }
            if (!errors.isEmpty()) {
                throw new Refusal(Problem.of(
                        Kind.INVALID_WORKBOOKS,
                        errors.size() == 1 ? "1 mistake" : errors.size() + " mistakes",
                        errors));
            }
            return new Uploaded(workbooks, kjar);
        }

        private static Problem.Error error(String name, String code, String en, String zh) {
            return Problem.Error.inWorkbook(Problem.shown(name), code, new Text(en, zh));
        }

        private static byte[] read(FileUpload file) {
            try {
                return Files.readAllBytes(file.uploadedFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
