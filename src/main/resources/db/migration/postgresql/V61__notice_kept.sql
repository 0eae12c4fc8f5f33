CREATE FUNCTION refuse_notice_change() RETURNS trigger AS
$$ BEGIN RAISE EXCEPTION 'a notice that was written stays as it is'; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER notice_version_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_version
FOR EACH STATEMENT EXECUTE FUNCTION refuse_notice_change();

CREATE TRIGGER notice_file_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON notice_file
FOR EACH STATEMENT EXECUTE FUNCTION refuse_notice_change();
