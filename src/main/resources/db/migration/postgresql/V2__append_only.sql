CREATE FUNCTION refuse_register_change() RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION 'the consent register is append-only'; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER consent_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_register_change();
