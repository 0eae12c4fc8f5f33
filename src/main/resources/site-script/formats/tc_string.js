// The TC string: core, then at most one segment of disclosed vendors (1) and one of the publisher (3). A string alone
// says nothing of ActiveCampaign: that takes the vendor id or the publisher's own purposes that the site's file names.
const bits = (text) => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  need(/^[\w-]+$/.test(text) && text.length % 4 !== 1);
  // Bits that fill no byte are padding.
  const length = (6 * text.length) & ~7;
  const bit = (i) => (need(i < length) && alphabet.indexOf(text[(i / 6) | 0]) >> (5 - (i % 6))) & 1;
  const number = (from, count) => {
    let sum = 0;
    for (let i = from; i < from + count; i++) sum = 2 * sum + bit(i);
    return sum;
  };
  // Ranges of ids. Returns where they end.
  const ranges = (from, id, hit) => {
    let at = from + 12;
    for (let left = number(from, 12); left > 0; left--) {
      const first = number(at + 1, 16);
      const last = bit(at) ? number(at + 17, 16) : first;
      if (id >= first && id <= last) hit();
      at += bit(at) ? 33 : 17;
    }
    return at;
  };
  // A vendor list: highest id, then a bit each or ranges.
  const vendors = (from, id, hit) => {
    const highest = number(from, 16);
    if (bit(from + 16)) return ranges(from + 17, id, hit);
    number(from + 17, highest);
    if (id && id <= highest && bit(from + 16 + id)) hit();
    return from + 17 + highest;
  };
  return { bit, number, ranges, vendors };
};

const readTcf = (raw, wanted, now) => {
  const [text, ...rest] = raw.split('.');
  const core = bits(text);
  const segments = {};
  rest.forEach((segment) => {
    const kind = bits(segment).number(0, 3);
    need(kind === 1 || kind === 3);
    put(segments, kind, bits(segment));
  });
  const at = 100 * Math.max(core.number(6, 36), core.number(42, 36));
  const policy = core.number(132, 6);
  need(core.number(0, 6) === 2 && (policy === 4 || policy === 5) && core.bit(138));
  need(segments[1] || at < Date.UTC(2026, 2, 1));
  const answers = blank();
  for (let purpose = 1; purpose <= 11; purpose++) answers[purpose] = !!core.bit(151 + purpose);
  // With its special treatment purpose 1 was not shown.
  if (core.bit(200)) answers[1] = false;
  const { vendor, publisher } = wanted;
  let listed = 0;
  let restricted = false;
  // All of it is read, whoever is asked about: what breaks off says nothing.
  let next = core.vendors(core.vendors(213, vendor, () => listed++), 0, () => {});
  const restrictions = core.number(next, 12);
  next += 12;
  for (let i = 0; i < restrictions; i++) next = core.ranges(next + 8, vendor, () => (restricted = true));
  if (segments[1]) segments[1].vendors(3, vendor, () => listed++);
  else listed *= 2;
  const own = segments[3];
  const count = own ? own.number(51, 6) : 0;
  if (own) own.number(57, 2 * count);
  const granted =
    (vendor || publisher.length) &&
    (!vendor || (listed === 2 && !restricted)) &&
    publisher.every((purpose) => purpose <= count && own.bit(56 + purpose));
  const services = blank();
  wanted.services.forEach((name) => (services[name] = !!granted));
  return { answers, services, at };
};
