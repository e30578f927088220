"""The three-letter codes of which CAMEO and PLOVER build the code of an actor: RUSGOV, IGOUNO, SYRREB."""

from __future__ import annotations

SECTORS = {  # code -> someone of that sector, as a desk officer would write it. Source: CAMEO 1.1b3, chapter 3; PLOVER
    "AGR": "Farming representative",
    "BUS": "Business figure",
    "COP": "Police officer",
    "CRM": "Criminal figure",
    "CVL": "Civilian",
    "DEV": "Development worker",
    "EDU": "Academic",
    "ELI": "Public figure",
    "ENV": "Environmental figure",
    "GOV": "Government official",
    "HLH": "Health official",
    "HRI": "Human rights figure",
    "IGO": "International official",
    "JRN": "Journalist",
    "JUD": "Judicial officer",
    "LAB": "Labour representative",
    "LEG": "Legislator",
    "MED": "Media figure",
    "MIL": "Military officer",
    "MNC": "Company executive",
    "NGO": "Activist",
    "OPP": "Opposition politician",
    "PRE": "Official of a breakaway region",
    "PRM": "Paramilitary officer",
    "PTY": "Party politician",
    "REB": "Rebel",
    "REF": "Refugee",
    "REL": "Religious figure",
    "SEP": "Separatist",
    "SOC": "Civic figure",
    "SPY": "Intelligence officer",
    "UAF": "Armed figure",
}

# Beginnings of the code of an actor that belongs to no one state.
BEYOND_STATES = frozenset(
    "IGO IMG INT KUR MNC NGM NGO AFR ASA BLK CAF CAS CAU CFR CRB EAF EEU EIN EUR LAM MDT MEA NAF NMR PGS SAF SAM SAS "
    "SCN SEA WAF WEU WST".split()
)


# PLOVER sector -> CAMEO role where the names differ (PLOVER manual, notes on sector codes)
_ROLES = {"JRN": "MED", "MED": "HLH", "SOC": "NGO", "PRM": "MIL", "UNK": ""}


def cameo_role(sectors: tuple[str, ...]) -> str:
    """The role of a CAMEO actor code. PLOVER renamed some sectors and counts who protests among the civilians."""
    if not sectors:
        return ""
    return "OPP" if set(sectors) == {"CVL", "OPP"} else _ROLES.get(sectors[0], sectors[0])


def parts(code: str) -> tuple[str, ...]:
    """The three-letter parts of a code: "USAGOVMIL" is USA, GOV, MIL."""
    return tuple(code[i : i + 3] for i in range(0, len(code), 3))
