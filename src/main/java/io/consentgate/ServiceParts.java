package io.consentgate;

import io.consentgate.operations.HealthPart;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What features put into the running service.
 *
 * @param beans by the name that routes call them
 * @param health by the name of the part, in the order in which they are shown
 */
record ServiceParts(Map<String, Object> beans, Map<String, Supplier<HealthPart>> health) {

    ServiceParts() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    void bean(String name, Object bean) {
        beans.put(name, bean);
    }

    void health(String part, Supplier<HealthPart> how) {
        health.put(part, how);
    }
}
