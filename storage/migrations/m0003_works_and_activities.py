"""Works, what is given to them, outreach, oversight, festivals; land may name the work that it is given for."""

STATEMENTS = (
    """CREATE TABLE public_work (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        name TEXT, kind TEXT, residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED,
        place TEXT, length_m INTEGER, width_m INTEGER, surface TEXT, status TEXT, started_date TEXT,
        completed_date TEXT, total_value INTEGER, state_value INTEGER, people_money INTEGER, land_value INTEGER,
        labour_value INTEGER, other_value INTEGER, note TEXT
    ) STRICT""",
    "CREATE INDEX public_work_title ON public_work (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE public_work_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX public_work_dated ON public_work (received, started_date, id, state)",
    "CREATE INDEX public_work_by_residential_area ON public_work (residential_area)",
    """CREATE TABLE work_contribution (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        public_work TEXT REFERENCES public_work (id) DEFERRABLE INITIALLY DEFERRED, work_name TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, from_date TEXT,
        to_date TEXT, people INTEGER, households INTEGER, kind TEXT, item_name TEXT, quantity INTEGER, unit TEXT,
        unit_price INTEGER, value_vnd INTEGER, source TEXT, contributor_name TEXT, note TEXT
    ) STRICT""",
    "CREATE INDEX work_contribution_title ON work_contribution (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE work_contribution_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE UNIQUE INDEX work_contribution_number
        ON work_contribution (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX work_contribution_dated ON work_contribution (received, to_date, id, state)",
    "CREATE INDEX work_contribution_by_public_work ON work_contribution (public_work)",
    "CREATE INDEX work_contribution_by_residential_area ON work_contribution (residential_area)",
    """CREATE TABLE outreach_session (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        session_date TEXT, form TEXT, theme TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, place TEXT,
        partners TEXT, sessions INTEGER, people INTEGER, note TEXT
    ) STRICT""",
    "CREATE INDEX outreach_session_title ON outreach_session (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE outreach_session_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE UNIQUE INDEX outreach_session_number
        ON outreach_session (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX outreach_session_dated ON outreach_session (received, session_date, id, state)",
    "CREATE INDEX outreach_session_by_residential_area ON outreach_session (residential_area)",
    """CREATE TABLE oversight_session (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        session_date TEXT, kind TEXT, role TEXT, subject TEXT, body TEXT, opinions INTEGER, opinions_accepted INTEGER,
        result TEXT, follow_up TEXT, answer_date TEXT, note TEXT
    ) STRICT""",
    "CREATE INDEX oversight_session_title ON oversight_session (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE oversight_session_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE UNIQUE INDEX oversight_session_number
        ON oversight_session (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX oversight_session_dated ON oversight_session (received, session_date, id, state)",
    """CREATE TABLE unity_festival (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, festival_date TEXT,
        form TEXT, households INTEGER, highest_leader TEXT, gifts INTEGER, gifts_value INTEGER, houses INTEGER,
        cost INTEGER, note TEXT
    ) STRICT""",
    "CREATE INDEX unity_festival_title ON unity_festival (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE unity_festival_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX unity_festival_dated ON unity_festival (received, festival_date, id, state)",
    "CREATE INDEX unity_festival_by_residential_area ON unity_festival (residential_area)",
    """ALTER TABLE land_contribution ADD COLUMN public_work TEXT
        REFERENCES public_work (id) DEFERRABLE INITIALLY DEFERRED""",
    "CREATE INDEX land_contribution_by_public_work ON land_contribution (public_work)",
)
