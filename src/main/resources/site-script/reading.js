// How a banner's state is read: the same rules as the server's own decoders. Whatever cannot be read, is implied, has no
// proof or is too old throws, and whoever throws has not agreed.

const formats = {};
const LONGEST = 16384;
// Browsers and proxies cut cookies there, and some formats do not show it.
const CUT_AT = 4096;
// No banner is older than the directive.
const EARLIEST = Date.UTC(2009, 11, 18);
const SKEW = 300000;
const YEAR = 31536000000;

const need = (condition) => {
  if (!condition) throw 0;
  return condition;
};

const clean = (text) => {
  need(!/[\0-\x1f\x7f\ufffd]/.test(text));
  encodeURIComponent(text);
  return text;
};

const decode = (text) => clean(decodeURIComponent(text));

const isBoolean = (value) => need(value === true || value === false) && value;

const isText = (value) => typeof value === 'string' && value !== '';

// Sets a name once: said twice is a contradiction.
const put = (map, name, value) => {
  need(!(name in map));
  map[name] = value;
};

const blank = () => Object.create(null);

// A JSON object, plain or percent-encoded once; JSON.parse would keep the second of two equal members in silence.
const object = (raw) => {
  const text = raw[0] !== '{' || raw[1] === '%' ? decode(raw) : raw;
  let members = -1;
  const parsed = JSON.parse(text, function (name, value) {
    if (!Array.isArray(this)) members++;
    return value;
  });
  need(text[0] === '{' && members === (text.match(/"(?:[^"\\]|\\.)*"\s*:/g) || []).length);
  return parsed;
};

const booleans = (record) => {
  need(record && typeof record === 'object' && !Array.isArray(record));
  Object.keys(record).forEach((name) => isBoolean(record[name]));
  return record;
};

const iso = (text) =>
  need(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) && Date.parse(text);

const millis = (value) => Number(need(/^\d{1,15}$/.test(value)) && value);

const pairs = () =>
  d.cookie.split(';').map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
  });

const cookies = (name) => pairs().filter((pair) => pair[0] && pair[0].match(name)).map((pair) => pair[1]);

// The cookies of a tool that keeps several, as one text.
const joined = (...names) =>
  names
    .map((name) => pairs().filter((pair) => pair[0] && pair[0].match(name)).map((pair) => pair.join('=')).join('; '))
    .filter(Boolean)
    .join('; ');

const jar = (raw) => {
  const found = blank();
  raw.split(';').forEach((pair) => {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    const value = pair.slice(equals + 1).trim();
    if (equals >= 0) need(!(name in found) || found[name] === value), (found[name] = value);
  });
  return found;
};

const stored = (name) => {
  try {
    return [w.localStorage.getItem(name)].filter(Boolean);
  } catch (forbidden) {
    return [];
  }
};

const expects = (version, now) => need(now.expected == null || now.expected === version);

// Throws unless this value agrees to what the site's file asks for.
const judge = (format, raw, wanted, now) => {
  const tool = formats[format];
  need(raw && raw.length <= LONGEST && clean(raw));
  need(tool.whole || new TextEncoder().encode(raw).length < CUT_AT);
  const said = tool.read(raw, wanted, now);
  const services = said.services || said.answers;
  if (!tool.undated) {
    const ends = new Date(said.at);
    ends.setMonth(ends.getMonth() + wanted.months);
    need(said.at >= EARLIEST && said.at <= now + SKEW && ends > now);
  }
  need(!said.until || said.until > now);
  need(wanted.names.length + wanted.services.length);
  wanted.names.forEach((name) => need(said.answers[name] === true || said.answers[tool.prefix + name] === true));
  wanted.services.forEach((name) => need(services[name] === true || (tool.mayRefuse && !(name in services))));
};
