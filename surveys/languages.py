"""Languages that an instrument may be given in, and those that the pages of filling in speak. Pure."""

from __future__ import annotations

FURTHER = {
    "cy": "Cymraeg",
    "ga": "Gaeilge",
    "gd": "Gàidhlig",
    "bg": "Български",
    "bn": "বাংলা",
    "cs": "Čeština",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "gu": "ગુજરાતી",
    "hu": "Magyar",
    "it": "Italiano",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nl": "Nederlands",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "sk": "Slovenčina",
    "so": "Soomaali",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""Code to the language's own name; all of them are written from left to right."""

IN_ENGLISH = {
    "cy": "Welsh",
    "ga": "Irish",
    "gd": "Scottish Gaelic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "cs": "Czech",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "gu": "Gujarati",
    "hu": "Hungarian",
    "it": "Italian",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "sk": "Slovak",
    "so": "Somali",
    "tr": "Turkish",
    "uk": "Ukrainian",
}
"""As administrators read it."""

ENGLISH = "en-GB"
INTERFACE = (ENGLISH, "cy")
"""What the pages of filling in speak themselves; catalogs of the others are in locale/."""


def own_name(code: str) -> str:
    """What speakers call a language: “Cymraeg”; the code itself where it is not one we know."""
    return "English" if is_english(code) else FURTHER.get(code, code)


def english_name(code: str) -> str:
    """What administrators call a language."""
    return "English" if is_english(code) else IN_ENGLISH.get(code, code)


def is_english(code: str) -> bool:
    """Whether the code is of English anywhere."""
    return code.partition("-")[0] == "en"


def interface_of(code: str) -> str:
    """What the pages speak to somebody who reads an instrument in this language: English where they cannot."""
    primary = code.partition("-")[0]
    return primary if primary in INTERFACE else ENGLISH
