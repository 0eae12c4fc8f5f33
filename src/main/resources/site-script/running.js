// What the page does with it: ActiveCampaign's script is loaded after a yes, silenced and its cookies deleted after
// anything else, and ConsentGate is told what the banner says.

const tag = d.currentScript;
const TOLD = 'consentgate_told';
const VISITOR = 'consentgate_visitor';
const RETRY = 30000;
let running = false;
let silenced = null;
let seen = null;
let retryAt = 0;

const recall = (storage, key) => {
  try {
    return JSON.parse(w[storage].getItem(key));
  } catch (forbidden) {
    return null;
  }
};

const keep = (storage, key, value) => {
  try {
    if (value == null) w[storage].removeItem(key);
    else w[storage].setItem(key, JSON.stringify(value));
  } catch (forbidden) {
    // Then it is asked again on the next page.
  }
};

// What lies in the browser now: every tool's value, and whether all of them agree to a yes.
const look = () => {
  const now = Date.now();
  const gpc = !!w.navigator.globalPrivacyControl;
  const values = [];
  Object.keys(settings.banners).forEach((format) => {
    const { find, read, veto } = formats[format];
    find().forEach((raw) => {
      let yes = true;
      try {
        if (veto) read(raw);
        else judge(format, raw, settings.banners[format], now);
      } catch (noYes) {
        yes = false;
      }
      values.push({ format, raw, yes, veto });
    });
  });
  const yes = !gpc && values.every((value) => value.yes) && values.some((value) => !value.veto);
  return { values, gpc, yes, key: JSON.stringify([gpc, person.email, values.map((value) => [value.format, value.raw])]) };
};

const forget = () =>
  pairs().forEach(([name]) => {
    if (!/^(prism_|ac_enable_tracking$)/.test(name || '')) return;
    const labels = w.location.hostname.split('.');
    const paths = w.location.pathname.split('/');
    labels.concat('').forEach((_, i) =>
      paths.forEach((_, j) => {
        const domain = i < labels.length ? ';domain=' + labels.slice(i).join('.') : '';
        const path = paths.slice(0, j + 1).join('/');
        [path, path + '/'].forEach((at) => {
          d.cookie = name + '=;path=' + (at || '/') + domain + ';max-age=0';
        });
      }),
    );
  });

const stop = () => {
  if (running) {
    running = false;
    w.vgo('setTrackByDefault', false);
    // What is loaded cannot be unloaded: it finds nobody to call it any more.
    silenced = w.vgo;
    w.vgo = () => {};
    if (settings.reload) w.location.reload();
  }
  forget();
};

const start = () => {
  if (running) return;
  running = true;
  if (silenced) {
    w.vgo = silenced;
    w.vgo('process', 'allowTracking');
    return;
  }
  const vgo = (w.vgo = function () {
    (vgo.q = vgo.q || []).push(arguments);
  });
  vgo.l = Date.now();
  w.visitorGlobalObjectAlias = 'vgo';
  vgo('setAccount', settings.account);
  vgo('setTrackByDefault', false);
  if (person.email) vgo('setEmail', person.email);
  vgo('process');
  vgo('process', 'allowTracking');
  const script = d.createElement('script');
  script.async = true;
  if (tag.nonce) script.nonce = tag.nonce;
  script.src = settings.script;
  d.head.appendChild(script);
};

const post = (path, body) =>
  w
    .fetch(new URL(path, tag.src), {
      method: 'POST',
      mode: 'cors',
      credentials: 'omit',
      keepalive: true,
      body: JSON.stringify(Object.assign({ shop: tag.dataset.shop || settings.shop }, body)),
    })
    .then((answer) => need(answer.ok) && answer.json());

// Who is logged in, as the shop's server vouches for it. Only ConsentGate knows whether that may be told to anybody.
const person = { email: tag && tag.dataset.email, person_token: tag && tag.dataset.personToken };

const identified = (visitor) =>
  person.email
    ? post('/v1/banner/person', Object.assign({ visitor_id: visitor }, person)).then(
        (answer) => answer.identify === 'allowed',
      )
    : Promise.resolve(true);

// ConsentGate keeps the proof; the answer to a yes decides. A visitor who never agreed is given no lasting id.
const tell = (state) => {
  const visitor = recall('localStorage', VISITOR) || uuid();
  const told = () =>
    Promise.all(
      state.values
        .filter((value) => (state.yes ? !value.veto : state.gpc || !value.yes))
        .map(({ format, raw }) =>
          post('/v1/banner', {
            visitor_id: visitor,
            format,
            raw,
            gpc: state.gpc,
            page_url: w.location.origin + w.location.pathname,
          }),
        ),
    );
  keep('localStorage', VISITOR, state.yes ? visitor : null);
  // The visitor is known as this person before the choice is told, so that it is this person's.
  const before = state.yes ? identified(visitor) : Promise.resolve();
  return before.then(told).then((answers) => {
    const yes = state.yes && answers.every((answer) => answer.tracking === 'allowed');
    const until = Math.min(...answers.map((answer) => Date.parse(answer.valid_until) || Infinity));
    return (yes ? identified(visitor) : Promise.resolve(true)).then((may) => ({
      key: state.key,
      yes: yes && may,
      // A person who may not be tracked now may be soon: a contact takes a while to be delivered.
      until: may ? until : Date.now() + 300000,
    }));
  });
};

const uuid = () =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) =>
    (c ^ (w.crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16),
  );

const check = () => {
  const state = look();
  const told = recall('sessionStorage', TOLD) || {};
  const known = told.key === state.key && !(told.until && told.until <= Date.now());
  if (!state.yes || (known && !told.yes)) stop();
  if (known) return state.yes && told.yes && start();
  if (!state.values.length || (seen === state.key && Date.now() < retryAt)) return;
  seen = state.key;
  retryAt = Date.now() + RETRY;
  tell(state).then(
    (answer) => {
      keep('sessionStorage', TOLD, answer);
      // The visitor may have changed his mind while the answer was on its way.
      if (answer.yes && look().key === answer.key) start();
      else stop();
    },
    () => stop(),
  );
};

const watched = {};

const watch = () =>
  Object.keys(settings.banners).forEach((format) => {
    const hook = formats[format].watch;
    try {
      if (hook && !watched[format]) watched[format] = hook(soon);
    } catch (notYet) {
      // The banner's own script is not there yet; looked at again.
    }
  });

// Banners write their cookie before, during or after their event.
const soon = () => {
  check();
  w.setTimeout(check);
};

if (tag && tag.src && !w.consentgate) {
  w.consentgate = { check };
  Object.keys(settings.banners)
    .flatMap((format) => formats[format].events || [])
    .concat('click', 'storage', 'pageshow', 'visibilitychange')
    .forEach((event) => w.addEventListener(event, soon, true));
  if (w.cookieStore) w.cookieStore.addEventListener('change', soon);
  // For whatever changes without an event.
  w.setInterval(() => {
    if (d.hidden) return;
    watch();
    check();
  }, 1000);
  watch();
  check();
}
