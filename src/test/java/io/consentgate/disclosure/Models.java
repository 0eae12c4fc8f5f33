package io.consentgate.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Changes a model in one place, by its JSON. */
public final class Models {

    private Models() {}

    /** @param path members by dots; @param json the new value, null to take it away */
    public static NoticeModel with(NoticeModel model, String path, String json) {
        ObjectNode tree = ModelJson.MAPPER.valueToTree(model);
        String[] steps = path.split("\\.");
        JsonNode at = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            at = steps[i].matches("\\d+") ? at.get(Integer.parseInt(steps[i])) : at.get(steps[i]);
        }
        try {
            if (json == null) {
                ((ObjectNode) at).remove(steps[steps.length - 1]);
            } else {
                ((ObjectNode) at).set(steps[steps.length - 1], ModelJson.MAPPER.readTree(json));
            }
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
        return ModelJson.read(tree.toString());
    }

    /** Takes one element of a list away. */
    public static NoticeModel without(NoticeModel model, String list, int index) {
        ObjectNode tree = ModelJson.MAPPER.valueToTree(model);
        ((ArrayNode) tree.get(list)).remove(index);
        return ModelJson.read(tree.toString());
    }
}
