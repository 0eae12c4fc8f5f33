CREATE TRIGGER notice_version_no_update BEFORE UPDATE ON notice_version
BEGIN SELECT RAISE(ABORT, 'a notice that was written stays as it is'); END;

CREATE TRIGGER notice_version_no_delete BEFORE DELETE ON notice_version
BEGIN SELECT RAISE(ABORT, 'a notice that was written stays as it is'); END;

CREATE TRIGGER notice_file_no_update BEFORE UPDATE ON notice_file
BEGIN SELECT RAISE(ABORT, 'a notice that was written stays as it is'); END;

CREATE TRIGGER notice_file_no_delete BEFORE DELETE ON notice_file
BEGIN SELECT RAISE(ABORT, 'a notice that was written stays as it is'); END;
