// cookieyes-consent: key:value pairs; all but five keys are categories. It lives a year.
formats.cookieyes = {
  events: ['cookieyes_consent_update'],
  find: () => cookies(/^cookieyes-consent$/),
  read: (raw, wanted) => {
    const meta = blank();
    const answers = blank();
    (raw.includes(':') ? raw : decode(raw)).split(',').forEach((pair) => {
      const [, key, value] = need(/^([^:]+):(.*)$/.exec(pair));
      if (/^(consentid|consent|action|tax|lastRenewedDate)$/.test(key)) put(meta, key, value);
      else put(answers, key, /^(necessary|essential)$/.test(key) || (need(/^(yes|no)$/.test(value)) && value === 'yes'));
    });
    need(meta.action === 'yes' && (meta.consent == null || meta.consent === 'yes') && meta.consentid);
    expects(meta.tax, wanted);
    const at = millis(meta.lastRenewedDate);
    return { answers, at, until: at + YEAR };
  },
};
