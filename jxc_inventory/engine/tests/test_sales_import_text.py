import pytest

from jxc_inventory.engine.sales_import.text import outcome_text, report_text


@pytest.mark.parametrize(
    ("imported", "new", "said"),
    [
        (True, True, "Imported."),
        (False, True, "Dry run: nothing was imported."),
        (False, False, "Nothing to import: no row is new and accepted."),
    ],
)
def test_what_became_of_the_file_is_said(imported, new, said):
    assert outcome_text(imported, new) == said


def test_every_word_of_ours_is_translated():
    report = {
        "rows": dict.fromkeys(
            ("accepted", "netted", "excluded", "rejected", "read"), 1
        ),
        "excluded": [{"rows": 1, "rule": "邮费"}],
        "rejected": [{"rows": 1, "field_name": "", "problem": "坏", "cure": "改"}],
        "rejections": [{"row": 2, "field_name": "日期", "value": "?"}],
        "products": {"sold": 1, "new": 1, "code_variants": {"merged": 0}},
        "demand": {"day_rows": 1},
        "notes": ["注"],
    }
    text = report_text(report, lambda source: "译")
    assert not any(letter.isascii() and letter.isalpha() for letter in text)
