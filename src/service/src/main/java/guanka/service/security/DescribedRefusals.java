package guanka.service.security;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;

/** Adds the answers 401 and 403 to the description of every endpoint. */
@OpenApiFilter(stages = RunStage.BUILD)
public class DescribedRefusals implements OASFilter {

    @Override
    public Operation filterOperation(Operation operation) {
        for (String status : new String[] {"401", "403"}) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().ref("#/components/responses/Refused"));
        }
        return operation;
    }
}
