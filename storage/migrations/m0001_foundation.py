"""Everything that is not a register: settings, units, figures, history, drafts, submissions sent and received."""

STATEMENTS = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Units of the Front: linked with dates, never rewritten.
    """CREATE TABLE unit (
        code TEXT PRIMARY KEY,
        level TEXT NOT NULL,
        expected INTEGER NOT NULL DEFAULT 0  -- 1: listed below us, a file from it is expected
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE unit_name (
        unit TEXT NOT NULL REFERENCES unit (code),
        name TEXT NOT NULL,
        valid_from TEXT NOT NULL DEFAULT '',
        valid_to TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (unit, valid_from)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE unit_parent (
        unit TEXT NOT NULL REFERENCES unit (code),
        parent TEXT NOT NULL REFERENCES unit (code),
        valid_from TEXT NOT NULL DEFAULT '',
        valid_to TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (unit, valid_from)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE unit_succession (
        old TEXT NOT NULL REFERENCES unit (code),
        new TEXT NOT NULL REFERENCES unit (code),
        kind TEXT NOT NULL,
        decision TEXT NOT NULL DEFAULT '',
        date TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (old, new)
    ) STRICT, WITHOUT ROWID""",
    # Register numbers: the last one given in a scope, kept even when its record is void.
    "CREATE TABLE counter (scope TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE figure (
        unit TEXT NOT NULL REFERENCES unit (code),
        period TEXT NOT NULL,
        indicator TEXT NOT NULL,
        given TEXT NOT NULL,
        value INTEGER,
        denominator INTEGER,
        word TEXT NOT NULL DEFAULT '',
        stated_total INTEGER,
        stated_percent INTEGER,
        preferred TEXT NOT NULL DEFAULT '',
        note TEXT NOT NULL DEFAULT '',
        version INTEGER NOT NULL,
        updated_at TEXT NOT NULL,
        updated_by TEXT NOT NULL,
        PRIMARY KEY (unit, period, indicator)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE cutoff (period TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE unfinished (
        record_id TEXT PRIMARY KEY,
        record_type TEXT NOT NULL,
        typed TEXT NOT NULL,
        kept_at TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # One row per change; hash = SHA-256 over the row's other columns and the hash before.
    """CREATE TABLE history (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        who TEXT NOT NULL,
        operation_id TEXT NOT NULL,
        operation TEXT NOT NULL,
        subject TEXT NOT NULL,     -- record type, "figure", "submission", "setting", "unit"
        subject_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        change TEXT NOT NULL,      -- canonical JSON: field -> [before, after]
        previous TEXT NOT NULL,
        hash TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX history_subject ON history (subject, subject_id, seq)",
    "CREATE TRIGGER history_is_append_only_update BEFORE UPDATE ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    "CREATE TRIGGER history_is_append_only_delete BEFORE DELETE ON history "
    "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END",
    # What we sent: `file` is the whole submission file, so that it can be written again.
    """CREATE TABLE sent (
        number INTEGER PRIMARY KEY,
        period TEXT NOT NULL,
        cutoff TEXT NOT NULL,
        at TEXT NOT NULL,
        by TEXT NOT NULL,
        file_name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        previous TEXT NOT NULL,
        file BLOB NOT NULL
    ) STRICT""",
    # Every file that was accepted, with the numbers by which gaps and forks are noticed.
    """CREATE TABLE received_file (
        sha256 TEXT PRIMARY KEY,
        unit TEXT NOT NULL REFERENCES unit (code),
        number INTEGER NOT NULL,
        period TEXT NOT NULL,
        cutoff TEXT NOT NULL,
        previous TEXT NOT NULL,
        sent_at TEXT NOT NULL,
        sent_by TEXT NOT NULL,
        received_at TEXT NOT NULL,
        received_by TEXT NOT NULL,
        verdict TEXT NOT NULL,
        file_name TEXT NOT NULL,
        bytes INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # A part is one origin unit's report for one period; in_force = 1 for the one that counts.
    """CREATE TABLE part (
        id INTEGER PRIMARY KEY,
        unit TEXT NOT NULL REFERENCES unit (code),
        period TEXT NOT NULL,
        number INTEGER NOT NULL,
        cutoff TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        in_force INTEGER NOT NULL,
        file TEXT NOT NULL REFERENCES received_file (sha256),
        content BLOB NOT NULL,     -- the part's own files, deflated, handed on upward unchanged
        UNIQUE (unit, period, number, sha256)
    ) STRICT""",
    "CREATE UNIQUE INDEX part_in_force ON part (unit, period) WHERE in_force = 1",
    """CREATE TABLE part_value (
        part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
        indicator TEXT NOT NULL,
        given TEXT NOT NULL,
        value INTEGER,
        numerator INTEGER,
        denominator INTEGER,
        word TEXT NOT NULL DEFAULT '',
        source TEXT NOT NULL,
        other INTEGER,
        from_units TEXT NOT NULL DEFAULT '{}',
        PRIMARY KEY (part, indicator)
    ) STRICT, WITHOUT ROWID""",
    # Which received records a part in force brought; a record that no part brings any more is removed.
    """CREATE TABLE part_record (
        part INTEGER NOT NULL REFERENCES part (id) ON DELETE CASCADE,
        record_type TEXT NOT NULL,
        record_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (part, record_type, record_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX part_record_by_record ON part_record (record_type, record_id)",
)
