package guanka.service.requests;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Answers that are written as they come about. One that fails after it has begun breaks off, so that nobody takes it for whole. What
 * Quarkus does then is not enough: its reset leaves a moment in which the answer is ended as if it were whole, and after it no end of
 * the request is told to whoever holds a place for it.
 */
@Provider
public class StreamedAnswers implements ServerMessageBodyWriter<StreamingOutput> {

    @Override
    public void writeResponse(StreamingOutput answer, Type type, ServerRequestContext context) throws IOException {
        try {
            answer.write(context.getOrCreateOutputStream());
        } catch (Throwable failure) {
            if (!context.serverResponse().headWritten()) {
                throw failure;
            }
            ((ResteasyReactiveRequestContext) context).resume(failure);
        }
    }

    /**
     * After a failure has been logged and before the problem is written that would follow what was sent already. The connection goes,
     * and with HTTP/2 all that is on it: to reset one stream there is told to its holder as unreliably.
     */
    @ServerResponseFilter
    public void breakOff(ContainerResponseContext answer, HttpServerRequest request) {
        if (request.response().headWritten()) {
            Connections.cut(request.connection());
        }
    }

    @Override
    public void writeTo(
            StreamingOutput answer,
            Class<?> raw,
            Type type,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        answer.write(out);
    }

    @Override
    public boolean isWriteable(Class<?> raw, Type type, ResteasyReactiveResourceInfo resource, MediaType mediaType) {
        return StreamingOutput.class.isAssignableFrom(raw);
    }

    @Override
    public boolean isWriteable(Class<?> raw, Type type, Annotation[] annotations, MediaType mediaType) {
        return StreamingOutput.class.isAssignableFrom(raw);
    }
}
