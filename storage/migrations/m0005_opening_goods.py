"""Funds and campaigns keep the goods that lay in their store on the day of the opening balance."""

STATEMENTS = (
    """CREATE TABLE fund_goods (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES fund (id) ON DELETE CASCADE, position INTEGER NOT NULL,
        item TEXT, unit TEXT, quantity INTEGER
    ) STRICT""",
    "CREATE INDEX fund_goods_parent ON fund_goods (parent)",
    """CREATE TABLE campaign_goods (
        id TEXT PRIMARY KEY, parent TEXT NOT NULL REFERENCES campaign (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        item TEXT, unit TEXT, quantity INTEGER
    ) STRICT""",
    "CREATE INDEX campaign_goods_parent ON campaign_goods (parent)",
)
