"""Sending up and receiving, proved on real files of made-up units."""
