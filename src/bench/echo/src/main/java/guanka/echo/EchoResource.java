package guanka.echo;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Parses a JSON body and writes the JSON that was put there before: the same bytes in and out as a decision, without one. */
@Path("/echo/{number}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class EchoResource {

    private static final Map<Integer, JsonNode> ANSWERS = new ConcurrentHashMap<>();

    @PUT
    public void put(@PathParam("number") int number, JsonNode answer) {
        ANSWERS.put(number, answer);
    }

    @POST
    public JsonNode post(@PathParam("number") int number, JsonNode question) {
        return question.isObject() ? ANSWERS.get(number) : question;
    }
}
