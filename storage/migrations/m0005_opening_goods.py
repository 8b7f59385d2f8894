"""Funds and campaigns keep the goods that lay in their store on the day of the opening balance.

Trees (KT-13) are counted from a register now, in thousandths like every quantity; figures of them were whole."""

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
    "ALTER TABLE campaign ADD COLUMN receipts_published TEXT",
    "ALTER TABLE campaign ADD COLUMN payments_published TEXT",
    "ALTER TABLE campaign ADD COLUMN posted_from TEXT",
    "ALTER TABLE campaign ADD COLUMN posted_until TEXT",
    "UPDATE figure SET value = value * 1000, stated_total = stated_total * 1000 WHERE indicator = 'KT-13'",
    "UPDATE part_value SET value = value * 1000, other = other * 1000 WHERE indicator IN ('KT-13', 'KT-13:ytd')",
)
