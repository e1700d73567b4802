package guanka.service.security;

import java.util.List;

/** What somebody may do, as the roles in a token name it. Whoever needs more than one gets more than one. */
public final class Roles {

    /** Has shipments decided and reads what was decided. */
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
