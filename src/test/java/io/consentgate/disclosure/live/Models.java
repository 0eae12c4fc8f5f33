package io.consentgate.disclosure.live;

import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.Pages;
import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The example with other pages and purposes. */
final class Models {

    private Models() {}

    static NoticeModel published(
            NoticeModel like, List<UsedPurpose> purposes, Map<String, URI> privacy, Map<String, URI> cookie) {
        return new NoticeModel(
                like.site(),
                like.country(),
                List.of("it", "en"),
                new Pages(privacy, cookie, like.pages().preferences(), List.of()),
                like.controller(),
                like.processor(),
                like.recipients(),
                like.transfers(),
                purposes,
                like.fields(),
                like.lists(),
                like.tags(),
                like.features(),
                like.script(),
                like.trackers(),
                like.domains(),
                like.opens(),
                like.clicks(),
                like.rights(),
                like.authority(),
                like.automation(),
                like.sources(),
                like.audience(),
                like.example(),
                like.looked());
    }
}
