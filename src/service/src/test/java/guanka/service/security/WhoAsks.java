package guanka.service.security;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Says whom the service takes the caller for, and has one method for which nobody named a role. */
@Path("/test/who-asks")
@Produces(MediaType.TEXT_PLAIN)
public class WhoAsks {

    private final Caller caller;

    WhoAsks(Caller caller) {
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.CALLER, Roles.AUDITOR})
    public String whoAsks() {
        return caller.name() + (caller.has(Roles.AUDITOR) ? " audits" : " does not audit");
    }

    @GET
    @Path("forgotten")
    public String forgotten() {
        return "nobody said who may see this";
    }
}
