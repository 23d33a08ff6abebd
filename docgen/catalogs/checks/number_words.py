"""A number in words is a number too: “three thousand” stays when the fact changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.catalogs.checks.registry import Remark, Scope, check
from docgen.catalogs.checks.wording import Wording

# One to nine, and what they multiply. Smaller counts ("three meals", "two ways") are words of the text itself.
_WORDS = {
    "th": ("หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|ยี่", "สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน"),
    "lo": ("ໜຶ່ງ|ຫນຶ່ງ|ສອງ|ສາມ|ສີ່|ຫ້າ|ຫົກ|ເຈັດ|ແປດ|ເກົ້າ", "ສິບ|ຮ້ອຍ|ພັນ|ໝື່ນ|ຫມື່ນ|ແສນ|ລ້ານ"),
    "km": ("មួយ|ពីរ|បី|បួន|ប្រាំ", "ដប់|រយ(?![ៈ\u17b6-\u17d3])|ពាន់|ម៉ឺន|សែន|លាន"),  # មួយរយៈ is "for a while"
    # ရာ also makes nouns of verbs (သုံးရာ, "in using"), so hundreds count only before what they count.
    "my": ("တစ်|နှစ်|သုံး|လေး|ငါး|ခြောက်|ခုနစ်|ရှစ်|ကိုး", "ဆယ်|ထောင်|သောင်း|သိန်း|သန်း|ရာ(?=\\s*(?:ကျပ်|ဘတ်|ဒေါ်လာ))"),
    "vi": ("một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười", "mươi|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ"),
    "zh": ("[一二三四五六七八九两兩]", "[十百千萬万億亿]"),
}
_SPACES = {"vi": r"\s+", "zh": ""}
_ENGLISH = re.compile(
    r"\d|\b(?:ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?"
    r"|millions?|dozens?|half)\b",
    re.IGNORECASE,
)


@check(
    "number-words",
    Scope.TRANSLATION,
    warnings=("spelled",),
    rationale="An amount written in words is found by no search for digits, and stays when the fact changes.",
    source="the numerals of Thai, Lao, Khmer, Burmese, Vietnamese and Chinese; other languages are not looked at",
)
def no_number_is_spelled(wording: Wording) -> Iterator[Remark]:
    """Yield the first number of ten or more that a form has in words while its source has none at all."""
    pattern = _pattern(wording.language.tag.split("-")[0])
    if pattern is None or _ENGLISH.search(wording.source_text):
        return
    for text in wording.texts:
        if found := pattern.search(text):
            hint = "if it is an amount or a count of the law, let it be a fact: {like.this}"
            yield Remark(
                "spelled", f"“{found[0]}” is a number in words, which msgid “{wording.short}” does not have", hint
            )


def _pattern(tag: str) -> re.Pattern[str] | None:
    if tag not in _WORDS:
        return None
    units, powers = _WORDS[tag]
    space = _SPACES.get(tag, r"\s?")
    bound = r"\b" if tag == "vi" else ""
    return re.compile(rf"{bound}(?:{units}){space}(?:{powers}){bound}", re.IGNORECASE)
