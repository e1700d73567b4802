package guanka.service.security;

import static guanka.service.Requests.problem;
import static guanka.service.contract.JsonBody.at;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import guanka.service.contract.JsonBody;
import guanka.service.rulesets.EditedWorkbook;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Ann and Bert change the law at the same time, in an order that a seed draws: they download, type, hand in, correct and rebase, and Cora
 * approves, activates and plans. Beside it stands what each workbook must hold; a change may stay out of what decides only where the
 * service has named the cell as changed twice.
 */
final class TwoAnalysts {

    private static final String RULESETS = "/v1/rulesets";
    private static final String FILE = "provisions.xlsx";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final int STEPS = 14;

    private static final List<Cell> CELLS = List.of(
            new Cell("Shares", "CN-2025-61/1.1", "threshold percent"),
            new Cell("Shares", "CN-2025-61/1.1", "note en"),
            new Cell("Calendar", "CN-2025-70.c", "note en"));

    private record Cell(String sheet, String key, String header) {

        String value(int drawn) {
            return header.equals("threshold percent") ? "0." + (1 + drawn) : "note " + drawn;
        }
    }

    private static final class Desk {
        final String name;
        final Supplier<RequestSpecification> who;
        EditedWorkbook file;
        Map<Cell, String> seen;
        final Map<Cell, String> typed = new LinkedHashMap<>();

        Desk(String name, Supplier<RequestSpecification> who) {
            this.name = name;
            this.who = who;
        }
    }

    private static final class Draft {
        final String version;
        final Desk author;
        String parent;
        Map<Cell, String> began;
        Map<Cell, String> cells;
        boolean approved;

        Draft(String version, Desk author) {
            this.version = version;
            this.author = author;
        }
    }

    private final Random random;
    private final Supplier<RequestSpecification> approver;
    private final List<Desk> desks;
    private final List<Draft> drafts = new ArrayList<>();
    private final Set<String> versions = new LinkedHashSet<>();
    private final List<String> steps = new ArrayList<>();
    private String active;
    private Map<Cell, String> live;

    TwoAnalysts(
            long seed,
            Supplier<RequestSpecification> ann,
            Supplier<RequestSpecification> bert,
            Supplier<RequestSpecification> cora) {
        random = new Random(seed);
        approver = cora;
        desks = List.of(new Desk("ann", ann), new Desk("bert", bert));
    }

    /** Versions that were made, in their order. */
    Set<String> versions() {
        return versions;
    }

    /** What the log must hold of these versions. */
    List<String> steps() {
        return steps;
    }

    void play() {
        active = approver.get().get(RULESETS + "/active").as(JsonBody.class).get("version");
        live = cells(active);
        desks.forEach(this::download);
        for (int i = 0; i < STEPS; i++) {
            Desk desk = desks.get(random.nextInt(2));
            switch (random.nextInt(10)) {
                case 0 -> download(desk);
                case 1, 2 -> handIn(desk);
                case 3 -> pick(this::correct);
                case 4 -> pick(this::rebase);
                case 5, 6 -> pick(this::approve);
                case 7, 8 -> pick(this::activate);
                default -> pick(this::plan);
            }
        }
        for (Draft draft : drafts) {
            assertEquals(draft.cells, cells(draft.version), draft.version + " holds what its author has typed");
            draft.author
                    .who
                    .get()
                    .header("If-Match", tag(draft))
                    .delete(RULESETS + "/" + draft.version)
                    .then()
                    .statusCode(200);
            log("RULESET_DISCARDED", draft, draft.author.name);
        }
    }

    private interface Step {
        void of(Draft draft);
    }

    private void pick(Step step) {
        if (!drafts.isEmpty()) {
            step.of(drafts.get(random.nextInt(drafts.size())));
        }
    }

    private void download(Desk desk) {
        desk.file = new EditedWorkbook(bytes(active));
        desk.seen = live;
        desk.typed.clear();
    }

    private void type(Desk desk) {
        Cell cell = CELLS.get(random.nextInt(CELLS.size()));
        String value = cell.value(random.nextInt(4));
        desk.file.set(cell.sheet(), cell.key(), cell.header(), value);
        desk.typed.put(cell, value);
    }

    private void handIn(Desk desk) {
        type(desk);
        Response made = desk.who
                .get()
                .multiPart("workbook", FILE, desk.file.bytes(), XLSX)
                .post(RULESETS);
        if (!conflicts(made, desk.seen, desk.typed)) {
            made.then().statusCode(201);
            Draft draft = new Draft(made.as(JsonBody.class).get("ruleset.version"), desk);
            versions.add(draft.version);
            drafts.add(draft);
            upon(draft, desk.seen, desk.typed);
            log("RULESET_KEPT", draft, desk.name);
        }
        download(desk);
    }

    /** Whether both sides have changed a cell to different texts; each such cell must be named, and no other. */
    private boolean conflicts(Response answer, Map<Cell, String> began, Map<Cell, String> wanted) {
        List<Cell> twice = wanted.keySet().stream()
                .filter(cell -> !wanted.get(cell).equals(began.get(cell))
                        && !live.get(cell).equals(began.get(cell))
                        && !live.get(cell).equals(wanted.get(cell)))
                .toList();
        if (twice.isEmpty()) {
            return false;
        }
        ValidatableResponse told = problem(answer, 409, "rebase-conflicts").body(at("errors", hasSize(twice.size())));
        for (Cell cell : twice) {
            told.body(at(
                    "errors.message.en",
                    hasItem(containsString("row `" + cell.key() + "`, column `" + cell.header() + "`"))));
        }
        return true;
    }

    /** What decides, with the changes of a draft. */
    private void upon(Draft draft, Map<Cell, String> began, Map<Cell, String> wanted) {
        Map<Cell, String> cells = new HashMap<>(live);
        wanted.forEach((cell, text) -> {
            if (!text.equals(began.get(cell))) {
                cells.put(cell, text);
            }
        });
        draft.parent = active;
        draft.began = live;
        draft.cells = cells;
        draft.approved = false;
    }

    private void correct(Draft draft) {
        Cell cell = CELLS.get(random.nextInt(CELLS.size()));
        String value = cell.value(4 + random.nextInt(3));
        byte[] corrected = new EditedWorkbook(bytes(draft.version))
                .set(cell.sheet(), cell.key(), cell.header(), value)
                .bytes();
        draft.author
                .who
                .get()
                .header("If-Match", tag(draft))
                .multiPart("workbook", FILE, corrected, XLSX)
                .put(RULESETS + "/" + draft.version)
                .then()
                .statusCode(200);
        draft.cells = new HashMap<>(draft.cells);
        draft.cells.put(cell, value);
        draft.approved = false;
        log("RULESET_REPLACED", draft, draft.author.name);
    }

    private void rebase(Draft draft) {
        Response rebased =
                draft.author.who.get().header("If-Match", tag(draft)).post(RULESETS + "/" + draft.version + "/rebase");
        if (!conflicts(rebased, draft.began, draft.cells)) {
            rebased.then().statusCode(200);
            upon(draft, draft.began, draft.cells);
            log("RULESET_REPLACED", draft, draft.author.name);
        }
    }

    private void approve(Draft draft) {
        if (draft.approved) {
            return;
        }
        Response approved = step(draft, "approval", ",\"acceptErrors\":true");
        if (draft.parent.equals(active)) {
            approved.then().statusCode(200);
            draft.approved = true;
            log("RULESET_APPROVED", draft, "cora");
        } else {
            problem(approved, 409, "outdated-base");
        }
    }

    private void activate(Draft draft) {
        Response activated = step(draft, "activation", "");
        if (!draft.approved) {
            problem(activated, 409, "not-approved");
        } else if (!draft.parent.equals(active)) {
            problem(activated, 409, "outdated-base");
        } else {
            activated.then().statusCode(200);
            decides(draft);
        }
    }

    private void decides(Draft draft) {
        log("RULESET_ACTIVATED", draft, "cora");
        active = draft.version;
        live = draft.cells;
        drafts.remove(draft);
        assertEquals(live, cells("active"), active + " changes what its author has typed and nothing else");
    }

    /** An hour is set for one version; before it comes another one is activated, if there is one. Then the hour comes. */
    private void plan(Draft draft) {
        if (!draft.approved || !draft.parent.equals(active)) {
            return;
        }
        Response planned =
                step(draft, "activation", ",\"effective\":\"" + Instant.now().plusSeconds(2) + "\"");
        planned.then().statusCode(200);
        if (planned.as(JsonBody.class).get("scheduled") == null) {
            // a slow machine took longer than that to read it, and the hour had come
            decides(draft);
            return;
        }
        log("RULESET_SCHEDULED", draft, "cora");
        Draft other = drafts.stream()
                .filter(one -> one != draft && one.approved && one.parent.equals(draft.parent))
                .findFirst()
                .orElse(null);
        boolean overtaken = other != null && step(other, "activation", "").statusCode() == 200;
        if (overtaken) {
            decides(other);
        }
        while (approver.get()
                        .get(RULESETS + "/" + draft.version)
                        .as(JsonBody.class)
                        .get("scheduled")
                != null) {
            pause();
        }
        if (overtaken) {
            // what would undo the other one is given up, and stays to be rebased
            assertEquals(
                    active,
                    approver.get().get(RULESETS + "/active").as(JsonBody.class).get("version"));
            log("RULESET_UNSCHEDULED", draft, "guanka");
        } else {
            decides(draft);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Response step(Draft draft, String step, String more) {
        String digest = approver.get()
                .get(RULESETS + "/" + draft.version)
                .as(JsonBody.class)
                .get("digest");
        return approver.get()
                .contentType("application/json")
                .body("{\"digest\":\"" + digest + "\"" + more + "}")
                .post(RULESETS + "/" + draft.version + "/" + step);
    }

    private String tag(Draft draft) {
        return "\""
                + approver.get()
                        .get(RULESETS + "/" + draft.version)
                        .as(JsonBody.class)
                        .get("digest") + "\"";
    }

    private byte[] bytes(String version) {
        return approver.get()
                .get(RULESETS + "/" + version + "/workbooks/" + FILE)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    private Map<Cell, String> cells(String version) {
        EditedWorkbook workbook = new EditedWorkbook(bytes(version));
        Map<Cell, String> cells = new HashMap<>();
        CELLS.forEach(cell -> cells.put(cell, workbook.get(cell.sheet(), cell.key(), cell.header())));
        return cells;
    }

    private void log(String kind, Draft draft, String actor) {
        steps.add(kind + " " + draft.version + " by " + actor);
    }
}
