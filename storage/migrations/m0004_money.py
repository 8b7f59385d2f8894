"""Campaigns, households, disbursements and houses; receipts and pledges learn to name their campaign."""

STATEMENTS = (
    """ALTER TABLE donation_receipt ADD COLUMN
        campaign TEXT REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED""",
    "ALTER TABLE donation_receipt ADD COLUMN restricted INTEGER",
    "UPDATE donation_receipt SET restricted = 1 WHERE restriction <> ''",
    "CREATE INDEX donation_receipt_by_campaign ON donation_receipt (campaign)",
    "ALTER TABLE pledge ADD COLUMN campaign TEXT REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED",
    "CREATE INDEX pledge_by_campaign ON pledge (campaign)",
    """CREATE TABLE campaign (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        code TEXT, name TEXT, fund TEXT REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED, decision_no TEXT,
        decision_date TEXT, launch_date TEXT, reception_end TEXT, extension_no TEXT, extension_date TEXT,
        distribution_end TEXT, account TEXT, reception_places TEXT, note TEXT
    ) STRICT""",
    "CREATE INDEX campaign_title ON campaign (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE campaign_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX campaign_by_fund ON campaign (fund)",
    """CREATE TABLE household (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        head_name TEXT, birth_year INTEGER, sex TEXT, id_number TEXT, phone TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, address TEXT,
        category TEXT, category_year INTEGER, members INTEGER, circumstances TEXT, note TEXT
    ) STRICT""",
    "CREATE INDEX household_title ON household (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE household_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX household_by_residential_area ON household (residential_area)",
    """CREATE TABLE house_support (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        household TEXT REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, category TEXT,
        kind TEXT, programme TEXT, programme_name TEXT, surveyed_date TEXT, status TEXT, decision_no TEXT,
        approved_date TEXT, started_date TEXT, handed_over_date TEXT, pause_reason TEXT, floor_area INTEGER,
        floor_area_typed INTEGER, floor_area_unit TEXT, floor_area_factor INTEGER, hard_floor INTEGER,
        hard_walls INTEGER, hard_roof INTEGER, source_level TEXT, source_unit TEXT, total_value INTEGER, note TEXT
    ) STRICT""",
    "CREATE INDEX house_support_title ON house_support (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE house_support_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE UNIQUE INDEX house_support_number
        ON house_support (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX house_support_dated ON house_support (received, surveyed_date, id, state)",
    "CREATE INDEX house_support_by_household ON house_support (household)",
    "CREATE INDEX house_support_by_residential_area ON house_support (residential_area)",
    """CREATE TABLE house_support_funding (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES house_support (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        source TEXT, fund TEXT REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
        donor TEXT REFERENCES donor (id) DEFERRABLE INITIALLY DEFERRED, labour_days INTEGER, unit_price INTEGER,
        value INTEGER
    ) STRICT""",
    "CREATE INDEX house_support_funding_parent ON house_support_funding (parent)",
    "CREATE INDEX house_support_funding_by_fund ON house_support_funding (fund)",
    "CREATE INDEX house_support_funding_by_donor ON house_support_funding (donor)",
    """CREATE TABLE disbursement (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        paid_date TEXT, fund TEXT REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
        campaign TEXT REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED, direction TEXT, receiving_unit TEXT,
        decision_no TEXT, decision_date TEXT, decision_body TEXT, content TEXT, funding_source TEXT,
        funding_level TEXT, source_level TEXT, source_unit TEXT,
        restricted_gift TEXT REFERENCES donation_receipt (id) DEFERRABLE INITIALLY DEFERRED, as_promised INTEGER,
        form TEXT, money INTEGER, goods_value INTEGER, amount INTEGER, bank_ref TEXT, running_cost INTEGER,
        consent_ref TEXT, occasion TEXT, target_group TEXT, gifts INTEGER, gift_value INTEGER, place TEXT,
        preparer TEXT, accountant TEXT, treasurer TEXT, approver TEXT, note TEXT
    ) STRICT""",
    "CREATE INDEX disbursement_title ON disbursement (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE disbursement_search
        USING fts5(title, text, content='', contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE UNIQUE INDEX disbursement_number
        ON disbursement (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX disbursement_dated ON disbursement (received, paid_date, id, state)",
    "CREATE INDEX disbursement_by_fund ON disbursement (fund)",
    "CREATE INDEX disbursement_by_campaign ON disbursement (campaign)",
    "CREATE INDEX disbursement_by_restricted_gift ON disbursement (restricted_gift)",
    """CREATE TABLE disbursement_goods (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES disbursement (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT, unit TEXT, quantity INTEGER, unit_price INTEGER, value INTEGER, quality TEXT, expiry TEXT
    ) STRICT""",
    "CREATE INDEX disbursement_goods_parent ON disbursement_goods (parent)",
    """CREATE TABLE disbursement_beneficiaries (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES disbursement (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        full_name TEXT, birth_year INTEGER, id_number TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, category TEXT,
        gift_count INTEGER, given_amount INTEGER, given_goods TEXT,
        household TEXT REFERENCES household (id) DEFERRABLE INITIALLY DEFERRED,
        house TEXT REFERENCES house_support (id) DEFERRABLE INITIALLY DEFERRED, signature TEXT, signed_by TEXT,
        relation TEXT, is_part INTEGER
    ) STRICT""",
    "CREATE INDEX disbursement_beneficiaries_parent ON disbursement_beneficiaries (parent)",
    "CREATE INDEX disbursement_beneficiaries_by_residential_area ON disbursement_beneficiaries (residential_area)",
    "CREATE INDEX disbursement_beneficiaries_by_household ON disbursement_beneficiaries (household)",
    "CREATE INDEX disbursement_beneficiaries_by_house ON disbursement_beneficiaries (house)",
)
