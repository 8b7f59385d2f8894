"""The files of resources/ are found from anywhere and hold what their READMEs promise."""

import csv
import pathlib
import tomllib
import unicodedata

import pytest

from ui.resources import resource_path


def units() -> list[dict[str, str]]:
    with resource_path("administrative", "units.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def renamed() -> list[dict[str, str]]:
    with resource_path("administrative", "renamed.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert resource_path("icons", "save.svg").is_file()
    assert resource_path().is_absolute()


def test_found_in_a_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path / "unpacked"), raising=False)
    assert resource_path("icons") == tmp_path / "unpacked" / "resources" / "icons"
    monkeypatch.delattr("sys._MEIPASS")
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(tmp_path / "so-mat-tran.exe"))
    assert resource_path("icons") == (tmp_path / "resources" / "icons").resolve()


def test_every_unit_of_the_country_once() -> None:
    rows = units()
    provinces = [row for row in rows if row["level"] == "tinh"]
    communes = [row for row in rows if row["level"] == "xa"]
    assert (len(provinces), len(communes), len(rows)) == (34, 3321, 3355)
    assert len({row["code"] for row in rows}) == len(rows)
    known = {row["code"] for row in provinces}
    assert {row["parent_code"] for row in communes} == known
    assert {row["parent_code"] for row in provinces} == {""}
    assert rows == sorted(provinces, key=lambda row: row["code"]) + sorted(communes, key=lambda row: row["code"])


def test_unit_names_are_full_and_tidy() -> None:
    kinds = {"tinh": ("Tỉnh ", "Thành phố "), "xa": ("Xã ", "Phường ", "Đặc khu ")}
    for row in units():
        assert row["name"].startswith(kinds[row["level"]]), row
        assert row["name"] == unicodedata.normalize("NFC", " ".join(row["name"].split())), row
        assert len(row["code"]) == (2 if row["level"] == "tinh" else 5), row
    names = {row["code"]: row["name"] for row in units()}
    assert (names["20"], names["06364"]) == ("Tỉnh Lạng Sơn", "Xã Vũ Lễ")


def test_renamed_units_wear_their_new_name() -> None:
    names = {row["code"]: row["name"] for row in units()}
    assert {row["code"]: row["new_name"] for row in renamed()}.items() <= names.items()
    assert all(row["old_name"] != row["new_name"] and row["from_date"] > "2025-07-01" for row in renamed())


def test_land_units_are_whole_numbers_with_codes_of_their_own() -> None:
    with resource_path("administrative", "land_units.toml").open("rb") as file:
        data = tomllib.load(file)
    every = [*data["always"]["units"], *(unit for region in data["regions"].values() for unit in region["units"])]
    assert all(type(unit["hundredths_of_m2"]) is int and unit["hundredths_of_m2"] > 0 for unit in every)
    assert len({unit["code"] for unit in every}) == len({unit["label"] for unit in every}) == len(every)
    factors = {unit["code"]: unit["hundredths_of_m2"] for unit in every}
    assert (factors["m2"], factors["ha"], factors["sao_bac"], factors["thuoc_bac"]) == (100, 1_000_000, 36_000, 2_400)
    assert factors["sao_bac"] == 15 * factors["thuoc_bac"]  # domain paper 3.3
    assert set(data["provinces"]) == {row["code"] for row in units() if row["level"] == "tinh"}
    assert set(data["provinces"].values()) == set(data["regions"]) == {"bac", "trung", "nam"}
