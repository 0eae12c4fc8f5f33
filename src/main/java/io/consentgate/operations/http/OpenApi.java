package io.consentgate.operations.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** {@code GET /openapi.yaml}: the contract of the HTTP surface, as it ships. */
public final class OpenApi {
    private static final String RESOURCE = "/openapi.yaml";

    public Reply tell() {
        return new Reply(200, "application/yaml", text(), Map.of());
    }

    private static byte[] text() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
