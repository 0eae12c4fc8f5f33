// cc_cookie: lists what was accepted, and nothing else. Version 2 knew no services: it never opens.
formats.orestbida = {
  events: ['cc:onFirstConsent', 'cc:onConsent', 'cc:onChange'],
  whole: true,
  find: () => cookies(/^cc_cookie$/).concat(stored('cc_cookie')),
  read: (raw, wanted) => {
    const record = object(raw);
    const answers = blank();
    const services = blank();
    record.categories.forEach((name) => put(answers, need(typeof name === 'string') && name, true));
    const own = record.services || {};
    Object.keys(own).forEach((category) =>
      (own[category] || []).forEach((name) => {
        need(typeof name === 'string');
        if (answers[category]) services[name] = true;
      }),
    );
    expects(Number.isInteger(record.revision) ? String(record.revision) : undefined, wanted);
    need(isText(record.consentId));
    const until = record.expirationTime == null ? 0 : millis(record.expirationTime);
    return { answers, services, at: iso(record.lastConsentTimestamp || record.consentTimestamp), until };
  },
};
