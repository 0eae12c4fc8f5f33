package io.consentgate.standin;

/** The doubtful or surprising behaviours of the service, each switchable; numbers are chapters of activecampaign-api.md. */
public enum Quirk {
    /** 2: 5 requests in any second, 100 or 20 imports a minute. Off: no limit at all. */
    ENFORCE_LIMITS(true),
    /** 2: RateLimit-Limit and RateLimit-Remaining on answers; the recordings lack them. */
    RATE_LIMIT_HEADERS(true),
    /** 2: older clients saw 503 instead of 429 when too fast. */
    TOO_FAST_ANSWERS_503(false),
    /** 18: whether imports also use the 5 requests a second. */
    IMPORTS_COUNT_AS_REQUESTS(true),
    /** 1: several Set-Cookie headers on every answer, which a client must not keep. */
    COOKIES(true),
    /** 18: "/" as "\/" and non-ASCII as \\uXXXX. */
    ESCAPED_ANSWERS(true),
    /** 3: 403, 404 and 422 labelled text/plain although the body is JSON. */
    ERRORS_LABELLED_TEXT_PLAIN(false),
    /** 3: a wrong key gets status 200 and a login page. */
    WRONG_TOKEN_HTML_LOGIN(false),
    /** 3: a wrong key gets an empty 403 without Content-Type. */
    WRONG_TOKEN_WITHOUT_CONTENT_TYPE(false),
    /** 3: "No Result found" with 403 for GET fieldValues, DELETE contactAutomations, DELETE lists. */
    NO_RESULT_AS_403(true),
    /** 4: the empty map of links is an empty array. */
    LINKS_AS_EMPTY_ARRAY(false),
    /** 4: empty dates as zeros instead of null. */
    EMPTY_DATES_AS_ZEROS(false),
    /** 4: *_utc_timestamp holds the US Central wall clock. */
    UTC_TIMESTAMPS_ARE_CENTRAL(true),
    /** 18: updated_timestamp in the answer to PUT is the value from before the change. */
    PUT_ANSWERS_STALE_TIMESTAMP(true),
    /** 5: unknown parameters are ignored and everything is returned. Off: 400, to find typing errors. */
    UNKNOWN_PARAMETERS_IGNORED(true),
    /** 4: unknown members are ignored. Off: 422, to find typing errors. */
    UNKNOWN_MEMBERS_IGNORED(true),
    /** 6.1: duplicate text without full stop and with an empty detail. */
    DUPLICATE_EMAIL_OLD_TEXT(false),
    /** 6.2: the plural path contacts/sync creates instead of answering 404. */
    PLURAL_SYNC_CREATES(false),
    /** 6.2: an empty string clears the stored value. Off: it is ignored. */
    EMPTY_STRING_CLEARS(true),
    /** 6.2: for an existing contact, contact.fieldValues lists id strings. Off: the member is absent. */
    SYNC_LISTS_FIELD_VALUE_IDS(true),
    /** 6.3: include=contactLists works on the list of contacts. */
    INCLUDE_CONTACT_LISTS(false),
    /** 6.3: filters[updated_after] leaves out the named day itself. */
    UPDATED_AFTER_EXCLUDES_ITS_DAY(false),
    /** 3: "No result found for contact with id 1" (lower-case r) for DELETE of an absent contact. */
    DELETE_CONTACT_LOWER_CASE_TEXT(false),
    /** 7.1: import answers labelled text/html. */
    IMPORT_LABELLED_TEXT_HTML(false),
    /** 7.1: import never re-subscribes somebody who unsubscribed. */
    IMPORT_KEEPS_UNSUBSCRIBED(true),
    /** 7.1: an invalid address refuses the whole import. Off: it lands in "failure". */
    IMPORT_REFUSES_INVALID_ADDRESSES(true),
    /** 7.1: "unsubscribe" for somebody not on the list writes status 2. Off: nothing is written. */
    IMPORT_UNSUBSCRIBE_CREATES_MEMBERSHIP(false),
    /** 7.2: status is the boolean false during the first second. */
    IMPORT_STATUS_FALSE_FIRST(true),
    /** 7.2: "success" holds only newly created contacts. Off: created and updated ones. */
    IMPORT_SUCCESS_ONLY_CREATED(false),
    /** 8: POST lists answers 200 as documented instead of 201 as recorded. */
    LIST_CREATE_ANSWERS_200(false),
    /** 3: PUT lists/{id} answers 200, an empty body and X-Ac-Error. Off: it renames the list. */
    LIST_UPDATE_ANSWERS_X_AC_ERROR(true),
    /** 8: GET lists hides lists without a group. */
    LISTS_INVISIBLE_WITHOUT_GROUP(false),
    /** 9: POST contactLists answers 201 (2021) instead of 200 (2026). */
    CONTACT_LISTS_ANSWER_201(false),
    /** 9: list and contact are strings (2021) instead of integers (2026), sourceid defaults to 3 instead of 4. */
    CONTACT_LISTS_STRING_TYPES(false),
    /** 9: writing 1 over 2 re-subscribes. Off: it is refused, to find clients that try. */
    RESUBSCRIBE_ALLOWED(true),
    /** 9: a hard bounce also turns active memberships to status 3. */
    BOUNCE_MARKS_MEMBERSHIPS(true),
    /** 10: an existing tag name is refused instead of answered with 200 and the existing tag. */
    TAG_DUPLICATE_REFUSED(false),
    /** 10: a missing tag id is 400 (2021) instead of 422 (2026). */
    CONTACT_TAG_MISSING_TAG_400(false),
    /** 11: POST fieldValues answers 201 (2021) instead of 200 (2026). */
    FIELD_VALUE_ANSWERS_201(false),
    /** 11: GET fields hides fields without a fieldRel. */
    FIELDS_INVISIBLE_WITHOUT_RELATION(false),
    /** 13.1: POST connections answers 201 instead of 200 as documented. */
    CONNECTION_CREATE_ANSWERS_201(false),
    /** 13.1: new contacts of a connection with listId are put on that list. */
    CONNECTION_LIST_SUBSCRIBES(true),
    /** 13.2: acceptsMarketing puts the contact on the list named "Master Contact List". */
    ACCEPTS_MARKETING_SUBSCRIBES(false),
    /** 13.2: every customer yields an aggregate one with connectionid and externalid "0". */
    AGGREGATE_CUSTOMER(true),
    /** 13.3: amounts are strings on single GET. Off: integers. */
    ORDER_AMOUNTS_AS_STRINGS(true),
    /** 13.3: currency is lower case on single GET. */
    ORDER_CURRENCY_LOWER_CASE(true),
    /** 13.4: a cart PUT with source 1 and a new abandonedDate starts automations again; unknown in reality. */
    CART_UPDATE_STARTS_AGAIN(false),
    /** 14: of a group with bad orders the good ones are taken all the same; unknown in reality. */
    GRAPHQL_TAKES_THE_REST(false),
    /** 15.1: names that are not registered are dropped, with a success answer. */
    UNREGISTERED_EVENTS_DROPPED(true),
    /** 15.2: the event host answers plain 1 or 0 instead of JSON. */
    EVENT_HOST_PLAIN_ANSWERS(false),
    /** 18: trackingLogs.value is cut at 250 characters. */
    TRACKING_LOG_VALUE_CUT(true),
    /** 16: only https on port 443 is accepted for webhooks; off because tests listen on loopback. */
    WEBHOOK_URL_MUST_BE_HTTPS(false),
    /** 16: every webhook is delivered twice. */
    WEBHOOK_DUPLICATE_DELIVERY(false),
    /** 16: contact[fields] is a bare list (received) instead of keyed by tag (documented). */
    WEBHOOK_FIELDS_AS_BARE_LIST(true);

    private final boolean onByDefault;

    Quirk(boolean onByDefault) {
        this.onByDefault = onByDefault;
    }

    public boolean onByDefault() {
        return onByDefault;
    }
}
