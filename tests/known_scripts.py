"""Known paragraphs in many scripts, to be written by many producers and read back.

A paragraph is HTML with ``<sup>``, ``<ruby>`` and soft hyphens; :func:`plain` is what a reader has
to find of it.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from html import unescape
from shutil import which

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Known:
    """A text, how it is set, and in which family of fonts; ``language`` is ISO 639-1."""

    name: str
    language: str
    family: str
    paragraphs: tuple[str, ...]
    css: str = ""

    @property
    def right_to_left(self) -> bool:
        """Tell whether the text runs from right to left."""
        return self.language in {"ar", "fa", "ur", "he"}


def plain(paragraph: str) -> str:
    """Return the letters of a paragraph: raised figures as such, the readings of ruby left out."""
    raised = re.sub(r"<sup>(\d+)</sup>", lambda match: match[1].translate(_RAISED), paragraph)
    without = re.sub(r"<rt>.*?</rt>", "", raised)
    return unescape(re.sub(r"<[^>]+>", "", without)).replace("\u00ad", "")


KNOWN = (
    Known(
        "Latin ligatures",
        "en",
        "DejaVu Serif",
        (
            "The first official office of the waffle affair was difficult to find in 1985, and"
            " nobody offered the chief staff officers a fluffy muffin or coffee.",
        ),
    ),
    Known(
        "raised figures",
        "en",
        "DejaVu Sans",
        (
            "Under the law<sup>1</sup> the fee is 25<sup>3</sup> euros for each adult, and children"
            " pay 10<sup>4</sup> euros a day in all of the houses.<sup>12</sup>",
        ),
    ),
    Known(
        "small capitals",
        "en",
        "DejaVu Sans",
        ("The Council of the River Valley met on Monday, and all of its members were there.",),
        "font-variant: small-caps",
    ),
    Known(
        "letter-spacing",
        "en",
        "DejaVu Sans",
        ("The council of the river valley met on Monday, and nobody was away.",),
        "letter-spacing: .3em",
    ),
    Known(
        "hyphenation",
        "en",
        "DejaVu Sans",
        (
            "The re-pre-sen-ta-tives of the in-ter-na-tion-al or-ga-ni-za-tions spoke of the"
            " re-spon-si-bil-i-ties of the ad-min-is-tra-tion, and the or-ga-ni-za-tions agreed"
            " with the re-pre-sen-ta-tives of the ad-min-is-tra-tion.".replace("-", "\u00ad"),
        ),
        "width: 170pt; hyphens: manual",
    ),
    Known(
        "Greek",
        "el",
        "DejaVu Serif",
        (
            "Το σχολείο ιδρύθηκε το 1985 στην Αθήνα, και το 2026 γιόρτασε τα γενέθλιά του με όλους"
            " τους μαθητές και τους δασκάλους της πόλης.",
        ),
    ),
    Known(
        "Cyrillic",
        "ru",
        "DejaVu Serif",
        (
            "Школа была основана в 1985 году в Москве, и в 2026 году она отметила свой день"
            " рождения вместе со всеми учениками, учителями и объединениями города.",
        ),
    ),
    Known(
        "Georgian",
        "ka",
        "Noto Sans Georgian",
        ("სკოლა დაარსდა 1985 წელს თბილისში და 2026 წელს თავისი დაბადების დღე აღნიშნა.",),
    ),
    Known(
        "Armenian",
        "hy",
        "Noto Sans Armenian",
        ("Դպրոցը հիմնադրվել է 1985 թվականին Երևանում և 2026 թվականին տոնել է իր տարեդարձը։",),
    ),
    Known(
        "Arabic",
        "ar",
        "DejaVu Sans",
        (
            "السلام عليكم يا أهل الكتاب لا إله إلا الله. تأسست المدرسة سنة 1985 في مدينة"
            " الإسكندرية، واحتفلت سنة 2026 بعيدها الأول.",
            "قال الوزير (في مؤتمر صحفي): لا نقبل أقل من 3.5 في المئة من الأموال.",
        ),
    ),
    Known(
        "Persian",
        "fa",
        "Noto Naskh Arabic",
        (
            "این مدرسه در سال ۱۹۸۵ در شهر تهران تأسیس شد و کارخانه فولاد در سال ۲۰۲۶ جشن گرفت.",
            "همه انسان‌ها آزاد به دنیا می‌آیند، و گلابی‌های اصلاح‌شده لازم نیست.",
        ),
    ),
    Known(
        "Urdu",
        "ur",
        "Noto Naskh Arabic",
        ("یہ اسکول 1985 میں لاہور میں قائم ہوا تھا اور اس نے 2026 میں اپنی سالگرہ منائی۔",),
    ),
    Known(
        "Hebrew",
        "he",
        "DejaVu Sans",
        ("בית הספר נוסד בשנת 1985 בירושלים, ובשנת 2026 חגג את יום הולדתו (הארבעים ואחד).",),
    ),
    Known(
        "Hindi",
        "hi",
        "Noto Sans Devanagari",
        ("यह विद्यालय सन 1985 में दिल्ली में स्थापित हुआ था और हिन्दी की शिक्षा देता है।",),
    ),
    Known(
        "Bengali",
        "bn",
        "Noto Sans Bengali",
        ("এই বিদ্যালয়টি ১৯৮৫ সালে ঢাকায় প্রতিষ্ঠিত হয়েছিল এবং শিক্ষার্থীদের বাংলা শেখায়।",),
    ),
    Known(
        "Tamil",
        "ta",
        "Noto Sans Tamil",
        ("இந்தப் பள்ளி 1985 ஆம் ஆண்டில் சென்னையில் நிறுவப்பட்டது, மேலும் தமிழ் கற்பிக்கிறது.",),
    ),
    Known(
        "Telugu",
        "te",
        "Noto Sans Telugu",
        ("ఈ పాఠశాల 1985లో హైదరాబాద్‌లో స్థాపించబడింది, మరియు తెలుగు భాషను నేర్పిస్తుంది.",),
    ),
    Known(
        "Sinhala",
        "si",
        "Noto Sans Sinhala",
        ("මෙම පාසල 1985 දී කොළඹ නගරයේ පිහිටුවන ලද අතර සිංහල භාෂාව උගන්වයි.",),
    ),
    Known(
        "Thai",
        "th",
        "Noto Sans Thai",
        ("โรงเรียนนี้ก่อตั้งขึ้นในปี ๒๕๒๘ ที่กรุงเทพฯ และในปี 2026 ได้ฉลองวันเกิดที่น้ำตก",),
    ),
    Known(
        "Khmer",
        "km",
        "Noto Sans Khmer",
        ("សាលានេះត្រូវបានបង្កើតឡើងនៅឆ្នាំ 1985 ក្នុងទីក្រុងភ្នំពេញ ហើយបង្រៀនភាសាខ្មែរ។",),
    ),
    Known(
        "Burmese",
        "my",
        "Noto Sans Myanmar",
        ("ဤကျောင်းကို ၁၉၈၅ ခုနှစ်တွင် ရန်ကုန်မြို့၌ တည်ထောင်ခဲ့ပြီး မြန်မာဘာသာ သင်ကြားသည်။",),
    ),
    Known(
        "Tibetan",
        "bo",
        "Noto Serif Tibetan",
        ("སློབ་གྲྭ་འདི་ ༡༩༨༥ ལོར་ལྷ་སར་བཙུགས་པ་དང་བོད་ཡིག་སློབ་བཞིན་ཡོད།",),
    ),
    Known(
        "Chinese",
        "zh",
        "Noto Sans CJK SC",
        (
            "这所学校于1985年在北京成立，2026年庆祝了它的生日。所有的学生和老师都参加了庆祝活动，"
            "市长也发表了讲话。",
        ),
    ),
    Known(
        "Japanese, vertical",
        "ja",
        "Noto Sans CJK JP",
        (
            "この学校は昭和六十年に東京で設立されました。生徒たちは毎年12月、校庭で（歌と）祝います。"
            "市長も先生方も出席しました。",
        ),
        "writing-mode: vertical-rl; height: 200pt",
    ),
    Known(
        "Japanese, ruby",
        "ja",
        "Noto Sans CJK JP",
        (
            "この<ruby>学校<rt>がっこう</rt></ruby>は一九八五年に<ruby>東京<rt>とうきょう</rt></ruby>"
            "で設立されました。𠮷野家の<ruby>創業者<rt>そうぎょうしゃ</rt></ruby>も出席しました。",
        ),
    ),
    Known(
        "Korean",
        "ko",
        "Noto Sans CJK KR",
        (
            "이 학교는 1985년 서울에서 설립되었으며 2026년에 모든 학생들과 선생님들이 함께 생일을"
            " 축하하였고 시장도 참석하였습니다.",
        ),
    ),
    Known(
        "emoji",
        "en",
        "DejaVu Sans",
        ("The harvest was good this year 🌾🚜 and everybody came to the dance 💃 in the barn.",),
        "font-family: 'DejaVu Sans', 'Noto Color Emoji'",
    ),
    Known(
        "mathematics",
        "en",
        "DejaVu Math TeX Gyre",
        ("Let 𝑥 ∈ ℝ and 𝑦 ≤ 𝑥 be given; then the sum ∑ 𝑥 is at most 40 for all 𝑦 that are ≠ 0.",),
    ),
)


@cache
def font_file(family: str) -> tuple[str, int] | None:
    """Return the file of a family that is installed, and its place in a collection of fonts."""
    if not which("fc-match"):
        return None
    pattern = f"{family}:weight=80:width=100"
    command = ["fc-match", "-f", "%{family}\t%{file}\t%{index}", pattern]
    families, file, index = subprocess.run(
        command, capture_output=True, text=True, check=True
    ).stdout.split("\t")
    return (file, int(index) & 0xFFFF) if family in families.split(",") else None
