"""Languages by name, and those that a team speaks."""

from __future__ import annotations

from fairlead.plan.document import Plan

_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Of the codes of ISO 639-1 those that are met most; others are shown as they are written."""


def language(text: str) -> str:
    """Return a language by its name: `de` and `de-AT` are German."""
    return _NAMES.get(text.strip().casefold().partition("-")[0], text)


def languages_of(plan: Plan) -> list[str]:
    """Return what the team speaks, as far as the plan says it, most spoken first."""
    spoken = [language(person.language) for person in plan.people.values() if person.language]
    return sorted(dict.fromkeys(spoken), key=lambda each: -spoken.count(each))
