-- Organisations are never removed: old cases name them.
ALTER TABLE organizations ADD COLUMN retired_at $instant$;

CREATE TABLE accounts (
    id                 $id$ PRIMARY KEY,
    sign_in            TEXT NOT NULL UNIQUE,
    display_name       TEXT NOT NULL,
    language           TEXT CHECK (language IN ('zh', 'en')),
    password_hash      TEXT,
    security_stamp     TEXT NOT NULL,
    totp_key           $bytes$,
    two_factor         BOOLEAN NOT NULL,
    recovery_codes     TEXT NOT NULL,
    failures           INTEGER NOT NULL,
    locked_until       $instant$,
    must_change        BOOLEAN NOT NULL,
    is_disabled        BOOLEAN NOT NULL,
    is_demonstration   BOOLEAN NOT NULL,
    made_at            $instant$ NOT NULL,
    version            BIGINT NOT NULL
);

CREATE TABLE account_passkeys (
    credential_id $bytes$ PRIMARY KEY,
    account_id    $id$ NOT NULL REFERENCES accounts (id),
    name          TEXT NOT NULL,
    facts         TEXT NOT NULL,
    made_at       $instant$ NOT NULL
);
CREATE INDEX account_passkeys_account ON account_passkeys (account_id);

CREATE TABLE roles (
    code        TEXT PRIMARY KEY,
    name_zh     TEXT NOT NULL,
    name_en     TEXT NOT NULL,
    permissions TEXT NOT NULL,
    is_of_line  BOOLEAN NOT NULL
);

CREATE TABLE posts (
    id                $id$ PRIMARY KEY,
    account_id        $id$ NOT NULL REFERENCES accounts (id),
    organization_code TEXT NOT NULL REFERENCES organizations (code),
    role_code         TEXT NOT NULL REFERENCES roles (code),
    scope_path        TEXT,
    scope_area        TEXT,
    from_at           $instant$ NOT NULL,
    until_at          $instant$
);
CREATE INDEX posts_account ON posts (account_id);
CREATE INDEX posts_role ON posts (role_code);

-- Links that work once: the first administrator's, and a person's way to a password.
CREATE TABLE one_time_links (
    secret_hash $bytes$ PRIMARY KEY,
    purpose     TEXT NOT NULL CHECK (purpose IN ('Setup', 'Start')),
    account_id  $id$ REFERENCES accounts (id),
    made_at     $instant$ NOT NULL,
    expires_at  $instant$ NOT NULL,
    used_at     $instant$
);

CREATE TABLE api_tokens (
    id          $id$ PRIMARY KEY,
    account_id  $id$ NOT NULL REFERENCES accounts (id),
    name        TEXT NOT NULL,
    secret_hash $bytes$ NOT NULL UNIQUE,
    made_at     $instant$ NOT NULL,
    expires_at  $instant$ NOT NULL,
    revoked_at  $instant$
);
CREATE INDEX api_tokens_account ON api_tokens (account_id);
