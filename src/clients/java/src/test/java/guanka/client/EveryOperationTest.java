package guanka.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import guanka.client.model.Activation;
import guanka.client.model.Approval;
import guanka.client.model.CasesTaken;
import guanka.client.model.ClassificationRequest;
import guanka.client.model.ClearanceRevocation;
import guanka.client.model.ClearedParty;
import guanka.client.model.Decimal;
import guanka.client.model.Determination;
import guanka.client.model.EndUse;
import guanka.client.model.GivenParty;
import guanka.client.model.Job;
import guanka.client.model.Line;
import guanka.client.model.Money;
import guanka.client.model.Movement;
import guanka.client.model.NewClearance;
import guanka.client.model.NewSubscription;
import guanka.client.model.Outcome;
import guanka.client.model.Party;
import guanka.client.model.Product;
import guanka.client.model.Resolution;
import guanka.client.model.ResolutionState;
import guanka.client.model.Ruleset;
import guanka.client.model.ScreeningRequest;
import guanka.client.model.Shipment;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Calls every operation of a service in local mode, at {@code GUANKA_URL}, and reads each answer into its type. */
class EveryOperationTest {

    private interface Call<T> {
        T made() throws ApiException;
    }

    private final Set<String> called = new TreeSet<>();

    private <T> T call(String operation, Call<T> call) throws ApiException {
        called.add(operation);
        return call.made();
    }

    /** An operation whose refusal is the answer that is wanted: the steps of another person, or what is not there. */
    private void refused(String operation, Call<?> call, Integer... statuses) {
        called.add(operation);
        try {
            call.made();
        } catch (ApiException refused) {
            assertTrue(List.of(statuses).contains(refused.getCode()), operation + ": " + refused.getMessage());
            return;
        }
        throw new AssertionError(operation + " was not refused");
    }

    private static final class Raw extends JsonSerializer<File> {

        @Override
        public void serialize(File lines, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeRawValue(Files.readString(lines.toPath()));
        }
    }

    /** A body of one line. */
    private static File lines(String json) {
        try {
            return Files.writeString(Files.createTempFile("guanka", ".ndjson"), json + "\n").toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(File answer) throws IOException {
        return Files.readString(answer.toPath());
    }

    private static Shipment shipment() {
        return new Shipment()
                .reference("SO-4711")
                .exportDate("2025-10-20")
                .exportFrom("JP")
                .destination("DE")
                .movement(Movement.REEXPORT)
                .jurisdictions(List.of("CN"))
                .parties(List.of(new Party()
                        .id("buyer")
                        .name("Muster Antriebe GmbH")
                        .country("DE")
                        .roles(List.of(Party.RolesEnum.CONSIGNEE, Party.RolesEnum.END_USER))
                        .military(false)))
                .ownership(List.of())
                .endUse(new EndUse().purposes(List.of("CIVIL")))
                .lines(List.of(new Line()
                        .id("1")
                        .controlCodes(List.of("1C905.a.4"))
                        .form("MAGNET")
                        .origin("CN")
                        .content(List.of())
                        .technologies(List.of())
                        .value(new Money().amount(new Decimal("10000.00")).currency("EUR"))));
    }

    @Test
    void everyOperation() throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv().getOrDefault("GUANKA_URL", "http://localhost:8080"));
        // the generated client writes every body as JSON; a file of lines goes out as it is
        client.setObjectMapper(client.getObjectMapper()
                .registerModule(new SimpleModule().addSerializer(File.class, new Raw())));
        var determinations = new DeterminationsApi(client);
        var records = new RecordsApi(client);
        var jobs = new JobsApi(client);
        var rulesets = new RulesetsApi(client);
        var register = new RegisterApi(client);
        var audit = new AuditApi(client);

        Determination decided = call(
                "determine", () -> determinations.determine(shipment(), null, null, "full", null, "key-" + UUID.randomUUID()));
        assertEquals(Outcome.LICENSE_REQUIRED, decided.getOutcome());
        assertEquals("1", decided.getHolds().get(0).getLine());
        String line = client.getObjectMapper().writeValueAsString(shipment());
        assertTrue(text(call("determineBatch", () -> determinations.determineBatch(
                        lines(line), null, false, null, null, null)))
                .contains("LICENSE_REQUIRED"));
        assertEquals(
                2,
                call("timeline", () -> determinations.timeline("2025-11-01", "2025-11-30", shipment()))
                        .getStretches()
                        .size());
        assertEquals(
                Outcome.LICENSE_REQUIRED,
                call("findAlternatives", () -> determinations.findAlternatives(shipment()))
                        .getOutcome());
        call("screen", () -> determinations.screen(
                new ScreeningRequest().parties(List.of(new GivenParty().name("Muster Antriebe GmbH")))));
        assertTrue(text(call(
                        "screenLines",
                        () -> determinations.screenLines(lines("{\"name\":\"Muster Antriebe GmbH\"}"), null)))
                .contains("\"parties\":1"));
        call("classify", () -> determinations.classify(new ClassificationRequest()
                .lines(List.of(new Product().description("sintered neodymium magnet")))));
        String one = "{\"id\":\"a\",\"shipment\":" + line + ",\"expect\":{\"outcome\":\"LICENSE_REQUIRED\"}}";
        assertTrue(text(call("replay", () -> determinations.replay(lines(one), null, null))).contains("\"passed\":1"));

        assertEquals(decided, call("getDetermination", () -> records.getDetermination(decided.getId(), null, null)));
        assertEquals(
                "10000.00",
                String.valueOf(call("getFacts", () -> records.getFacts(decided.getId()))
                        .getLines()
                        .get(0)
                        .getValue()
                        .getAmount()
                        .getActualInstance()));
        assertTrue(call("replayDetermination", () -> records.replayDetermination(decided.getId(), null)).getSame());
        assertTrue(!call("searchDeterminations", () -> records.searchDeterminations(
                                "SO-4711", Outcome.LICENSE_REQUIRED, null, null, null, null, null, null, 1))
                .getRecords()
                .isEmpty());

        Job job = call("submitJob", () -> jobs.submitJob(lines(line), null, null, "key-" + UUID.randomUUID()));
        for (int looked = 0; job.getState() != Job.StateEnum.DONE && looked < 600; looked++) {
            Thread.sleep(100);
            UUID id = job.getId();
            job = call("getJob", () -> jobs.getJob(id));
        }
        UUID id = job.getId();
        assertTrue(text(call("getJobPart", () -> jobs.getJobPart(id, 1, null))).contains("LICENSE_REQUIRED"));
        Job screening = call("submitScreeningJob", () -> jobs.submitScreeningJob(
                lines("{\"name\":\"Muster Antriebe GmbH\"}"), null, null));
        assertEquals(Job.KindEnum.SCREENINGS, screening.getKind());
        call("listJobs", () -> jobs.listJobs(null));
        call("cancelJob", () -> jobs.cancelJob(id));

        var watches = new WatchesApi(client);
        var clearances = new ClearancesApi(client);
        String order = "SO-" + UUID.randomUUID();
        call("keepWatch", () -> watches.keepWatch(order, shipment()));
        assertEquals(order, call("getWatch", () -> watches.getWatch(order, null, null)).getReference());
        assertTrue(!call("listWatches", () -> watches.listWatches(null, null, 10)).getWatches().isEmpty());
        call("listChanges", () -> watches.listChanges(null, "P30D", null, 10, null, null));
        call("forgetWatch", () -> {
            watches.forgetWatch(order);
            return null;
        });
        assertTrue(call("listSubscriptions", watches::listSubscriptions)
                .getSubscriptions()
                .isEmpty());
        refused(
                "createSubscription",
                () -> watches.createSubscription(new NewSubscription().url(URI.create("https://example.com/hook"))),
                422);
        assertTrue(call("listClearances", () -> clearances.listClearances(null))
                .getClearances()
                .isEmpty());
        refused(
                "askForClearance",
                () -> clearances.askForClearance(new NewClearance()
                        .party(new ClearedParty().name("Muster Antriebe GmbH").country("DE"))
                        .entry("NOBODY")
                        .reason("another company")
                        .until(LocalDate.now().plusYears(1))),
                422);
        refused("getClearance", () -> clearances.getClearance(UUID.randomUUID()), 404);
        refused("approveClearance", () -> clearances.approveClearance(UUID.randomUUID()), 404);
        refused(
                "revokeClearance",
                () -> clearances.revokeClearance(
                        UUID.randomUUID(), new ClearanceRevocation().reason("it is the listed one")),
                404);
        refused("getSubscription", () -> watches.getSubscription(UUID.randomUUID()), 404);
        refused(
                "deleteSubscription",
                () -> {
                    watches.deleteSubscription(UUID.randomUUID());
                    return null;
                },
                404);
        call("resolveDetermination", () -> records.resolveDetermination(
                decided.getId(), new Resolution().state(ResolutionState.REFUSED).reason("the order was cancelled")));
        assertEquals(
                1,
                call("listResolutions", () -> records.listResolutions(decided.getId()))
                        .getResolutions()
                        .size());

        String active = call("getActiveRuleset", rulesets::getActiveRuleset).getVersion();
        call("listRulesets", rulesets::listRulesets);
        call("getRuleset", () -> rulesets.getRuleset(active));
        File workbook = call("downloadWorkbook", () -> rulesets.downloadWorkbook(active, "provisions.xlsx", null));
        assertTrue(call("downloadKjar", () -> rulesets.downloadKjar(active, null)).length() > 0);
        assertTrue(call("downloadRelease", () -> rulesets.downloadRelease(active, null)).length() > 0);
        File upload = new File(Files.createTempDirectory("guanka").toFile(), "provisions.xlsx");
        Files.copy(workbook.toPath(), upload.toPath());
        String draft = call("draftRuleset", () -> rulesets.draftRuleset(List.of(upload), active, "unchanged"))
                .getRuleset()
                .getVersion();
        File list = Files.writeString(
                        Files.createTempDirectory("guanka").resolve("list.csv"),
                        "source,name,start_date,alt_names,addresses\n\"Unverified List (UVL) - Bureau of Industry and Security\",Quillmere Valves Ltd,2026-09-01,,\"1 Road, AE\"\n")
                .toFile();
        assertNull(call(
                        "importList",
                        () -> rulesets.importList(
                                list,
                                "csl",
                                java.time.LocalDate.of(2026, 9, 29),
                                null,
                                true,
                                null,
                                null,
                                null,
                                true))
                .getDraft());
        call("editDraft", () -> rulesets.editDraft(draft, null, List.of(upload), "again"));
        call("getCheckReport", () -> rulesets.getCheckReport(draft, null));
        assertEquals(0, call("diffRuleset", () -> rulesets.diffRuleset(draft, active)).getSheets().size());
        assertTrue(text(call("runImpact", () -> rulesets.runImpact(draft, null, null, null, null, null, null, null, null, null)))
                .contains("\"report\""));
        call("getImpact", () -> rulesets.getImpact(draft));
        call("explainFlip", () -> rulesets.explainFlip(draft, decided.getId().toString(), active));
        refused("takeCases", () -> rulesets.takeCases(draft, null, new CasesTaken().addProposedItem("none")), 422);
        refused("cancelActivation", () -> rulesets.cancelActivation(draft, null, null), 409);
        refused("rebaseRuleset", () -> rulesets.rebaseRuleset(draft, "\"sha256:other\""), 409);
        call("approveRuleset", () -> rulesets.approveRuleset(draft, null, new Approval().acceptErrors(true)));
        call("activateRuleset", () -> rulesets.activateRuleset(draft, null, new Activation()));

        String second = rulesets.draftRuleset(List.of(upload), draft, "not needed")
                .getRuleset()
                .getVersion();
        assertEquals(
                Ruleset.StateEnum.DISCARDED,
                call("discardDraft", () -> rulesets.discardDraft(second, null, "not needed"))
                        .getState());

        assertTrue(!call("listItems", () -> register.listItems("CN", null, null, "magnet", null, 5, null))
                .getItems()
                .isEmpty());
        assertTrue(!call("listProvisions", () -> register.listProvisions(null)).getProvisions().isEmpty());
        call("getProvision", () -> register.getProvision("CN-2025-61/1.3", null));
        assertTrue(!call("listAuthorities", () -> register.listAuthorities(null)).getAuthorities().isEmpty());
        call("listVocabularies", () -> register.listVocabularies(null));
        call("getStatus", new OperationsApi(client)::getStatus);
        call("getCheckpoint", audit::getCheckpoint);
        call("getCheckpointKey", audit::getCheckpointKey);
        call("exportRecords", () -> audit.exportRecords(1L));
        call("listProblems", new ProblemsApi(client)::listProblems);
        call("explainProblem", () -> new ProblemsApi(client).explainProblem("not-json"));

        Set<String> all = new TreeSet<>();
        for (Class<?> api : List.of(
                DeterminationsApi.class,
                RecordsApi.class,
                JobsApi.class,
                RulesetsApi.class,
                RegisterApi.class,
                AuditApi.class,
                WatchesApi.class,
                ClearancesApi.class,
                OperationsApi.class,
                ProblemsApi.class)) {
            for (Method method : api.getDeclaredMethods()) {
                if (method.getName().endsWith("WithHttpInfo")) {
                    all.add(method.getName().replace("WithHttpInfo", ""));
                }
            }
        }
        assertEquals(all, called);
    }
}
