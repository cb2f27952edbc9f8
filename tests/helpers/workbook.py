"""Reads an .xlsx file back with nothing but the standard library, and with LibreOffice where that is installed."""
import csv
import io
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as tree
import zipfile

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _column(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def read_workbook(data):
    """{sheet name: [[cell, …], …]}; a cell is a str, a float, or None. No cell may hold a formula."""
    book = zipfile.ZipFile(io.BytesIO(data))
    texts = ["".join(part.text or "" for part in item.iter(SHEET + "t"))
             for item in tree.fromstring(book.read("xl/sharedStrings.xml")).iter(SHEET + "si")]
    targets = {item.get("Id"): item.get("Target") for item in tree.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    sheets = {}
    for sheet in tree.fromstring(book.read("xl/workbook.xml")).iter(SHEET + "sheet"):
        rows = []
        for row in tree.fromstring(book.read("xl/" + targets[sheet.get(RELATION)])).iter(SHEET + "row"):
            cells = []
            for cell in row.iter(SHEET + "c"):
                if cell.find(SHEET + "f") is not None:
                    raise AssertionError(f"a formula in {cell.get('r')}")
                column, value = _column(cell.get("r")), cell.find(SHEET + "v")
                cells += [None] * (column + 1 - len(cells))
                if value is not None:
                    cells[column] = texts[int(value.text)] if cell.get("t") == "s" else float(value.text)
            rows.append(cells)
        sheets[sheet.get("name")] = rows
    return sheets


def office_rows(data):
    """The first sheet as LibreOffice reads it; None where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "book.xlsx")
        with open(path, "wb") as file:
            file.write(data)
        subprocess.run([office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", folder, path],
                       check=True, capture_output=True, timeout=180)
        with open(os.path.join(folder, "book.csv"), encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
