"""What is arranged once: first run, officer and unit, lower units, land units, passphrase, backups."""
