// Google's signals steer Google's own tags: they never open, but a visitor's denial is heard.
formats.google_consent_mode = {
  veto: true,
  find: () => {
    const state = {};
    [].forEach.call(w.dataLayer || [], (entry) => {
      if (entry && entry[0] === 'consent' && entry[1] === 'update') Object.assign(state, entry[2]);
    });
    const letter = (name) => ({ granted: '1', denied: '0' })[state[name]] || '-';
    const both = letter('ad_storage') + letter('analytics_storage');
    return both === '--' ? [] : ['G1' + both];
  },
  read: (raw) => need(/^G1[1-][01-]$/.test(raw)),
};
