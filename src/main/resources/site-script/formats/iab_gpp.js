// The GPP string: section 2 is a TC string. A GPC bit in an American section counts as GPC.
formats.iab_gpp = {
  find: () => (formats.iab_gpp.value ? [formats.iab_gpp.value] : cookies(/^OTGPPConsent$/)),
  read: (raw, wanted, now) => {
    if (!raw.includes('~')) return readTcf(raw, wanted, now);
    const [text, ...sections] = raw.split('~');
    const header = bits(text);
    need(text.length <= 64 && header.number(0, 12) === 193);
    const ids = [];
    let at = 24;
    // Fibonacci: the sum of the numbers whose bit is set, up to two set bits in a row.
    const fibonacci = () => {
      let sum = 0;
      let last = 0;
      for (let a = 1, b = 2; ; [a, b] = [b, a + b]) {
        const set = header.bit(at++);
        if (set && last) return sum;
        if (set) sum += a;
        last = set;
      }
    };
    let id = 0;
    for (let left = header.number(12, 12); left > 0; left--) {
      const range = header.bit(at++);
      ids.push((id += fibonacci()));
      if (range) for (let more = fibonacci(); more > 0; more--) ids.push(++id);
    }
    need(ids.length === sections.length && ids.includes(2));
    sections.forEach((section, i) => {
      if (ids[i] === 2) return;
      if (ids[i] === 6) return need(/^1[YN-]{3}$/i.test(section));
      section.split('.').forEach((part, j) => need(bits(part).number(0, 3) !== 3 || !j));
    });
    return readTcf(sections[ids.indexOf(2)], wanted, now);
  },
  watch: (changed) => {
    if (!w.__gpp) return false;
    w.__gpp('addEventListener', (data) => {
      const ping = data.pingData || {};
      if (ping.signalStatus === 'ready') formats.iab_gpp.value = ping.gppString;
      changed();
    });
    return true;
  },
};
