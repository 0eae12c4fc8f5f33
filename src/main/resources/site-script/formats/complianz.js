// One cookie per category, prefix cmplz_. A missing one is no consent, whatever the plugin makes of it elsewhere.
formats.complianz = {
  events: ['cmplz_status_change', 'cmplz_fire_categories', 'cmplz_revoke'],
  undated: true,
  mayRefuse: true,
  find: () => [joined(/^cmplz_/)].filter(Boolean),
  read: (raw, wanted) => {
    const found = jar(raw);
    const answers = blank();
    Object.keys(found).forEach((name) => {
      const value = found[name];
      const category = name.slice(6);
      const own = /^(functional|preferences|statistics|statistics-anonymous|marketing)$/.test(category);
      if (name.startsWith('cmplz_') && (own || value === 'allow' || value === 'deny')) {
        answers[category] = need(/^(allow|deny)$/.test(value)) && value === 'allow';
      }
    });
    const saved = found.cmplz_saved_categories;
    if (saved && saved !== '[]') {
      const names = JSON.parse(decode(saved));
      Object.keys(answers).forEach((name) => need(name === 'functional' || names.includes(name) === answers[name]));
    }
    need(found['cmplz_banner-status'] === 'dismissed');
    // Where the plugin does not ask, it allows.
    need(!('cmplz_consenttype' in found) || found.cmplz_consenttype.startsWith('optin'));
    expects(found.cmplz_policy_id, wanted);
    const services = found.cmplz_consented_services;
    return { answers, services: services ? booleans(object(services)) : {} };
  },
};
