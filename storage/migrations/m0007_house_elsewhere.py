"""A household and a house may lie in a commune whose residential areas stand in no catalogue of this unit."""

STATEMENTS = (
    "ALTER TABLE household ADD COLUMN commune TEXT",
    "ALTER TABLE house_support ADD COLUMN commune TEXT",
)
