// OptanonConsent: a form, split before it is decoded; OptanonAlertBoxClosed says when the banner was answered.
formats.onetrust = {
  events: ['OneTrustGroupsUpdated', 'consent.onetrust'],
  find: () => (cookies(/^OptanonConsent$/).length ? [joined(/^OptanonConsent/, /^OptanonAlertBoxClosed/)] : []),
  read: (raw) => {
    const both = raw.startsWith('OptanonConsent=') ? jar(raw) : { OptanonConsent: raw };
    const closed = both.OptanonAlertBoxClosed;
    const form = blank();
    const answers = blank();
    both.OptanonConsent.split('&').forEach((field) => {
      const equals = field.indexOf('=');
      if (equals >= 0) put(form, field.slice(0, equals), field.slice(equals + 1));
    });
    const groups = need(form.groups) && decode(form.groups).replace(/,$/, '');
    groups.split(',').forEach((group) => {
      const found = need(/^([^:]+):([01])$/.exec(group));
      put(answers, found[1], found[2] === '1');
    });
    [form.isGpcEnabled, form.browserGpcFlag].forEach((flag) => need(!flag || flag === '0'));
    need(form.AwaitingReconsent == null || form.AwaitingReconsent === 'false');
    need(form.interactionCount !== '0');
    if (closed != null) return { answers, at: iso(decode(closed)) };
    need(form.interactionCount == null || /^\d{1,9}$/.test(form.interactionCount));
    need(form.isAnonUser === '0' ? form.consentId : /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(form.consentId));
    const stamp = need(form.datestamp);
    const date = stamp.includes(' ') ? stamp : decode(stamp.replace(/\+/g, ' '));
    const known = /^(\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-][01]\d[0-5]\d(?= |$)|\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$)/;
    return { answers, at: Date.parse(need(known.exec(date))[0]) };
  },
};
