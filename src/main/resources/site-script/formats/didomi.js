// didomi_token: JSON in base64. That nothing is disabled means nothing.
formats.didomi = {
  whole: true,
  prefix: 'purposes.',
  find: () => cookies(/^didomi_token$/).concat(stored('didomi_token')),
  read: (raw, wanted) => {
    const base64 = decode(raw).replace(/={1,2}$/, '').replace(/-/g, '+').replace(/_/g, '/');
    need(!/\s/.test(base64));
    const bytes = Uint8Array.from(w.atob(base64), (c) => c.charCodeAt(0));
    const token = object(need(/^\{/.exec(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).input);
    const answers = blank();
    const services = blank();
    // A vendor that may be there and has nothing it may do. Special features are refused by most who agree to the rest.
    let may;
    [['vendors', services], ['purposes', blank()]].forEach(([kind, byId]) => {
      const lists = token[kind] || {};
      ['enabled', 'disabled'].forEach((state) =>
        (lists[state] || []).forEach((id) => {
          put(answers, need(isText(id)) && kind + '.' + id, state === 'enabled');
          byId[id] = state === 'enabled';
          if (byId !== services && !/^(geolocation_data|device_characteristics)$/.test(id)) may = may || byId[id];
        }),
      );
    });
    if (may === false) wanted.services.forEach((id) => (services[id] = false));
    need(token.version === 2 && isText(token.user_id));
    return { answers, services, at: iso(token.updated) };
  },
  watch: (changed) => {
    const listeners = (w.didomiEventListeners = w.didomiEventListeners || []);
    listeners.push({ event: 'consent.changed', listener: () => changed() });
    return true;
  },
};
