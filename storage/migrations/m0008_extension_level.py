"""An appeal keeps who extended its reception: for relief the decree leaves that to a province or the centre."""

STATEMENTS = ("ALTER TABLE campaign ADD COLUMN extension_level TEXT",)
