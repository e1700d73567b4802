package guanka.service.problems;

import guanka.facts.Text;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Every kind of problem that a caller can meet. Its name in kebab-case is the last part of the problem's {@code type}. */
public enum Kind {
    NOT_JSON(
            400,
            new Text("The body is not JSON", "请求体不是 JSON"),
            new Text(
                    "The body must be one JSON text in UTF-8, without a property that stands twice in one object and without anything after the end. "
                            + "Lists and objects may be nested 100 levels deep, a text may have 64,000 characters, a number 64, a name 256.",
                    "请求体必须是一个 UTF-8 编码的 JSON 文本，同一对象中属性不得重复，结尾之后不得有其他内容。"
                            + "对象和列表最多嵌套 100 层，文本最多 64000 个字符，数字最多 64 个，名称最多 256 个。"),
            new Text(
                    "Go to the line and column that the problem names; most often a comma, a quotation mark or a closing bracket is missing there. "
                            + "Have the body written by a JSON library rather than by joining texts.",
                    "请查看问题所指的行和列；通常是缺少逗号、引号或者右括号。请用 JSON 库生成请求体，不要拼接文本。")),
    BAD_REQUEST(
            400,
            new Text("The request cannot be understood", "无法理解该请求"),
            new Text("The address or the headers of the request are malformed.", "请求的地址或者请求头格式有误。"),
            new Text("Check the address, above all its percent signs.", "请检查地址，尤其是其中的百分号编码。")),
    UNAUTHENTICATED(
            401,
            new Text("The service does not know who is asking", "无法确认请求者的身份"),
            new Text(
                    "The request carries no token, or one that does not count: it may have expired, be meant for another service or come from "
                            + "another identity provider.",
                    "请求没有携带令牌，或者令牌无效：可能已过期、不是为本服务签发，或者来自其他身份提供方。"),
            new Text(
                    "Get a new token for this service from your identity provider and send it once, in the header Authorization: Bearer.",
                    "请向身份提供方重新获取用于本服务的令牌，并在请求头 Authorization: Bearer 中发送一次。")),
    FORBIDDEN(
            403,
            new Text("You may not do this", "您无权执行此操作"),
            new Text(
                    "The service knows who you are, but none of your roles (caller, analyst, approver, auditor, operator) may do this, "
                            + "or the step needs a second person. In local mode, where nobody signs in: a web page of another site has sent "
                            + "the request, or it names this machine by another name than localhost.",
                    "服务已确认您的身份，但您的角色（caller、analyst、approver、auditor、operator）均无权执行此操作，"
                            + "或者此步骤须由另一人执行。在无需登录的本机模式下：该请求来自其他网站的页面，或者未以 localhost 称呼本机。"),
            new Text(
                    "Ask whoever gives out roles in your organisation, or have it done by a colleague who has the role. "
                            + "In local mode, write http://localhost and the port.",
                    "请联系贵单位负责分配角色的人员，或者请有相应角色的同事办理。在本机模式下，请使用 http://localhost 加端口号访问。")),
    NOT_FOUND(
            404,
            new Text("There is nothing at this address", "此地址不存在"),
            new Text("No endpoint and no entry has this address.", "没有与此地址对应的接口或者条目。"),
            new Text(
                    "See /q/openapi for the endpoints, and the lists (/v1/provisions, /v1/vocabularies) for the ids that exist.",
                    "接口见 /q/openapi；现有标识见各列表（/v1/provisions、/v1/vocabularies）。")),
    UNKNOWN_RULESET(
            404,
            new Text("This ruleset is not here", "没有此规则集"),
            new Text("The query asks for a version of the rules that this service does not hold.", "查询所指的规则版本不在本服务中。"),
            new Text(
                    "Leave the parameter out to use the active version, which /v1/status names.",
                    "省略该参数即使用现行版本，版本号见 /v1/status。")),
    METHOD_NOT_ALLOWED(
            405,
            new Text("This method is not allowed here", "此处不允许该方法"),
            new Text("The address exists, but not for this HTTP method.", "该地址存在，但不支持此 HTTP 方法。"),
            new Text(
                    "Use a method that the Allow header of the answer or /q/openapi names.",
                    "请使用响应头 Allow 或者 /q/openapi 所列的方法。")),
    NOT_ACCEPTABLE(
            406,
            new Text("The answer does not exist in a form that you accept", "没有您可接受的响应格式"),
            new Text(
                    "The Accept header leaves out every form in which the answer can be given.",
                    "Accept 请求头排除了所有可提供的响应格式。"),
            new Text("Accept application/json, or leave the header out.", "请接受 application/json，或者不发送该请求头。")),
    KEY_USED(
            409,
            new Text("The idempotency key was used for other facts", "该幂等键已用于其他事实"),
            new Text(
                    "A determination of other facts, or of the same by another ruleset or explanation, is recorded under this key. One key stands for "
                            + "one request, so nothing was decided.",
                    "该键下已记录了另一组事实的判定，或者同一组事实按另一规则集、另一说明方式所作的判定。一个键只代表一次请求，因此本次未作判定。"),
            new Text(
                    "Send the facts with a key of their own; the earlier determination is named and can be read.",
                    "请为这些事实使用新的键；先前的判定已列明，可供查阅。")),
    CHANGED(
            409,
            new Text("The ruleset was changed meanwhile", "该规则集已被修改"),
            new Text(
                    "What is approved or activated is exactly what was looked at, named by its digest. The version holds something else by now.",
                    "批准或者启用的必须正是您所查看的内容，以摘要值为准。该版本的内容现已不同。"),
            new Text(
                    "Look at the version again, above all at its check report and impact, and repeat the step with its present digest.",
                    "请重新查看该版本，尤其是校验报告和影响分析，然后以现有摘要值重试。")),
    OUTDATED_BASE(
            409,
            new Text("The draft was made from a version that no longer decides", "该草案所依据的版本已不再用于判定"),
            new Text(
                    "Another version was activated since the draft was made, or the draft stands on one that nobody activated. To activate it "
                            + "would undo what was activated since, and nobody would have looked at that.",
                    "草案作成后已启用了另一版本，或者草案所依据的版本从未启用。若启用该草案，其间启用的修改将被撤销，而无人审阅过这一后果。"),
            new Text(
                    "Rebase the draft (POST /v1/rulesets/{version}/rebase): its own changes are put upon the version that decides. Then have that looked at.",
                    "请对草案进行变基（POST /v1/rulesets/{version}/rebase）：将其修改移到现行版本之上，再提交审阅。")),
    REBASE_CONFLICTS(
            409,
            new Text("Two people have changed the same cell", "两人修改了同一单元格"),
            new Text(
                    "The draft and a version that was activated since it was made change the same cell to different texts, or one changes a row "
                            + "that the other removes. Each place is named with all three texts; nothing was changed.",
                    "草案与其后启用的版本将同一单元格改为不同内容，或者一方修改了另一方删除的行。各处均列出三方内容；未作任何修改。"),
            new Text(
                    "Decide with your colleague which text is meant. Where it is the present one, write it into the draft and rebase again; where it is "
                            + "yours, make the change in a new draft from the version that decides.",
                    "请与同事商定采用哪一内容：如采用现行内容，请在草案中照写；如采用您的内容，请在现行版本的新草案中修改，然后重新变基。")),
    REFUSED_RULESET(
            409,
            new Text("The ruleset is refused", "该规则集被拒绝"),
            new Text(
                    "It cannot be loaded, or breaks cases of its own that its check report did not tell of. The ruleset that decided goes on deciding.",
                    "该规则集无法加载，或者违反了校验报告未列出的自身案例。原有规则集继续用于判定。"),
            new Text("The reasons are listed; correct them in a new draft.", "原因已列出；请在新的草案中更正。")),
    TOO_MANY_WATCHES(
            409,
            new Text("As many orders are watched as may be", "关注的订单已达上限"),
            new Text("One caller may watch so many orders and no more. Nothing was kept.", "每个调用方关注的订单数量有上限。本次没有保存。"),
            new Text(
                    "Forget orders that have left or were cancelled (DELETE /v1/watches/{reference}), or ask the operator to raise GUANKA_WATCHES_MAX.",
                    "请取消对已发运或者已撤销订单的关注（DELETE /v1/watches/{reference}），或者请运维人员调高 GUANKA_WATCHES_MAX。")),
    TOO_MANY_SUBSCRIPTIONS(
            409,
            new Text("As many receivers are subscribed as may be", "订阅已达上限"),
            new Text(
                    "One caller may have so many subscriptions and no more. Nothing was kept.",
                    "每个调用方的订阅数量有上限。本次没有保存。"),
            new Text(
                    "Remove one (DELETE /v1/subscriptions/{id}), or ask the operator to raise GUANKA_SUBSCRIPTIONS_MAX.",
                    "请删除一个订阅（DELETE /v1/subscriptions/{id}），或者请运维人员调高 GUANKA_SUBSCRIPTIONS_MAX。")),
    TOO_MANY_JOBS(
            429,
            new Text("As many of your jobs wait as may", "等待中的任务已达上限"),
            new Text(
                    "One caller may have so many jobs that have not ended, with so many bytes of lines, and no more. No line of this one will be decided.",
                    "每个调用方未结束的任务数量及其行数据的总字节数均有上限。本任务的各行不会被判定。"),
            new Text(
                    "Hand the job in again, with the same Idempotency-Key, once others have ended; GET /v1/jobs lists them, and any can be cancelled. "
                            + "The operator can raise GUANKA_JOBS_WAITING_MAX and GUANKA_JOBS_WAITING_BYTES_MAX.",
                    "请在其他任务结束后，使用同一 Idempotency-Key 重新提交；GET /v1/jobs 列出各任务，可取消其中任何一个。"
                            + "运维人员可调高 GUANKA_JOBS_WAITING_MAX 和 GUANKA_JOBS_WAITING_BYTES_MAX。")),
    TOO_MANY_RESOLUTIONS(
            409,
            new Text("The determination has as many resolutions as it may", "该判定的处理结果已达上限"),
            new Text(
                    "One determination may have a hundred resolutions. Nothing was recorded.",
                    "一份判定最多可有一百条处理结果。本次没有留下记录。"),
            new Text("Have the shipment decided again, and resolve that determination.", "请重新判定该货物，并在新的判定下登记。")),
    CLEARANCE_STATE(
            409,
            new Text("The clearance is not in a state that allows this", "该排除的状态不允许此操作"),
            new Text(
                    "It was approved or ended already, its last day has passed, its list entry says something else by now, or as many "
                            + "clearances wait or hold as may. Nothing was changed.",
                    "该排除已获批准或者已终止、有效期已过、名单条目的内容已变更，或者排除的数量已达上限。本次未作任何修改。"),
            new Text(
                    "Look at the clearance as it stands now; where the entry has changed, look into the match again and ask for a new clearance.",
                    "请查看该排除的现状；条目已变更的，请重新核查并另行申请。")),
    VERSION_EXISTS(
            409,
            new Text("This version exists already", "该版本已存在"),
            new Text(
                    "A version of this name is kept here. What it holds never changes under its name.",
                    "本服务已保存同名版本；同一名称下的内容不会改变。"),
            new Text("Release it under another version, or edit the draft of this name.", "请以其他版本号发布，或者编辑该名称的草案。")),
    NOT_APPROVED(
            409,
            new Text("This ruleset is not approved", "该规则集尚未获批准"),
            new Text(
                    "A draft decides nothing for the record and cannot be activated before a second person has approved exactly its present content.",
                    "草案不得用于记录在案的判定；在另一人批准其现有内容之前，也不能启用。"),
            new Text(
                    "Have the draft checked and approved, or ask with record=false to try it.",
                    "请先校验并批准草案；如仅试算，请使用 record=false。")),
    FACTS_ERASED(
            410,
            new Text("The facts of this record were erased", "该记录的事实已被删除"),
            new Text(
                    "The period for which facts are kept has passed. The determination and its place in the log remain.",
                    "事实的保存期限已过。判定本身及其在日志中的位置仍然保留。"),
            new Text("Read the determination, which names what it rests on.", "请查阅判定书，其中载明了所依据的事实。")),
    TOO_LARGE(
            413,
            new Text("The body is too large", "请求体过大"),
            new Text("A body may have 8 MiB (8,388,608 bytes).", "请求体最多 8 MiB（8388608 字节）。"),
            new Text(
                    "Split the shipment, or leave out descriptions and what the decision does not need.",
                    "请拆分货物，或者省略描述等判定不需要的内容。")),
    ADDRESS_TOO_LONG(
            414,
            new Text("The address is too long", "地址过长"),
            new Text("An address with its query may have 8,000 characters.", "地址连同查询参数最多 8000 个字符。"),
            new Text(
                    "Facts go into the body of a request; leave out parameters that are not needed.",
                    "事实应放在请求体中；请省略不需要的参数。")),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            new Text("The body has a media type that is not read here", "不支持该请求体的媒体类型"),
            new Text(
                    "Facts are read as application/json in UTF-8, plain or packed with gzip.",
                    "事实只接受 UTF-8 编码的 application/json，可用 gzip 压缩。"),
            new Text("Send the header Content-Type: application/json.", "请发送请求头 Content-Type: application/json。")),
    INVALID_PARAMETERS(
            422,
            new Text("The query holds parameters or values that are not known", "查询含有未知的参数或者参数值"),
            new Text(
                    "A parameter that is not understood is refused: an answer that ignored it could be another one than you asked for.",
                    "无法理解的参数会被拒绝：若忽略它，得到的答复可能并非您所要求的。"),
            new Text("The problem names each parameter and what it may hold.", "问题中列出了每个参数及其允许的值。")),
    INVALID_STEP(
            422,
            new Text("The body of this step cannot be understood", "无法理解此步骤的请求体"),
            new Text(
                    "A step on a ruleset takes a small JSON object, or no body; /q/openapi names its properties.",
                    "对规则集的操作只接受一个小的 JSON 对象，或者不带请求体；其属性见 /q/openapi。"),
            new Text("Correct each property that is named.", "请逐项更正所列属性。")),
    INVALID_WORKBOOKS(
            422,
            new Text("The workbooks hold mistakes", "工作簿中有错误"),
            new Text(
                    "Every mistake is listed by workbook, sheet and cell. Nothing was kept.",
                    "所有错误均已按工作簿、工作表和单元格列出。没有保存任何内容。"),
            new Text(
                    "Correct the cells and upload again. With Accept: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet the "
                            + "workbook comes back with the mistakes as comments.",
                    "请更正这些单元格后重新上传。若请求头 Accept 为 application/vnd.openxmlformats-officedocument.spreadsheetml.sheet，"
                            + "则返回以批注标出错误的工作簿。")),
    INVALID_FACTS(
            422,
            new Text("The shipment does not follow the contract", "货物信息不符合约定"),
            new Text(
                    "At least one fact breaks the schema or uses a code that the active ruleset does not know. All mistakes are listed, each with "
                            + "the JSON Pointer of its fact. A fact that is merely missing is no mistake: leave it out, and the answer will say whether it matters.",
                    "至少有一项事实不符合结构要求，或者使用了现行规则集中没有的代码。所有错误均已列出，并附有该事实的 JSON Pointer。" + "仅仅缺少的事实不是错误：可以省略，答复会说明它是否重要。"),
            new Text(
                    "Correct each fact that is named. The codes stand in /v1/vocabularies, the schema in /q/openapi.",
                    "请逐项更正。代码见 /v1/vocabularies，结构见 /q/openapi。")),
    INVALID_SUBSCRIPTION(
            422,
            new Text("The subscription is not complete or not understood", "订阅不完整或者无法理解"),
            new Text(
                    "The address or the secret is missing, has a value that cannot be used, or there is a name that the format does not have. "
                            + "Nothing was kept.",
                    "缺少地址，地址或者密钥无法使用，或者含有格式中没有的名称。本次没有保存。"),
            new Text(
                    "Correct each place that is named; the format stands in /q/openapi at NewSubscription.",
                    "请逐项更正；格式见 /q/openapi 中的 NewSubscription。")),
    RECEIVER_NOT_ALLOWED(
            422,
            new Text("This host may not be told", "不允许向该主机推送"),
            new Text(
                    "Events are sent to hosts alone that the operator allows; while the setting GUANKA_SUBSCRIPTIONS_HOSTS names none, "
                            + "nobody can subscribe. Nothing was kept.",
                    "仅向运维人员允许的主机推送事件；设置 GUANKA_SUBSCRIPTIONS_HOSTS 未列任何主机时，无法订阅。本次没有保存。"),
            new Text(
                    "Ask the operator to add the host, with its port where that is not the usual one, to GUANKA_SUBSCRIPTIONS_HOSTS.",
                    "请运维人员将该主机（端口非默认时连同端口）加入 GUANKA_SUBSCRIPTIONS_HOSTS。")),
    INVALID_RESOLUTION(
            422,
            new Text("The resolution is not complete or not understood", "处理结果不完整或者无法理解"),
            new Text(
                    "A part of it is missing or has a value that the format does not know, it names a line that the determination does not have, "
                            + "or it releases what needs a license without one. Nothing was recorded.",
                    "缺少内容、含有格式中没有的值、所指的行不在判定中，或者需要许可的货物未注明许可证即放行。本次没有留下记录。"),
            new Text(
                    "Correct each place that is named; the format stands in /q/openapi at Resolution.",
                    "请逐项更正；格式见 /q/openapi 中的 Resolution。")),
    INVALID_CLEARANCE(
            422,
            new Text("The clearance is not complete or not understood", "排除申请不完整或者无法理解"),
            new Text(
                    "A part of it is missing or has a value that the format does not know, nothing but a name says who the party is, or the party "
                            + "is not taken for the entry. Nothing was kept.",
                    "缺少内容、含有格式中没有的值、仅有名称而无法确定主体，或者该主体不会被视为此条目。本次没有保存。"),
            new Text(
                    "Correct each place that is named; the format stands in /q/openapi at NewClearance.",
                    "请逐项更正；格式见 /q/openapi 中的 NewClearance。")),
    MALFORMED_CASE(
            422,
            new Text("The case is malformed", "案例格式有误"),
            new Text(
                    "A part of the case is not understood: a name that the format does not have, a value of the wrong type, or a code, provision, "
                            + "reading, line or party that does not exist. It would hold whatever the answer is, so nothing was decided.",
                    "案例中有无法理解的部分：格式中没有的名称、类型错误的值，或者不存在的代码、规定、解读、行或当事方。" + "这样的预期对任何答复都成立，因此未作判定。"),
            new Text(
                    "Correct each place that is named. What a case may expect stands in /q/openapi, at Case.",
                    "请逐项更正所列位置。案例可写的预期见 /q/openapi 中的 Case。")),
    ANSWER_TOO_LARGE(
            413,
            new Text("The answer is too large for this way", "答复过大，无法以此方式送达"),
            new Text(
                    "The shipment was decided and recorded. Its answer is larger than a message may be, in short form too.",
                    "该货物已作出判定并记录在案，但其答复即使采用简短形式仍超过消息大小上限。"),
            new Text(
                    "Read the answer at the address that the problem names, or split the shipment.",
                    "请按问题所列地址读取答复，或者拆分货物。")),
    TOO_COSTLY(
            422,
            new Text("Deciding this costs more than it may", "该判定的计算量超出限制"),
            new Text(
                    "Rules would make more facts of this shipment than the service keeps for one. Nothing was decided.",
                    "规则由该货物推出的事实超出单次判定的上限。本次未作判定。"),
            new Text(
                    "Split the shipment, or give the shares, names and codes that are open: what is unknown has to be followed everywhere.",
                    "请拆分货物，或者补充未知的持股比例、名称和编码：未知的事实须逐一推演。")),
    HEADERS_TOO_LARGE(
            431,
            new Text("The headers are too large", "请求头过大"),
            new Text("All headers of a request may have 16,000 characters together.", "请求头合计最多 16000 个字符。"),
            new Text("Leave out headers that are not needed, above all cookies.", "请省略不需要的请求头，尤其是 Cookie。")),
    DAMAGED_RECORD(
            500,
            new Text("What is kept is not what was written", "所存内容与写入时不一致"),
            new Text(
                    "Its digest is another than the one that was kept with it: somebody changed it behind the service, or a disk did. It is "
                            + "not handed out.",
                    "其摘要值与一并保存的摘要值不符：有人绕过本服务修改了它，或者磁盘出错。本服务不提供该内容。"),
            new Text(
                    "Tell the operator, who finds out with verify-records what else was changed, and restores a backup.",
                    "请告知运维人员，由其用 verify-records 查明其他被改动之处，并恢复备份。")),
    FAILED(
            500,
            new Text("The service failed", "服务发生故障"),
            new Text(
                    "Something went wrong that is not your mistake. No answer was given, and none may be inferred.",
                    "发生了并非由您造成的故障。本次没有给出答复，也不得推定任何结论。"),
            new Text(
                    "Try again. If it happens again, give the incident id to the operator, who finds it in the log.",
                    "请重试。若再次发生，请将故障编号告知运维人员，可在日志中查到。")),
    NOT_RECORDED(
            503,
            new Text("The determination cannot be recorded now", "判定暂时无法记录"),
            new Text(
                    "What is not on disk is not answered: the record store is busy or does not take writes. Nothing was recorded and none of it was answered.",
                    "未落盘的判定不予答复：记录存储繁忙或者无法写入。本次没有留下记录，也没有给出答复。"),
            new Text(
                    "Try again after the seconds that Retry-After names, with the same Idempotency-Key.",
                    "请在 Retry-After 所示的秒数后，使用同一 Idempotency-Key 重试。")),
    TOOK_TOO_LONG(
            503,
            new Text("The work took longer than it may", "计算超时"),
            new Text(
                    "The service ended it so that others are answered. Nothing was decided and nothing recorded.",
                    "为保证其他请求得到答复，服务已中止该计算。本次未作判定，也没有留下记录。"),
            new Text(
                    "Split the shipment, or give the shares, names and codes that are open; or try again when the service has less to do.",
                    "请拆分货物，或者补充未知的持股比例、名称和编码；也可在服务空闲时重试。")),
    UNAVAILABLE(
            503,
            new Text("The service cannot answer now", "服务暂时无法答复"),
            new Text("The service starts, stops or is overloaded.", "服务正在启动、停止或者超载。"),
            new Text("Try again after the seconds that Retry-After names.", "请在 Retry-After 所示的秒数后重试。"));

    /** Kinds that explain an HTTP status in general, independent of the request. */
    private static final Set<Kind> GENERAL = EnumSet.of(
            BAD_REQUEST,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            INVALID_FACTS,
            FAILED,
            UNAVAILABLE);

    private final int status;
    private final Text title;
    private final Text meaning;
    private final Text remedy;

    Kind(int status, Text title, Text meaning, Text remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public int status() {
        return status;
    }

    public Text title() {
        return title;
    }

    public Text meaning() {
        return meaning;
    }

    public Text remedy() {
        return remedy;
    }

    /** Name in kebab-case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Address of the page that explains it. */
    public String page() {
        return "/problems/" + id();
    }

    /** The kind of a problem's type. */
    static Optional<Kind> named(String type) {
        return Arrays.stream(values()).filter(kind -> kind.page().equals(type)).findFirst();
    }

    /** The kind that explains an HTTP status best. */
    static Kind of(int status) {
        for (Kind kind : values()) {
            if (kind.status == status && GENERAL.contains(kind)) {
                return kind;
            }
        }
        return status < 500 ? BAD_REQUEST : FAILED;
    }
}
