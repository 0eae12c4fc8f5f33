// consentgate_consent: our own format, for sites without a tool that is known here.
formats.consentgate = {
  events: ['consentgate:change'],
  whole: true,
  find: () => cookies(/^consentgate_consent$/),
  read: (raw, wanted) => {
    const record = object(raw);
    const known = /^(version|receipt_id|recorded_at|expires_at|notice_version|choices)$/;
    need(record.version === 1 && Object.keys(record).every((name) => known.test(name)));
    expects(record.notice_version, wanted);
    need(isText(record.receipt_id));
    const until = record.expires_at == null ? 0 : iso(record.expires_at);
    return { answers: booleans(record.choices), at: iso(record.recorded_at), until };
  },
};
