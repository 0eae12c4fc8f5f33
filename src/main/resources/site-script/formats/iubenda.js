// _iub_cs-<id>: percent-encoded JSON; a purpose that is not there was not asked.
formats.iubenda = {
  events: ['iubenda_consent_given', 'iubenda_preference_expressed', 'iubenda_consent_rejected'],
  whole: true,
  find: () => cookies(/^_iub_cs-\d+$/),
  read: (raw) => {
    const record = object(raw);
    need(record.consent == null || record.consent === true);
    return { answers: booleans(record.purposes), at: iso(record.timestamp) };
  },
  // iubenda fires no event of the page's own: it calls what its configuration names.
  watch: (changed) => {
    const own = w._iub && w._iub.csConfiguration;
    if (!own) return false;
    own.callback = own.callback || {};
    ['onPreferenceExpressed', 'onPreferenceExpressedOrNotNeeded', 'onConsentRejected'].forEach((name) => {
      const theirs = own.callback[name];
      own.callback[name] = function () {
        changed();
        return theirs && theirs.apply(this, arguments);
      };
    });
    return true;
  },
};
