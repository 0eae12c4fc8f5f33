// CookieConsent: an object literal that is no JSON. 0 and -1 are no choice of a visitor for more.
formats.cookiebot = {
  events: ['CookiebotOnConsentReady', 'CookiebotOnAccept', 'CookiebotOnDecline'],
  whole: true,
  find: () => cookies(/^CookieConsent$/),
  read: (raw) => {
    const text = decode(raw);
    const token = '[ +]*(?:\'([^\']*)\'|"([^"]*)"|([\\w-]+))[ +]*';
    const member = new RegExp('[ +]*([{,])' + token + ':' + token, 'y');
    const said = blank();
    const answers = blank();
    let at = 0;
    for (let found; (found = member.exec(text)); at = member.lastIndex) {
      const [a, b, c, x, y, z] = need(found[1] === (at ? ',' : '{')) && found.slice(2);
      put(said, a || b || c || '', x || y || z || '');
    }
    need(text.slice(at) === '}');
    ['necessary', 'preferences', 'statistics', 'marketing'].forEach((name) => {
      if (name in said) answers[name] = need(/^(true|false)$/.test(said[name])) && said[name] === 'true';
    });
    need(!said.method || said.method === 'explicit');
    need(/^[A-Za-z0-9+/]{20,}={0,2}$/.test(said.stamp));
    return { answers, at: millis(said.utc) };
  },
};
