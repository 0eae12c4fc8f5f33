// klaro: an answer per service; only a click on save writes it.
formats.klaro = {
  undated: true,
  whole: true,
  find: () => cookies(/^klaro$/).concat(stored('klaro')),
  read: (raw) => ({ answers: booleans(object(raw)) }),
  watch: (changed) => {
    const manager = w.klaro && w.klaro.getManager && w.klaro.getManager();
    if (manager) manager.watch({ update: () => changed() });
    return manager;
  },
};
