-- How a person wants to be told. The address is encrypted like every other contact.
CREATE TABLE notice_settings (
    account_id   $id$ PRIMARY KEY REFERENCES accounts (id),
    address      $bytes$,
    mail         TEXT NOT NULL CHECK (mail IN ('Off', 'AtOnce', 'Digest')),
    muted        TEXT NOT NULL,
    digest_at    TEXT NOT NULL,
    quiet_from   TEXT NOT NULL,
    quiet_until  TEXT NOT NULL,
    digested_to  $instant$ NOT NULL,
    version      BIGINT NOT NULL
);
CREATE INDEX notice_settings_mail ON notice_settings (mail, account_id);
