package io.consentgate.operations;

import io.consentgate.activecampaign.RouteCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The ways out to one account and nothing else, for a command that is not the service. */
public final class CallRoutes implements AutoCloseable {

    private static final Path FOLDER = Path.of("routes", "delivery");

    private final CamelContext camel = new DefaultCamelContext();

    private CallRoutes() {}

    public static CallRoutes start(String account) throws Exception {
        CallRoutes routes = new CallRoutes();
        CamelContext camel = routes.camel;
        camel.getRegistry().bind(RouteCall.BEAN, new RouteCall());
        for (String template : AccountRoutes.CALLS) {
            Path path = FOLDER.resolve(template + ".camel.yaml").toAbsolutePath();
            if (!Files.isReadable(path)) {
                throw new IllegalStateException(
                        "cannot read " + path + "; start ConsentGate from the folder that holds" + " 'routes'");
            }
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(PluginHelper.getResourceLoader(camel).resolveResource("file:" + path));
            camel.addRouteFromTemplate(
                    AccountRoutes.route(template, account), template, Map.of(AccountRoutes.ACCOUNT, account));
        }
        camel.start();
        return routes;
    }

    public CamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
