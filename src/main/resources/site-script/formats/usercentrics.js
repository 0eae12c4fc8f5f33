// uc_settings with a history per service, or version 3's ucData without one. A page load is no choice.
formats.usercentrics = {
  events: ['UC_UI_CMP_EVENT', 'UC_CONSENT', 'ucEvent', 'UC_UI_INITIALIZED'],
  whole: true,
  find: () => stored('uc_settings').concat(stored('ucData')),
  read: (raw, wanted, now) => {
    const record = object(raw);
    const answers = blank();
    if (record.consent) {
      const consent = record.consent;
      const writer = consent.updatedBy;
      need(!('type' in consent) || /^explicit$/i.test(consent.type));
      need(writer == null || (isText(writer) && /^on(AcceptAll|DenyAll|Update)Services$/.test(writer)));
      Object.keys(consent.services).forEach((id) => {
        const service = consent.services[id];
        put(answers, id, isBoolean(service.consent));
        const name = String(service.name || '').toLowerCase();
        if (name !== id && wanted.services.includes(name)) put(answers, name, service.consent);
      });
      return { answers, at: now };
    }
    let at = now;
    need(record.services.length);
    record.services.forEach((service) => {
      need(isText(service.id));
      put(answers, service.id, isBoolean(service.status));
      if (!wanted.services.includes(service.id) && !wanted.names.includes(service.id)) return;
      let last;
      service.history.forEach((entry) => {
        need(Number.isInteger(entry.timestamp) && (isBoolean(entry.status), true));
        if (!last || entry.timestamp >= last.timestamp) last = entry;
      });
      need(last.type === 'explicit' && last.status === service.status);
      at = Math.min(at, need(last.timestamp <= now + SKEW) && last.timestamp);
    });
    return { answers, at };
  },
};
