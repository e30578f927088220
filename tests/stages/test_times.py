"""Time expressions in wire sentences: what is found, and what it means with and without a day of publication."""

from __future__ import annotations

import pytest
from msgspec import structs

from dragoman import knowledge
from dragoman.draft import Draft
from dragoman.knowledge.times import TimeRule
from dragoman.pipeline import document
from dragoman.stages.parse import parse
from dragoman.stages.segment import segment
from dragoman.stages.times import times
from dragoman.stages.timex.grammar import Chart, Match, words_of
from dragoman.stages.timex.guards import passes
from dragoman.stages.timex.readings import READINGS

KNOWN = knowledge.load()
MONDAY = "2025-06-23"


def read(text: str, published: str | None = MONDAY) -> Draft:
    draft = Draft(report=document(text, published=published))
    for stage in (segment, parse, times):
        draft = stage(draft, KNOWN)
    return draft


def found(text: str, published: str | None = MONDAY) -> list[tuple[str, str, str]]:
    draft = read(text, published)
    return [(draft.text(t.span), t.type, t.value) for t in draft.times]


# Published on Monday, 23 June 2025. "words = TYPE value", one after the other.
DATED = [
    # full dates
    ("The treaty was signed on April 8, 2010.", "April 8, 2010 = DATE 2010-04-08"),
    ("It entered into force on 5 February 2011.", "5 February 2011 = DATE 2011-02-05"),
    ("The envoy was born on the 3rd of May 1961.", "the 3rd of May 1961 = DATE 1961-05-03"),
    ("They met on Friday, June 13, 2025, in Rome.", "Friday, June 13, 2025 = DATE 2025-06-13"),
    ("The order is dated 2024-03-15.", "2024-03-15 = DATE 2024-03-15"),
    ("The visa expires on 6/30/25.", "6/30/25 = DATE 2025-06-30"),
    ("The visa expired on 30/5/2025.", "30/5/2025 = DATE 2025-05-30"),
    # no year: the nearest
    ("The council on June 18 called for restraint.", "June 18 = DATE 2025-06-18"),
    ("Parliament will vote on July 2.", "July 2 = DATE 2025-07-02"),
    ("The two presidents met on December 11.", "December 11 = DATE 2024-12-11"),
    ("The sides will meet on 10 January.", "10 January = DATE 2026-01-10"),
    ("A June 30 deadline has been set.", "June 30 = DATE 2025-06-30"),
    ("He flew to Ankara on Sept. 3.", "Sept. 3 = DATE 2024-09-03"),
    ("Leaders will gather in The Hague on June 24-25.", "June 24 = DATE 2025-06-24; 25 = DATE 2025-06-25"),
    ("The summit was held on 10 and 11 July 2018.", "10 = DATE 2018-07-10; 11 July 2018 = DATE 2018-07-11"),
    ("On June 3 and 4 people were detained.", "June 3 = DATE 2025-06-03"),
    # months and years
    ("Fighting broke out in May.", "May = DATE 2025-05"),
    ("The two armies clashed in October.", "October = DATE 2024-10"),
    ("A new round will be held in October.", "October = DATE 2025-10"),
    ("The accord was signed in November 2015.", "November 2015 = DATE 2015-11"),
    ("Sanctions have been in place since 2014.", "2014 = DATE 2014"),
    ("Exports in 2024 were higher than 2019.", "2024 = DATE 2024; 2019 = DATE 2019"),
    ("It won the 2024 elections.", "2024 = DATE 2024"),
    ("The post-1945 order is fading.", "1945 = DATE 1945"),
    ("The 2018 summit produced a declaration.", "2018 = DATE 2018"),
    ("Elections were held in 1991, 1996 and 2000.", "1991 = DATE 1991; 1996 = DATE 1996; 2000 = DATE 2000"),
    ("Talks lasted from 2013 to 2015.", "2013 = DATE 2013; 2015 = DATE 2015"),
    ("He resigned last June.", "last June = DATE 2024-06"),
    ("He resigned this past April.", "this past April = DATE 2025-04"),
    ("The pact expires in March of next year.", "March of next year = DATE 2026-03"),
    ("It was agreed in August last year.", "August last year = DATE 2024-08"),
    ("The budget for fiscal 2026 was approved.", "fiscal 2026 = DATE 2026"),
    ("The dispute began in the 1970s.", "the 1970s = DATE 197"),
    ("Relations soured in the '90s.", "the '90s = DATE 199"),
    ("The border was drawn in the 19th century.", "the 19th century = DATE 18"),
    # parts of years
    ("Exports fell in the third quarter of 2012.", "the third quarter of 2012 = DATE 2012-Q3"),
    ("Exports rose in the first quarter of last year.", "the first quarter of last year = DATE 2024-Q1"),
    ("Exports rose in the first quarter.", "the first quarter = DATE 2025-Q1"),
    ("Exports fell in the fourth quarter.", "the fourth quarter = DATE 2024-Q4"),
    ("Deliveries will begin in the fourth quarter.", "the fourth quarter = DATE 2025-Q4"),
    ("Third-quarter exports rose in Q3 2023.", "Third-quarter = DATE 2024-Q3; Q3 2023 = DATE 2023-Q3"),
    ("Trade doubled in the first half of 2024.", "the first half of 2024 = DATE 2024-H1"),
    ("He fled in the summer of 2021.", "the summer of 2021 = DATE 2021-SU"),
    ("Elections will be held next spring.", "next spring = DATE 2026-SP"),
    ("The offensive was launched in the autumn.", "autumn = DATE 2024-FA"),
    ("Inspectors return in the first week of July.", "the first week of July = DATE 2025-W27"),
    ("Ministers met in the week of June 16.", "the week of June 16 = DATE 2025-W25"),
    ("Polls are due in early July.", "early July = DATE 2025-07"),
    ("Troops left by the end of last year.", "the end of last year = DATE 2024"),
    ("Aid was cut in mid-2023.", "mid-2023 = DATE 2023"),
    ("They spoke earlier this month.", "earlier this month = DATE 2025-06"),
    ("It collapsed in late 2021.", "late 2021 = DATE 2021"),
    ("They met at the beginning of 2022.", "the beginning of 2022 = DATE 2022"),
    # weekdays, by tense
    ("The council voted on Monday.", "Monday = DATE 2025-06-23"),
    ("The council voted on Tuesday.", "Tuesday = DATE 2025-06-17"),
    ("The two ministers will meet on Friday.", "Friday = DATE 2025-06-27"),
    ("The ministers are meeting on Friday.", "Friday = DATE 2025-06-27"),
    ("The trial is set to begin on Wednesday.", "Wednesday = DATE 2025-06-25"),
    ("A vote is scheduled for Thursday.", "Thursday = DATE 2025-06-26"),
    ("Iran said on Sunday it would respond on Tuesday.", "Sunday = DATE 2025-06-22; Tuesday = DATE 2025-06-24"),
    ("The sides agreed to hold talks on Saturday.", "Saturday = DATE 2025-06-28"),
    ("The mediators managed to halt the fighting on Saturday.", "Saturday = DATE 2025-06-21"),
    ("The rebels have held the town since Friday.", "Friday = DATE 2025-06-20"),
    ("He must answer by Friday.", "Friday = DATE 2025-06-27"),
    ("Moscow welcomed Friday's decision.", "Friday = DATE 2025-06-20"),
    ("Tehran may have been warned on Saturday.", "Saturday = DATE 2025-06-21"),
    ("The talks begin on Friday.", "Friday = DATE 2025-06-27"),
    ("The council will investigate Sunday's attack.", "Sunday = DATE 2025-06-22"),
    ("The opposition will boycott Sunday's vote.", "Sunday = DATE 2025-06-29"),
    ("Ministers discuss sanctions ahead of Friday's summit.", "Friday = DATE 2025-06-27"),
    ("Putin meets Iranian minister on Sunday", "Sunday = DATE 2025-06-22"),
    ("They met last Friday.", "last Friday = DATE 2025-06-20"),
    ("Talks open next Monday.", "next Monday = DATE 2025-06-30"),
    ("They met on Wednesday last week.", "Wednesday last week = DATE 2025-06-18"),
    ("They met this past Thursday.", "this past Thursday = DATE 2025-06-19"),
    # counted from publication
    ("The council meets today.", "today = DATE 2025-06-23"),
    ("He arrived yesterday.", "yesterday = DATE 2025-06-22"),
    ("He will leave tomorrow.", "tomorrow = DATE 2025-06-24"),
    ("They return the day after tomorrow.", "the day after tomorrow = DATE 2025-06-25"),
    ("Parliament ratified it last week.", "last week = DATE 2025-W25"),
    ("Talks resume next week.", "next week = DATE 2025-W27"),
    ("It was agreed this month.", "this month = DATE 2025-06"),
    ("Exports fell last quarter.", "last quarter = DATE 2025-Q1"),
    ("The vote is due next year.", "next year = DATE 2026"),
    ("Strikes intensified over the weekend.", "the weekend = DATE 2025-W25-WE"),
    ("They will meet this weekend.", "this weekend = DATE 2025-W26-WE"),
    ("The embassy closed three years ago.", "three years ago = DATE 2022"),
    ("The truce began three days ago.", "three days ago = DATE 2025-06-20"),
    ("The truce began more than two weeks ago.", "more than two weeks ago = DATE 2025-W24"),
    ("A year ago the border was open.", "A year ago = DATE 2024"),
    ("It began 40 or 50 years ago.", "40 or 50 years ago = DATE 1985"),
    ("The talks collapsed decades ago.", "decades ago = DATE PAST_REF"),
    ("The deadline is six months from now.", "six months from now = DATE 2025-12"),
    # counted from the time before
    (
        "He was arrested on June 3 and freed two days later.",
        "June 3 = DATE 2025-06-03; two days later = DATE 2025-06-05",
    ),
    ("He landed on June 3 and left the next day.", "June 3 = DATE 2025-06-03; the next day = DATE 2025-06-04"),
    (
        "On June 3 he resigned. He had met her the previous day.",
        "June 3 = DATE 2025-06-03; the previous day = DATE 2025-06-02",
    ),
    ("It began on June 3. Envoys left the same day.", "June 3 = DATE 2025-06-03; the same day = DATE 2025-06-03"),
    ("In 2015 a deal was signed. A year later it was in force.", "2015 = DATE 2015; A year later = DATE 2016"),
    (
        "Exports rose in May from the same month last year.",
        "May = DATE 2025-05; the same month last year = DATE 2024-05",
    ),
    (
        "Troops entered on June 3. The following Friday they left.",
        "June 3 = DATE 2025-06-03; The following Friday = DATE 2025-06-06",
    ),
    (
        "Shelling began on June 3 and resumed the next morning.",
        "June 3 = DATE 2025-06-03; the next morning = TIME 2025-06-04TMO",
    ),
    # times of day
    ("He landed on Sunday night.", "Sunday night = TIME 2025-06-22TNI"),
    ("US strikes hit the sites at dawn on Sunday.", "dawn on Sunday = TIME 2025-06-22TMO"),
    ("The cabinet met this morning.", "this morning = TIME 2025-06-23TMO"),
    ("The two leaders spoke last night.", "last night = TIME 2025-06-22TNI"),
    ("The president will speak tonight.", "tonight = TIME 2025-06-23TNI"),
    ("Drones struck in the early hours of Friday.", "the early hours of Friday = TIME 2025-06-20TMO"),
    ("Ukraine struck the refinery overnight.", "overnight = TIME 2025-06-22TNI"),
    ("The corridor opened at 9 a.m. on Tuesday.", "9 a.m. on Tuesday = TIME 2025-06-17T09:00"),
    ("The truce took effect at 4:30 p.m. Sunday.", "4:30 p.m. Sunday = TIME 2025-06-22T16:30"),
    ("The vote on Friday began at 18:00 GMT.", "Friday = DATE 2025-06-20; 18:00 GMT = TIME 2025-06-20T18:00Z"),
    ("The ceasefire begins at 0300 GMT.", "0300 GMT = TIME 2025-06-23T03:00Z"),
    ("The ultimatum expires at midnight.", "midnight = TIME 2025-06-23T24:00"),
    ("The convoy set out at noon on Saturday.", "noon on Saturday = TIME 2025-06-21T12:00"),
    ("It starts at 7 p.m. local time.", "7 p.m. local time = TIME 2025-06-23T19:00"),
    # lengths
    ("The mission was extended for six months.", "six months = DURATION P6M"),
    ("They spoke hours after the strikes.", "hours = DURATION PTXH"),
    ("A 60-day truce took hold.", "60-day = DURATION P60D"),
    ("The talks ran for two and a half years.", "two and a half years = DURATION P2.5Y"),
    ("They talked for half an hour.", "half an hour = DURATION PT30M"),
    ("He served for twenty-one years.", "twenty-one years = DURATION P21Y"),
    ("The ban lasted several weeks.", "several weeks = DURATION PXW"),
    ("It was the first visit in more than a decade.", "more than a decade = DURATION P10Y"),
    ("Ties improved in the past decade.", "the past decade = DURATION P10Y"),
    ("Troops will withdraw over the next four months.", "the next four months = DURATION P4M"),
    ("The process takes between 60 and 90 days.", "60 = DURATION P60D; 90 days = DURATION P90D"),
    ("The month-long truce held.", "month-long = DURATION P1M"),
    ("In two weeks the sides will report.", "two weeks = DURATION P2W"),
    ("The first three months of the war were the worst.", "The first three months = DURATION P3M"),
    ("The war cost 1,200 days of peace.", "1,200 days = DURATION P1200D"),
    # what recurs
    ("Inspectors report every three months.", "every three months = SET P3M"),
    ("Elections are held every year.", "every year = SET P1Y"),
    ("Protests are held every Friday.", "every Friday = SET XXXX-WXX-5"),
    ("The council holds daily briefings.", "daily = SET P1D"),
    ("Guards are rotated twice a week.", "twice a week = SET P1W"),
    ("The panel meets on Tuesdays.", "Tuesdays = SET XXXX-WXX-2"),
    # words for past, present and future
    ("The border is now closed.", "now = DATE PRESENT_REF"),
    ("He is currently in Geneva.", "currently = DATE PRESENT_REF"),
    ("The two sides recently exchanged envoys.", "recently = DATE PAST_REF"),
    ("Clashes spread in recent weeks.", "recent weeks = DATE PAST_REF"),
    ("More talks will follow in coming weeks.", "coming weeks = DATE FUTURE_REF"),
    ("More talks will follow in the coming days.", "the coming days = DATE FUTURE_REF"),
    ("A visit is planned in the near future.", "the near future = DATE FUTURE_REF"),
    # days with a name
    ("Israel launched the war after the October 7 attack.", "October 7 = DATE 2023-10-07"),
    ("Ties changed after the Sept. 11 attacks.", "Sept. 11 = DATE 2001-09-11"),
    ("The truce held over Christmas.", "Christmas = DATE 2024-12-25"),
    ("The law takes effect on New Year's Day.", "New Year's Day = DATE 2025-01-01"),
]  # fmt: skip

UNDATED = [
    ("Putin on Monday assured Tehran of support.", "Monday = DATE XXXX-WXX-1"),
    ("He came to Moscow on Sunday night.", "Sunday night = TIME XXXX-WXX-7TNI"),
    ("The strikes came at dawn on Sunday.", "dawn on Sunday = TIME XXXX-WXX-7TMO"),
    ("The council met on June 23.", "June 23 = DATE XXXX-06-23"),
    ("Fighting broke out in May.", "May = DATE XXXX-05"),
    ("He arrived yesterday.", "yesterday = DATE PAST_REF"),
    ("The council meets today.", "today = DATE PRESENT_REF"),
    ("Parliament ratified it last week.", "last week = DATE XXXX-WXX"),
    ("The vote is due next year.", "next year = DATE XXXX"),
    ("It opened at 9 a.m. on Tuesday.", "9 a.m. on Tuesday = TIME XXXX-WXX-2T09:00"),
    ("The truce began at midnight.", "midnight = TIME XXXX-XX-XXT24:00"),
    ("He landed on Sunday and left the next day.", "Sunday = DATE XXXX-WXX-7; the next day = DATE XXXX-WXX-1"),
    ("He landed on June 30 and left two days later.", "June 30 = DATE XXXX-06-30; two days later = DATE XXXX-07-02"),
    ("In 2015 a deal was signed. A year later it was in force.", "2015 = DATE 2015; A year later = DATE 2016"),
    ("Exports fell in the third quarter.", "the third quarter = DATE XXXX-Q3"),
    ("The embassy closed three years ago.", "three years ago = DATE XXXX"),
    ("The mission was extended for six months.", "six months = DURATION P6M"),
    ("The border is now closed.", "now = DATE PRESENT_REF"),
    ("The treaty was signed on April 8, 2010.", "April 8, 2010 = DATE 2010-04-08"),
]

NO_TIMES = [
    "The parties may resume talks.",
    "Theresa May met the delegation.",
    "They will march on the capital.",
    "The sun rose over the base.",
    "A second round of talks began.",
    "A quarter of the seats are reserved.",
    "About 2000 troops crossed the border.",
    "They released 2,014 prisoners.",
    "They flew in a KC-2000.",
    "Resolution 1701 ended the war.",
    "The contract is worth $1999.",
    "The 41-year-old envoy left.",
    "The Bloody Sunday inquiry reported.",
    "Prices fall when supply rises.",
    "The fall of Kabul shocked the region.",
    "The vote was 18-40.",
    "The envoy is 69 years old.",
    "He told ABC’s “This Week” of the plan.",
    "The overnight raid killed two.",
    "Next, the minister spoke of the first visit.",
    "1" * 20_000,
    "12:" * 5_000,
    "",
    " \n\n ",
]


def expected(row: str) -> list[tuple[str, str, str]]:
    pieces = [piece.partition(" = ") for piece in row.split("; ")]
    return [(words, *value.split(" ", 1)) for words, _, value in pieces]  # type: ignore[misc]


@pytest.mark.parametrize(("text", "row"), DATED, ids=[t for t, _ in DATED])
def test_with_a_day_of_publication(text: str, row: str) -> None:
    assert found(text) == expected(row)


@pytest.mark.parametrize(("text", "row"), UNDATED, ids=[t for t, _ in UNDATED])
def test_without_a_day_of_publication(text: str, row: str) -> None:
    assert found(text, None) == expected(row)


@pytest.mark.parametrize("text", NO_TIMES, ids=[t[:30] for t in NO_TIMES])
def test_no_times(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("MOSCOW, June 23, 2025 (Reuters) - The minister left on Sunday.", "2025-06-23"),
        ("Envoys meet in Doha\nJune 23, 2025\nThe minister left on Sunday.", "2025-06-23"),
        ("Envoys meet in Doha\n\nPublished: 23 June 2025, 14:05 GMT\n\nThe minister left on Sunday.", "2025-06-23"),
        ("Envoys meet in Doha\nMonday, June 23, 2025\nThe minister left on Sunday.", "2025-06-23"),
        ("The minister left Doha on June 22, 2025, and flew on to Ankara for talks.", None),
        ("MOSCOW, June 23 (Reuters) - The minister left on Sunday.", None),
    ],
)
def test_the_report_gives_its_date(text: str, published: str | None) -> None:
    report = read(text, None).report
    assert (report.published, report.published_from) == (published, "dateline" if published else None)


def test_a_given_date_stands() -> None:
    report = read("MOSCOW, June 23, 2025 (Reuters) - The minister left on Sunday.", "2025-06-24").report
    assert (report.published, report.published_from) == ("2025-06-24", "given")


@pytest.mark.parametrize("how", ["name", "created"])
def test_what_the_text_says_beats_what_only_its_file_says(how: str) -> None:
    def published(words: str) -> tuple[str | None, str | None, str | None]:
        report = structs.replace(document(words, published="2025-08-01"), published_from=how, published_in="f")
        found = times(segment(Draft(report=report), KNOWN), KNOWN).report
        return found.published, found.published_from, found.published_in

    line = "MOSCOW, June 23, 2025 (Reuters) - The minister left on Sunday."
    assert published(line) == ("2025-06-23", "dateline", None)
    assert published("The minister left on Sunday.") == ("2025-08-01", how, "f")


def test_a_date_line_without_a_year() -> None:
    draft = read("MOSCOW, June 23 (Reuters) - The minister left yesterday.", None)
    line, yesterday = draft.times
    assert (draft.text(line.span), line.value) == ("June 23", "XXXX-06-23")
    assert (yesterday.value, yesterday.anchor) == ("XXXX-06-22", line.id)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They met on June 3.", "2025-06-03", "2025-06-03"),
        ("They met last week.", "2025-06-16", "2025-06-22"),
        ("They met in February 2024.", "2024-02-01", "2024-02-29"),
        ("They met in the third quarter of 2012.", "2012-07-01", "2012-09-30"),
        ("They met in the 1990s.", "1990-01-01", "1999-12-31"),
        ("They met in the winter of 2021.", "2021-12-01", "2022-02-28"),
        ("They met over the weekend.", "2025-06-21", "2025-06-22"),
        ("They met on Sunday night.", "2025-06-22T18:00", "2025-06-23T05:59"),
        ("They met at 9 a.m. on Tuesday.", "2025-06-17T09:00", "2025-06-17T09:00"),
        ("They met over the past three weeks.", "2025-06-02", "2025-06-23"),
        ("They talked for six months.", None, None),
        ("They will report in two weeks.", "2025-07-07", "2025-07-13"),
        ("They wrote the report in two weeks.", None, None),
    ],
)
def test_days_covered(text: str, start: str | None, end: str | None) -> None:
    (time,) = read(text).times
    assert (time.start, time.end) == (start, end)


def test_anchors() -> None:
    draft = read("He was arrested on Monday and freed two days later, in 2025.")
    monday, later, year = draft.times
    assert (monday.anchor, later.anchor, year.anchor) == ("published", monday.id, None)


def test_extreme_dates_do_not_break() -> None:
    for published in ("0001-01-01", "9999-12-31"):
        text = "Last week, next week, on Friday, last Friday, 90000 years ago, tonight, for 99999999999 years."
        assert len(read(text, published).times) >= 5


def test_long_texts_take_linear_time() -> None:
    words = words_of(KNOWN.times, "the first second of the last three of the next two and a half " * 2_000, 0, 126_000)
    chart = Chart(KNOWN.times, words)
    assert sum(len(chart.matches(i)) for i in range(len(words))) < len(words)


@pytest.mark.parametrize("text", ["early " * 3_000 + "June", "more than " * 3_000 + "two weeks", "the end of " * 2_000])
def test_endless_nesting_does_not_break(text: str) -> None:
    draft = times(segment(Draft(report=document(text)), KNOWN), KNOWN)
    assert len(draft.times) <= 1


def fires(text: str, key: str) -> bool:
    draft = read(text)
    chart = Chart(KNOWN.times, words_of(KNOWN.times, draft.view, 0, len(draft.view)))
    return any(uses(match, key, draft) for i in range(len(chart.words)) for match in chart.matches(i))


def uses(match: Match, key: str, draft: Draft) -> bool:
    if not passes(match, draft.view, draft.syntax, KNOWN.times):
        return False
    inner = [part.worth for part in match.parts.values() if isinstance(part.worth, Match)]
    return match.rule.key == key or any(uses(m, key, draft) for m in inner)


def test_every_class_of_words_is_used() -> None:
    used = {s[1:-1] for p in KNOWN.times.patterns for item in p.items for s in item.symbols}
    assert set(KNOWN.times.words) <= used


@pytest.mark.parametrize("rule", KNOWN.times.rules, ids=[r.key for r in KNOWN.times.rules])
def test_every_rule_reads_its_examples(rule: TimeRule) -> None:
    assert rule.reading in READINGS
    assert rule.examples
    for text in rule.examples:
        assert fires(text, rule.key), text
    for text in rule.counterexamples:
        assert not fires(text, rule.key), text
