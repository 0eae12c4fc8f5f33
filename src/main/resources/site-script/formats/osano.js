// cookieconsent_status of Osano's open-source banner: version 3 has one answer for everything, which is not enough;
// dismissing is not agreeing.
formats.osano = {
  undated: true,
  find: () => [joined(/^cookieconsent_status/)].filter(Boolean),
  read: (raw) => {
    const found = jar(raw);
    const answers = blank();
    Object.keys(found).forEach((name) => {
      if (name === 'cookieconsent_status') need(found[name] === 'allow');
      const category = /^cookieconsent_status_(.*)$/.exec(name);
      if (category) answers[category[1]] = need(/^(ALLOW|DENY|DISMISS)$/.test(found[name])) && found[name] === 'ALLOW';
    });
    return { answers };
  },
};
