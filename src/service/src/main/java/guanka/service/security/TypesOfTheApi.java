package guanka.service.security;

import guanka.service.problems.Kind;
import guanka.service.problems.Problem;
import guanka.service.problems.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Refuses bodies of the API that announce a type which a form of any page can send: where JSON is meant, JSON has to be said. */
@Provider
public class TypesOfTheApi implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        MediaType type = request.getMediaType();
        if (type != null
                && hasBody(request)
                && request.getUriInfo().getPath().replaceFirst("^/+", "").startsWith("v1/")
                && (type.getType().equals("text") || type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE))) {
            throw new Refusal(Problem.of(
                    Kind.UNSUPPORTED_MEDIA_TYPE,
                    "a body sent to the API is application/json, application/x-ndjson or multipart/form-data"));
        }
    }

    private static boolean hasBody(ContainerRequestContext request) {
        String length = request.getHeaderString("Content-Length");
        return length != null && !length.equals("0") || request.getHeaderString("Transfer-Encoding") != null;
    }
}
