from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jxc_inventory.engine.numbering.pattern import (
    DATE_FIELDS,
    TEXT_FIELDS,
    MissingValue,
    PatternError,
    compile_pattern,
)

MILK = {
    "product.code": "SP1001",
    "product.barcode": "6999900000101",
    "category.name": "乳品",
    "supplier.ref": "V{7}",
    "warehouse.code": "HZ",
    "production": date(2026, 3, 1),
    "expiration": date(2028, 3, 1),
    "receipt": date(2026, 4, 15),
}
DAYS_OF_20_YEARS = [date(2015, 1, 1) + timedelta(days=n) for n in range(7305)]

literals = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"),
    min_size=1,
    max_size=4,
)
text_fields = st.sampled_from(TEXT_FIELDS).map("{{{}}}".format)
day_formats = st.lists(
    st.sampled_from(["%Y", "%y", "%m", "%d", "%j", "%G", "%V", "%u", "-", "."]),
    min_size=1,
    max_size=4,
).map("".join)
date_fields = st.builds(
    "{{{}:{}}}".format,
    st.sampled_from(DATE_FIELDS),
    day_formats.filter(lambda spec: "%" in spec),
)
escapes = st.sampled_from(["{{", "}}"])
other_parts = st.lists(st.one_of(literals, text_fields, date_fields, escapes))


@st.composite
def patterns(draw):
    """Return a valid pattern and the width of its running number, 0 for none."""
    before, after = draw(other_parts), draw(other_parts)
    width = draw(st.integers(0, 9))
    seq = f"{{seq:{width}}}" if width else ""
    text = "".join([*before, seq, *after])
    assume(text)
    return text, width


values_of_goods = st.fixed_dictionaries(
    {
        **dict.fromkeys(
            TEXT_FIELDS,
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
        ),
        **dict.fromkeys(DATE_FIELDS, st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    }
)


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{product.code}-{production:%y%m%d}-{seq:3}", "SP1001-260301-007"),
        ("{production}{seq:2}", "26030107"),
        ("L{receipt:%Y}.{receipt:%j}/{seq:1}", "L2026.105/7"),
        ("{production:%Y-%m-%d}", "2026-03-01"),
        ("{production:%G}W{production:%V}-{production:%u}", "2026W09-7"),
        ("{supplier.ref}{{{seq:4}}}", "V{7}{0007}"),
        ("{category.name}{warehouse.code}{seq:3}", "乳品HZ007"),
    ],
)
def test_a_pattern_makes_the_number_it_shows(pattern, number):
    assert compile_pattern(pattern).render(MILK, 7) == number


@pytest.mark.parametrize(
    ("pattern", "problem", "position"),
    [
        ("", "empty", 1),
        ("AB{product.code", "unclosed", 3),
        ("AB{product.{code}", "unclosed", 3),
        ("AB}", "stray", 3),
        ("{produkt}", "field", 1),
        ("A{}", "field", 2),
        ("A{product.code:3}", "format", 2),
        ("{production:yymmdd}", "format", 1),
        ("{production:%y%q}", "format", 1),
        ("{production:%y%}", "format", 1),
        ("{production:%%}", "format", 1),
        ("{seq}", "width", 1),
        ("{seq:0}", "width", 1),
        ("{seq:21}", "width", 1),
        ("{seq:three}", "width", 1),
        ("{digits:0}", "width", 1),
        ("A{seq:3}-{seq:3}", "second_seq", 10),
    ],
)
def test_a_bad_pattern_is_told_with_its_place(pattern, problem, position):
    with pytest.raises(PatternError) as caught:
        compile_pattern(pattern)
    assert (caught.value.problem, caught.value.position) == (problem, position)


@given(st.text(alphabet="{}:%ymdseq.3production"))
def test_any_text_is_a_pattern_or_a_told_mistake(text):
    try:
        pattern = compile_pattern(text)
    except PatternError as error:
        assert 1 <= error.position <= len(text) + 1
    else:
        assert pattern.parts


@given(patterns(), values_of_goods, st.integers(0, 10**10))
def test_a_rendered_number_reads_back(written, values, seq):
    text, width = written
    pattern = compile_pattern(text)
    number = pattern.render(values, seq)
    assume(len(number) <= 64)
    reading = pattern.read(number, values)
    assert reading.seq == (seq if width else None)
    texts = {name: values[name] for name in TEXT_FIELDS}
    reading = pattern.read(number, texts)
    assert reading is not None
    for name, day in reading.dates.items():
        assert day == values[name]


@given(patterns(), values_of_goods, st.integers(0, 10**6), st.integers(0, 10**6))
def test_equal_numbers_only_from_equal_counts(written, values, one, other):
    text, width = written
    pattern = compile_pattern(text)
    if width:
        assert (pattern.render(values, one) == pattern.render(values, other)) is (
            one == other
        )
    else:
        assert not pattern.has_seq


@pytest.mark.parametrize(
    "spec", ["%y%m%d", "%Y%m%d", "%d%m%Y", "%y%j", "%Y.%j", "%G%V%u", "%m-%d-%y"]
)
def test_every_day_of_twenty_years_reads_back(spec):
    pattern = compile_pattern(f"L{{production:{spec}}}-{{seq:3}}")
    for day in DAYS_OF_20_YEARS:
        reading = pattern.read(pattern.render({"production": day}, 12))
        assert reading.dates == {"production": day}
        assert reading.seq == 12


@pytest.mark.parametrize(
    "number",
    [
        "SP1001-260229-001",  # no such day
        "SP1001-261301-001",
        "SP1001-260301-01",
        "SP1001-260301-0001",  # would be written 001
        "SP1002-260301-001",
        "SP1001-260301-00A",
        "SP1001-260301-001 ",
        "SP1001-260301-٠٠١",
        "sp1001-260301-001",
        "",
    ],
)
def test_what_the_pattern_does_not_make_is_refused(number):
    pattern = compile_pattern("{product.code}-{production:%y%m%d}-{seq:3}")
    assert pattern.read(number, {"product.code": "SP1001"}) is None


def test_a_count_that_outgrows_its_width_goes_on():
    pattern = compile_pattern("A{seq:3}")
    assert pattern.render({}, 1000) == "A1000"
    assert pattern.read("A1000").seq == 1000


def test_a_known_date_must_stand_in_the_number():
    pattern = compile_pattern("{production:%y%m%d}")
    assert pattern.read("260301", {"production": date(2026, 3, 1)})
    assert not pattern.read("260302", {"production": date(2026, 3, 1)})


def test_a_date_written_twice_must_agree():
    pattern = compile_pattern("{production:%Y%m%d}/{production:%j}")
    assert pattern.read("20260301/060").dates == {"production": date(2026, 3, 1)}
    assert pattern.read("20260301/061") is None
    assert compile_pattern("{receipt:%m}{receipt:%m}").read("0304") is None


def test_part_of_a_date_tells_no_day_but_must_be_possible():
    pattern = compile_pattern("{production:%y%m}")
    assert pattern.read("2612").dates == {}
    assert pattern.read("2613") is None


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        ("SN{digits:8}", "SN00000001", "SN0000000A"),
        ("{letters:2}{digits:2}", "Ab12", "A112"),
        ("{chars:4}", "a1B2", "a1B-"),
    ],
)
def test_free_fields_recognise_and_never_make(pattern, good, bad):
    compiled = compile_pattern(pattern)
    assert compiled.free
    assert compiled.read(good)
    assert compiled.read(bad) is None


def test_a_missing_value_is_named():
    pattern = compile_pattern("{product.code}-{production:%y%m%d}-{seq:3}")
    assert pattern.fields == {"product.code", "production"}
    for values, field in [
        ({}, "product.code"),
        ({"product.code": ""}, "product.code"),
        ({"product.code": "A"}, "production"),
    ]:
        for make in (pattern.render, pattern.counter_key):
            with pytest.raises(MissingValue) as caught:
                make(values)
            assert caught.value.field == field


def test_numbers_of_one_count_share_its_key():
    pattern = compile_pattern("{supplier.ref}-{production:%y%m%d}-{seq:3}")
    assert pattern.counter_key(MILK) == "V{{7}}-260301-{}"
