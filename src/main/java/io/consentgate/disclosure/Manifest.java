package io.consentgate.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/**
 * The index of a written notice: version, dates, languages, the hash of every file and of every text as people read it.
 * What the live check compares. It names no account, no key and no address of ActiveCampaign's API.
 */
final class Manifest {

    static final String NAME = "disclosure-manifest.json";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Manifest() {}

    /**
     * @param change class of the change against the version before, {@code first} for the first
     * @param files everything else that was rendered
     */
    static NoticeFile of(NoticeEdition edition, String change, List<NoticeFile> files, NoticeTexts texts) {
        NoticeModel model = edition.model();
        ObjectNode manifest = MAPPER.createObjectNode()
                .put("site", model.site())
                .put("version", edition.version())
                .put("change", change)
                .put("effective_from", edition.effectiveFrom().toString())
                .put("written_at", edition.writtenAt().toString());
        if (edition.supersedes() != null) {
            manifest.put("supersedes", edition.supersedes());
        }
        manifest.put("content_hash", edition.contentHash()).put("example", model.example());
        ArrayNode languages = manifest.putArray("languages");
        for (String language : model.languages()) {
            ObjectNode one = languages.addObject().put("language", language);
            for (Section section : Section.values()) {
                NoticeDocument document = section.document(edition, texts.in(language));
                one.putObject(section.name().toLowerCase(java.util.Locale.ROOT))
                        .put("id", section.id())
                        .put("page", page(model, section, language))
                        .put("text_hash", TextHash.of(document));
            }
        }
        ArrayNode listed = manifest.putArray("files");
        files.stream().sorted(Comparator.comparing(NoticeFile::name)).forEach(file -> {
            ObjectNode entry = listed.addObject().put("name", file.name()).put("media_type", file.mediaType());
            if (file.language() != null) {
                entry.put("language", file.language());
            }
            entry.put("bytes", file.content().length).put("sha256", ContentHash.hex(file.content()));
        });
        return new NoticeFile(NAME, "application/json", null, bytes(manifest));
    }

    private static String page(NoticeModel model, Section section, String language) {
        var pages = section == Section.PRIVACY
                ? model.pages().privacy()
                : model.pages().cookie();
        return pages.get(language).toString();
    }

    private static byte[] bytes(ObjectNode manifest) {
        try {
            return MAPPER.writeValueAsBytes(manifest);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree could not be written", impossible);
        }
    }
}
