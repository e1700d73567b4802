package guanka.service.security;

import java.util.List;

/** The roles in a token, which decide what a person or system may do. One caller may have several. */
public final class Roles {

    /** Submits shipments for a decision and reads its own determinations. */
    public static final String CALLER = "caller";

    /** Drafts changes of the law and looks at what they move. */
    public static final String ANALYST = "analyst";

    /** Releases a draft, puts it into force and goes back. */
    public static final String APPROVER = "approver";

    /** Reads everything that was recorded and changes nothing. */
    public static final String AUDITOR = "auditor";

    /** Sees whether the service is well, but no facts. */
    public static final String OPERATOR = "operator";

    static final List<String> ALL = List.of(CALLER, ANALYST, APPROVER, AUDITOR, OPERATOR);

    private Roles() {}
}
