package io.consentgate.activecampaign;

import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** A Camel context with nothing but some of the shipped route files and the beans that they name. */
public final class RouteHarness implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();

    public RouteHarness bean(String name, Object bean) {
        camel.getRegistry().bind(name, bean);
        return this;
    }

    /** @param files below {@code routes/} */
    public RouteHarness start(String... files) {
        try {
            for (String file : files) {
                var resource = PluginHelper.getResourceLoader(camel)
                        .resolveResource(
                                "file:" + Path.of("routes").resolve(file).toAbsolutePath());
                PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
            }
            camel.start();
            return this;
        } catch (Exception failure) {
            throw new IllegalStateException("the routes did not start", failure);
        }
    }

    /** The routes of one account, from templates that were started. */
    public RouteHarness on(String account, String... templates) {
        try {
            for (String template : templates) {
                camel.addRouteFromTemplate(template + "-" + account, template, Map.of("account", account));
            }
            return this;
        } catch (Exception failure) {
            throw new IllegalStateException("the routes did not start", failure);
        }
    }

    public CamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
