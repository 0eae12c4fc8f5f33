package io.consentgate.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The notice as TILT 1.0 (Transparency Information Language), one document a language, with the block
 * {@code x-disclosure} for what that vocabulary has no place for (disclosure.md 1.1). {@code meta._hash} is SHA-256 over
 * the canonical JSON (RFC 8785) of the document without that member.
 */
public final class TiltDocuments implements Rendering {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public List<NoticeFile> render(NoticeEdition edition, NoticeTexts texts) {
        List<NoticeFile> files = new ArrayList<>();
        for (String language : edition.model().languages()) {
            ObjectNode document = new TiltDocument(edition, texts.in(language)).document();
            files.add(new NoticeFile(
                    "tilt." + language + ".json", "application/json", language, bytes(sealed(document))));
        }
        return files;
    }

    private static ObjectNode sealed(ObjectNode document) {
        String hash = ContentHash.hex(ContentHash.canonical(document).getBytes(StandardCharsets.UTF_8));
        ((ObjectNode) document.get("meta")).put("_hash", hash);
        return document;
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
