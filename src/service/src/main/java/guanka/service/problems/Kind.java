package guanka.service.problems;

import guanka.facts.Text;
import java.util.Locale;

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
    TOO_LARGE(
            413,
            new Text("The body is too large", "请求体过大"),
            new Text("A body may have 8 MiB (8,388,608 bytes).", "请求体最多 8 MiB（8388608 字节）。"),
            new Text(
                    "Split the shipment, or leave out descriptions and what the decision does not need.",
                    "请拆分货物，或者省略描述等判定不需要的内容。")),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            new Text("The body has a media type that is not read here", "不支持该请求体的媒体类型"),
            new Text(
                    "Facts are read as application/json in UTF-8, uncompressed.",
                    "事实只接受未压缩的 UTF-8 编码 application/json。"),
            new Text("Send the header Content-Type: application/json.", "请发送请求头 Content-Type: application/json。")),
    INVALID_PARAMETERS(
            422,
            new Text("The query holds parameters or values that are not known", "查询含有未知的参数或者参数值"),
            new Text(
                    "A parameter that is not understood is refused: an answer that ignored it could be another one than you asked for.",
                    "无法理解的参数会被拒绝：若忽略它，得到的答复可能并非您所要求的。"),
            new Text("The problem names each parameter and what it may hold.", "问题中列出了每个参数及其允许的值。")),
    INVALID_FACTS(
            422,
            new Text("The shipment does not follow the contract", "货物信息不符合约定"),
            new Text(
                    "At least one fact breaks the schema or uses a code that the active ruleset does not know. All mistakes are listed, each with "
                            + "the JSON Pointer of its fact. A fact that is merely missing is no mistake: leave it out, and the answer will say whether it matters.",
                    "至少有一项事实不符合结构要求，或者使用了现行规则集中没有的代码。所有错误均已列出，并附有该事实的 JSON Pointer。" + "仅仅缺少的事实不是错误：可以省略，答复会说明它是否重要。"),
            new Text(
                    "Mend each fact that is named. The codes stand in /v1/vocabularies, the schema in /q/openapi.",
                    "请逐项更正。代码见 /v1/vocabularies，结构见 /q/openapi。")),
    FAILED(
            500,
            new Text("The service failed", "服务发生故障"),
            new Text(
                    "Something went wrong that is not your mistake. No answer was given, and none may be inferred.",
                    "发生了并非由您造成的故障。本次没有给出答复，也不得推定任何结论。"),
            new Text(
                    "Try again. If it happens again, give the incident id to the operator, who finds it in the log.",
                    "请重试。若再次发生，请将故障编号告知运维人员，可在日志中查到。")),
    UNAVAILABLE(
            503,
            new Text("The service cannot answer now", "服务暂时无法答复"),
            new Text("The service starts, stops or is overloaded.", "服务正在启动、停止或者超载。"),
            new Text("Try again after the seconds that Retry-After names.", "请在 Retry-After 所示的秒数后重试。"));

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

    /** The kind that tells of an HTTP status best. */
    static Kind of(int status) {
        for (Kind kind : values()) {
            if (kind.status == status && kind != NOT_JSON && kind != UNKNOWN_RULESET) {
                return kind;
            }
        }
        return status < 500 ? BAD_REQUEST : FAILED;
    }
}
