// euconsent-v2, or what the page's own API answers.
formats.iab_tcf = {
  find: () => (formats.iab_tcf.value ? [formats.iab_tcf.value] : cookies(/^euconsent-v2$/)),
  read: readTcf,
  watch: (changed) => {
    if (!w.__tcfapi) return false;
    w.__tcfapi('addEventListener', 2, (data, ok) => {
      // While its window is open nothing has been said yet.
      if (ok && data.eventStatus !== 'cmpuishown') formats.iab_tcf.value = data.tcString;
      changed();
    });
    return true;
  },
};
