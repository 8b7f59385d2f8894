"""The registers and catalogues of the first release, with their child tables, and the search over them."""

STATEMENTS = (
    """CREATE TABLE mediation_case (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        book_no TEXT, team TEXT REFERENCES mediation_team (id) DEFERRABLE INITIALLY DEFERRED,
        co_team TEXT REFERENCES mediation_team (id) DEFERRABLE INITIALLY DEFERRED, received_date TEXT, accepted TEXT,
        exclusion TEXT, ground TEXT, referred_by TEXT, category TEXT, subcategory TEXT, summary TEXT,
        assigned_date TEXT, started_date TEXT, session_count INTEGER, venue TEXT, is_public INTEGER, outcome TEXT,
        closed_date TEXT, end_reason TEXT, agreement_text TEXT, has_written INTEGER, due_date TEXT,
        follow_up_status TEXT, referred INTEGER, referred_to TEXT, land_to_commune INTEGER, escalation TEXT,
        escalation_date TEXT, escalation_recipient TEXT, paid INTEGER, note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX mediation_case_number
        ON mediation_case (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX mediation_case_title ON mediation_case (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE mediation_case_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX mediation_case_dated ON mediation_case (received, received_date, id, state)",
    "CREATE INDEX mediation_case_by_team ON mediation_case (team)",
    "CREATE INDEX mediation_case_by_co_team ON mediation_case (co_team)",
    """CREATE TABLE mediation_case_parties (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES mediation_case (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT, is_organisation INTEGER, birth_year INTEGER, age INTEGER, sex TEXT, address TEXT, role TEXT
    ) STRICT""",
    "CREATE INDEX mediation_case_parties_parent ON mediation_case_parties (parent)",
    """CREATE TABLE mediation_case_mediators (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES mediation_case (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        mediator TEXT REFERENCES mediator (id) DEFERRABLE INITIALLY DEFERRED, conflict_of_interest INTEGER
    ) STRICT""",
    "CREATE INDEX mediation_case_mediators_parent ON mediation_case_mediators (parent)",
    "CREATE INDEX mediation_case_mediators_by_mediator ON mediation_case_mediators (mediator)",
    """CREATE TABLE mediation_case_invitees (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES mediation_case (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT, capacity TEXT
    ) STRICT""",
    "CREATE INDEX mediation_case_invitees_parent ON mediation_case_invitees (parent)",
    """CREATE TABLE donation_receipt (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        received_date TEXT, fund TEXT REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED,
        donor TEXT REFERENCES donor (id) DEFERRABLE INITIALLY DEFERRED,
        pledge TEXT REFERENCES pledge (id) DEFERRABLE INITIALLY DEFERRED, kind TEXT, amount_vnd INTEGER,
        fx_currency TEXT, fx_amount INTEGER, fx_rate INTEGER, fx_sold_date TEXT, storage_place TEXT, restriction TEXT,
        source_level TEXT, source_unit TEXT, bank_ref TEXT, payer TEXT, receiver TEXT, accountant TEXT,
        treasurer TEXT, publish_name INTEGER, note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX donation_receipt_number
        ON donation_receipt (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX donation_receipt_title ON donation_receipt (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE donation_receipt_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX donation_receipt_dated ON donation_receipt (received, received_date, id, state)",
    "CREATE INDEX donation_receipt_by_fund ON donation_receipt (fund)",
    "CREATE INDEX donation_receipt_by_donor ON donation_receipt (donor)",
    "CREATE INDEX donation_receipt_by_pledge ON donation_receipt (pledge)",
    """CREATE TABLE donation_receipt_goods (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES donation_receipt (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT, unit TEXT, quantity INTEGER, unit_price INTEGER, value INTEGER, quality TEXT, expiry TEXT
    ) STRICT""",
    "CREATE INDEX donation_receipt_goods_parent ON donation_receipt_goods (parent)",
    """CREATE TABLE pledge (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        registered_date TEXT, donor TEXT REFERENCES donor (id) DEFERRABLE INITIALLY DEFERRED,
        fund TEXT REFERENCES fund (id) DEFERRABLE INITIALLY DEFERRED, kind TEXT, amount INTEGER,
        goods_description TEXT, occasion TEXT, due_date TEXT, condition TEXT, status TEXT, cancelled_date TEXT,
        note TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX pledge_number ON pledge (origin_unit, number_scope, number) WHERE number IS NOT NULL",
    "CREATE INDEX pledge_title ON pledge (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE pledge_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX pledge_dated ON pledge (received, registered_date, id, state)",
    "CREATE INDEX pledge_by_donor ON pledge (donor)",
    "CREATE INDEX pledge_by_fund ON pledge (fund)",
    """CREATE TABLE land_contribution (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        minutes_no TEXT, minutes_date TEXT, doc_type TEXT, donor_name TEXT, birth_year INTEGER, id_number TEXT,
        id_date TEXT, id_issuer TEXT, spouse_name TEXT, spouse_id TEXT, residence TEXT, phone TEXT, proxy_name TEXT,
        proxy_id TEXT, proxy_date TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, parcel_no TEXT,
        map_sheet TEXT, land_type TEXT, parcel_area INTEGER, parcel_area_typed INTEGER, parcel_area_unit TEXT,
        parcel_area_factor INTEGER, area INTEGER, area_typed INTEGER, area_unit TEXT, area_factor INTEGER,
        cert_no TEXT, cert_book_no TEXT, cert_date TEXT, cert_issuer TEXT, purpose TEXT, work_name TEXT,
        value_vnd INTEGER, assets TEXT, no_compensation INTEGER, status TEXT, handover_date TEXT, registered TEXT,
        note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX land_contribution_number
        ON land_contribution (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX land_contribution_title ON land_contribution (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE land_contribution_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX land_contribution_dated ON land_contribution (received, minutes_date, id, state)",
    "CREATE INDEX land_contribution_by_residential_area ON land_contribution (residential_area)",
    """CREATE TABLE community_model (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        name TEXT, theme TEXT, content_no TEXT, kind TEXT, person_name TEXT, coverage TEXT,
        residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED, n_areas INTEGER,
        n_groups INTEGER, n_households INTEGER, n_committed INTEGER, owner TEXT, partners TEXT, registered_date TEXT,
        launched_date TEXT, formation TEXT,
        replicated_from TEXT REFERENCES community_model (id) DEFERRABLE INITIALLY DEFERRED, status TEXT,
        stopped_date TEXT, decision_no TEXT, decision_date TEXT, decision_level TEXT, criteria TEXT,
        cost_total INTEGER, cost_state INTEGER, cost_social INTEGER, results TEXT, score TEXT, note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX community_model_number
        ON community_model (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX community_model_title ON community_model (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE community_model_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX community_model_by_residential_area ON community_model (residential_area)",
    "CREATE INDEX community_model_by_replicated_from ON community_model (replicated_from)",
    """CREATE TABLE residential_area (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        code TEXT, name TEXT, kind TEXT, households INTEGER, people INTEGER, head_name TEXT, head_phone TEXT,
        valid_from TEXT, valid_to TEXT, note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX residential_area_number
        ON residential_area (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX residential_area_title ON residential_area (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE residential_area_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE TABLE residential_area_predecessors (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES residential_area (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT""",
    "CREATE INDEX residential_area_predecessors_parent ON residential_area_predecessors (parent)",
    "CREATE INDEX residential_area_predecessors_by_area ON residential_area_predecessors (area)",
    """CREATE TABLE mediation_team (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        name TEXT, residential_area TEXT REFERENCES residential_area (id) DEFERRABLE INITIALLY DEFERRED,
        decision_no TEXT, decision_date TEXT, leader_name TEXT, valid_from TEXT, strengthened_date TEXT, status TEXT,
        valid_to TEXT, funded INTEGER, funding_vnd INTEGER, joint_activities INTEGER, note TEXT
    ) STRICT""",
    """CREATE UNIQUE INDEX mediation_team_number
        ON mediation_team (origin_unit, number_scope, number) WHERE number IS NOT NULL""",
    "CREATE INDEX mediation_team_title ON mediation_team (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE mediation_team_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX mediation_team_by_residential_area ON mediation_team (residential_area)",
    """CREATE TABLE mediator (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        team TEXT REFERENCES mediation_team (id) DEFERRABLE INITIALLY DEFERRED, name TEXT, sex TEXT,
        birth_year INTEGER, ethnic_minority INTEGER, position TEXT, phone TEXT, is_leader INTEGER, qualification TEXT,
        decision_no TEXT, decision_date TEXT, trained INTEGER, left_date TEXT, left_reason TEXT, note TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX mediator_number ON mediator (origin_unit, number_scope, number) WHERE number IS NOT NULL",
    "CREATE INDEX mediator_title ON mediator (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE mediator_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    "CREATE INDEX mediator_by_team ON mediator (team)",
    """CREATE TABLE fund (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        fund_kind TEXT, name TEXT, account TEXT, opened TEXT, closed TEXT, opening_date TEXT, opening_balance INTEGER,
        opening_received INTEGER, note TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX fund_number ON fund (origin_unit, number_scope, number) WHERE number IS NOT NULL",
    "CREATE INDEX fund_title ON fund (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE fund_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
    """CREATE TABLE donor (
        record_key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, origin_unit TEXT NOT NULL,
        received INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL, version INTEGER NOT NULL, number INTEGER,
        number_scope TEXT NOT NULL DEFAULT '', number_text TEXT NOT NULL DEFAULT '',
        void_reason TEXT NOT NULL DEFAULT '', unparsed TEXT NOT NULL DEFAULT '{}',
        withheld TEXT NOT NULL DEFAULT '[]', reasons TEXT NOT NULL DEFAULT '{}', created_at TEXT NOT NULL,
        created_by TEXT NOT NULL, updated_at TEXT NOT NULL, updated_by TEXT NOT NULL,
        title_sort TEXT NOT NULL DEFAULT '',
        kind TEXT, organisation_name TEXT, person_name TEXT, address TEXT, phone TEXT, tax_code TEXT,
        representative TEXT, publish_name TEXT, note TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX donor_number ON donor (origin_unit, number_scope, number) WHERE number IS NOT NULL",
    "CREATE INDEX donor_title ON donor (received, title_sort, id, state)",
    """CREATE VIRTUAL TABLE donor_search
        USING fts5(title, text, content='',
        contentless_delete=1, tokenize='unicode61', prefix='1 2 3')""",
)
